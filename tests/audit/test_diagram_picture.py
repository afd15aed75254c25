import pytest

from constructs_pkg.audit.drawing.panels import MOST_NAMES
from constructs_pkg.audit.drawing.picture import Arrow, NameGroup, NameRow, Tone
from constructs_pkg.fragments.handler_source import source_with_settings

from .diagrams import card, drawn_from, groups, named, service
from .templates import (
    ZONE_ID,
    cell,
    endpoint,
    endpoint_alias,
    import_value,
    of_endpoint,
    record,
    ref,
    stack,
    two_cells,
    vpc,
    zone,
)


def one_vpc(**resources: object) -> dict[str, object]:
    return {"Vpc": vpc("us"), "Zone": zone("example.com", ref("Vpc")), **resources}


def test_a_cell_is_told_by_label_region_account_and_addresses() -> None:
    """A cell stands with what tells it from others."""
    us = card(drawn_from(*two_cells()), "us")
    expected = ("us", "us-east-1", ("account 111111111111", "10.0.0.0/16"))
    assert expected == (us.label, us.region, us.facts)


def test_a_name_that_answers_differently_elsewhere_stands_out() -> None:
    """One name with two answers is marked in both cells."""
    picture = drawn_from(*two_cells())
    rows = [groups(picture, label)[0].rows[0] for label in ("us", "eu")]
    expected = [
        NameRow("db.example.com", "", ("10.0.0.5",), Tone.DIFFERS),
        NameRow("db.example.com", "", ("10.1.0.5",), Tone.DIFFERS),
    ]
    assert expected == rows
    assert picture.differs


def test_a_name_that_answers_alike_everywhere_does_not() -> None:
    """One name with one answer in all cells is not marked."""
    stacks = [
        one
        for name in ("us", "eu")
        for one in cell(
            name, "us-east-1", {"Db": record(import_value(f"{name}-network:ZoneId"), "db.example.com", "A", "10.0.0.5")}
        )
    ]
    assert not drawn_from(*stacks).differs


def test_a_zone_tells_the_names_that_it_lacks() -> None:
    """A name of another cell's zone that this cell's zone of that name lacks is told."""
    picture = drawn_from(*two_cells())
    expected = [(), ("only.example.com",)]
    assert expected == [card(picture, label).zones[0].missing for label in ("us", "eu")]


def test_names_of_one_endpoint_stand_together_beside_it() -> None:
    """Names lead to the endpoint's box, each with the types that are no plain A."""
    resources = one_vpc(
        Ep=endpoint(ref("Vpc"), Tags=named("us db")),
        A=record(ref("Zone"), "a.example.com", "A", AliasTarget=endpoint_alias("Ep")),
        A6=record(ref("Zone"), "a.example.com", "AAAA", AliasTarget=endpoint_alias("Ep")),
        B=record(ref("Zone"), "b.example.com", "A", "10.0.0.1"),
        C=record(ref("Zone"), "c.example.com", "CNAME", of_endpoint("Ep", 1)),
        D=record(ref("Zone"), "d.example.com", "A", AliasTarget=endpoint_alias("Ep")),
    )
    first, second = groups(drawn_from(stack("s", resources)), "us")
    expected = [("a.example.com", "A, AAAA"), ("c.example.com", "CNAME"), ("d.example.com", "")]
    assert expected == [(row.name, row.kind) for row in first.rows]
    assert first.endpoint is not None and first.endpoint.label == "db"
    assert second == NameGroup((NameRow("b.example.com", "", ("10.0.0.1",), Tone.PLAIN),))


def test_an_endpoint_is_drawn_once() -> None:
    """A second zone's names say which endpoint answers, and the box stays with the first."""
    resources = one_vpc(
        Other=zone("other.test", ref("Vpc")),
        Ep=endpoint(ref("Vpc")),
        A=record(ref("Zone"), "a.example.com", "A", AliasTarget=endpoint_alias("Ep")),
        B=record(ref("Other"), "b.other.test", "A", AliasTarget=endpoint_alias("Ep")),
    )
    first, second = groups(drawn_from(stack("s", resources)), "us")
    assert first.endpoint is not None
    assert second == NameGroup((NameRow("b.other.test", "", ("endpoint s/Ep",), Tone.PLAIN),))


def test_endpoints_without_names_and_of_aws_are_told_apart() -> None:
    """An endpoint no name leads to has its box all the same; those of AWS services are listed."""
    ssm = {"Fn::Sub": "com.amazonaws.${AWS::Region}.ssm"}
    resources = one_vpc(Ep=endpoint(ref("Vpc")), Ssm=endpoint(ref("Vpc"), ServiceName=ssm))
    us = card(drawn_from(stack("s", resources)), "us")
    expected = (["s/Ep"], ("ssm",))
    assert expected == ([box.label for box in us.endpoints], us.aws_services)


def test_a_name_of_an_endpoint_without_a_box_says_which() -> None:
    """What an endpoint of an AWS service or of another cell answers is told in words."""
    ssm = {"Fn::Sub": "com.amazonaws.${AWS::Region}.ssm"}
    resources = one_vpc(
        Far=vpc("far"),
        Ssm=endpoint(ref("Vpc"), ServiceName=ssm),
        There=endpoint(ref("Far")),
        A=record(ref("Zone"), "a.example.com", "A", AliasTarget=endpoint_alias("Ssm")),
        B=record(ref("Zone"), "b.example.com", "A", AliasTarget=endpoint_alias("There")),
    )
    shown = [group.rows[0].answers for group in groups(drawn_from(stack("s", resources)), "us")]
    expected = [("endpoint s/Ssm",), ("endpoint s/There in far",)]
    assert expected == shown


def test_answers_that_fail_are_marked() -> None:
    """A name whose chain ends nowhere is not shown as if it answered."""
    resources = one_vpc(Dead=record(ref("Zone"), "dead.example.com", "CNAME", "gone.example.com"))
    (group,) = groups(drawn_from(stack("s", resources)), "us")
    expected = (("CNAME gone.example.com → NXDOMAIN",), Tone.FAILS)
    assert expected == (group.rows[0].answers, group.rows[0].tone)


def test_each_value_of_a_routing_policy_has_its_line() -> None:
    """Weighted records stand below each other."""
    weights = {
        name: record(ref("Zone"), "w.example.com", "A", address, SetIdentifier=name, Weight=1)
        for name, address in (("Blue", "10.0.0.1"), ("Green", "10.0.0.2"))
    }
    (group,) = groups(drawn_from(stack("s", one_vpc(**weights))), "us")
    expected = ("weighted Blue 1: 10.0.0.1", "weighted Green 1: 10.0.0.2")
    assert expected == group.rows[0].answers


def test_more_names_than_a_person_reads_are_counted() -> None:
    """A zone shows so many names, and how many more it has."""
    hosts = {f"R{i}": record(ref("Zone"), f"h{i:03}.example.com", "A", "10.0.0.1") for i in range(MOST_NAMES + 3)}
    (panel,) = card(drawn_from(stack("s", one_vpc(**hosts))), "us").zones
    expected = (MOST_NAMES, 3)
    assert expected == (len(panel.groups), panel.more)


def test_a_brought_vpc_is_told_by_its_id() -> None:
    """A VPC that is not in the templates takes its account and Region from what stands in it."""
    declared = {"PrivateCells": {"zones": {ZONE_ID: {"name": "example.com", "vpcs": ["vpc-1"]}}}}
    brought = card(drawn_from(stack("s", {"Ep": endpoint("vpc-1")}, Metadata=declared)), "vpc-1")
    expected = ("us-east-1", ("account 111111111111", "given by id"), ("private zone, as declared",))
    assert expected == (brought.region, brought.facts, tuple(panel.note for panel in brought.zones))


def test_a_service_stands_in_the_cell_of_its_load_balancer() -> None:
    """A service tells its listeners with their targets, its load balancer, who may connect and how."""
    resources = one_vpc(**service(ref("Vpc"), "arn:aws:iam::222222222222:root", SupportedRegions=["eu-west-1"]))
    (box,) = card(drawn_from(stack("s", resources)), "us").services
    expected = {
        "Listeners": ("TCP 443 → 10.0.0.9:8443",),
        "Load balancer": ("balancer",),
        "May connect": ("222222222222",),
        "Acceptance": ("each connection waits for it",),
        "Also from": ("eu-west-1",),
    }
    assert ("api", expected) == (box.label, dict(box.lines))


@pytest.mark.parametrize(
    ("service_id", "rules", "expected"),
    [
        (ref("Service"), 1, "one rule decides, else a human"),
        ({"Fn::GetAtt": ["Service", "ServiceId"]}, 3, "3 rules decide, else a human"),
        (ref("Service"), 0, "each connection waits for it"),
        ("vpce-svc-0123456789abcdef0", 3, "each connection waits for it"),
    ],
    ids=["one", "several", "none", "another service's"],
)
def test_a_service_tells_that_rules_decide(service_id: object, rules: int, expected: str) -> None:
    """They are in the code of the function that is told the service; another function's are not its own."""
    code = source_with_settings("reconcile_connections", {"rules": [{"key": str(each)} for each in range(rules)]})
    function = {
        "Type": "AWS::Lambda::Function",
        "Properties": {"Code": {"ZipFile": code}, "Environment": {"Variables": {"SERVICE_ID": service_id}}},
    }
    other = {"Type": "AWS::Lambda::Function", "Properties": {"Code": {"ZipFile": "pass"}}}
    resources = one_vpc(**service(ref("Vpc")), Function=function, Other=other)
    (box,) = card(drawn_from(stack("s", resources)), "us").services
    assert (expected,) == dict(box.lines)["Acceptance"]


def test_a_service_whose_vpc_is_not_told_stands_apart() -> None:
    """A load balancer given by its ARN puts its service into no cell."""
    arn = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/ledger/0123456789abcdef"
    made = {"Type": "AWS::EC2::VPCEndpointService", "Properties": {"NetworkLoadBalancerArns": [arn]}}
    apart = card(drawn_from(stack("s", one_vpc(Service=made))), "VPC not in the templates")
    expected = {
        "Load balancer": ("ledger, by its ARN",),
        "May connect": ("nobody yet",),
        "Acceptance": ("each connection waits for it",),
    }
    assert expected == dict(apart.services[0].lines)


def test_a_vpc_that_only_a_service_tells_of_is_a_cell() -> None:
    """A brought VPC that a target group names has the service of that load balancer."""
    expected = ("account 111111111111", "given by id")
    assert expected == card(drawn_from(stack("s", service("vpc-1"))), "vpc-1").facts


def test_nothing_is_connected_without_endpoints() -> None:
    """A cell with a service and no endpoint has no arrow."""
    expected: tuple[Arrow, ...] = ()
    assert expected == drawn_from(stack("s", one_vpc(**service(ref("Vpc"))))).arrows


def test_what_is_not_read_is_remarked() -> None:
    """A picture that may lack something says so."""
    nested = {"Nested": {"Type": "AWS::CloudFormation::Stack"}}
    expected = ("1 thing is not read or not as usual here: private-cells names tells.",)
    assert expected == drawn_from(stack("s", one_vpc(**nested))).remarks
