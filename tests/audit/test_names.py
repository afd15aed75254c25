from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.document import as_document
from constructs_pkg.audit.names import Matrix, read_matrix

from .templates import (
    cell,
    endpoint,
    endpoint_alias,
    import_value,
    of_endpoint,
    one_cell,
    record,
    ref,
    stack,
    two_cells,
    vpc,
    zone,
)

Z = ref("Zone")


def texts(matrix: Matrix) -> dict[str, list[str]]:
    return {f"{row.name} {row.type}": [cell.text for cell in row.cells] for row in matrix.rows}


def test_asks_every_name_at_every_vantage() -> None:
    """Each name of the private zones has an answer in each cell; a CNAME is asked for addresses."""
    matrix = read_matrix(read(two_cells()))
    expected = {
        "db.example.com A": ["10.0.0.5", "10.1.0.5"],
        "only.example.com A": ["CNAME orders.example.com → endpoint us-links/Ep", "NXDOMAIN"],
        "orders.example.com A": ["endpoint us-links/Ep", "endpoint eu-links/Ep"],
    }
    assert (["us", "eu"], expected) == ([one.label for one in matrix.vantages], texts(matrix))


def test_marks_names_that_no_private_zone_of_a_vpc_covers() -> None:
    """A dash is for public DNS to answer, and does not count as another answer."""
    a = record(ref("Zone"), "a.a.test", "A", "10.0.0.1")
    stacks = [
        stack("a", {"Vpc": vpc("a"), "Zone": zone("a.test", ref("Vpc")), "A": a}),
        *cell("b", "eu-west-1", {}, "b.test"),
    ]
    row = read_matrix(read(stacks)).rows[0]
    expected = ([("10.0.0.1", False), ("—", None)], False)
    assert expected == ([(cell.text, cell.odd) for cell in row.cells], row.differs)


def test_says_where_an_endpoint_is_if_not_in_the_vpc_that_asks() -> None:
    """An endpoint of another VPC is shown with that VPC's label."""
    resources = {
        "Other": vpc("other"),
        "Ep": endpoint(ref("Other")),
        "A": record(Z, "a.example.com", "A", AliasTarget=endpoint_alias("Ep")),
    }
    matrix = read_matrix(one_cell(resources))
    expected = {"a.example.com A": ["endpoint us/Ep in other", "—"]}
    assert expected == texts(matrix)


def test_does_not_call_an_endpoint_by_the_name_of_its_vpc() -> None:
    """The CDK tags an endpoint with the Name of its VPC; that tells it from nothing."""
    tags = [{"Key": "Name", "Value": "App/Vpc"}]
    resources = {
        "Vpc": vpc("App/Vpc"),
        "Ep": endpoint(ref("Vpc"), Tags=tags),
        "Zone": zone("example.com", ref("Vpc")),
        "A": record(Z, "a.example.com", "A", AliasTarget=endpoint_alias("Ep")),
    }
    assert {"a.example.com A": ["endpoint us/Ep"]} == texts(read_matrix(read([stack("us", resources)])))


def test_calls_an_endpoint_by_its_name_tag_where_no_other_has_it() -> None:
    """An endpoint is shown by its Name tag if that tells it from all others, else by stack and logical id."""
    facts = one_cell(
        {
            **{key: endpoint(ref("Vpc"), Tags=[{"Key": "Name", "Value": tag}]) for key, tag in _TAGS.items()},
            **{
                f"{key}Name": record(ref("Zone"), f"{key}.example.com", "A", AliasTarget=endpoint_alias(key))
                for key in _TAGS
            },
        }
    )
    matrix = read_matrix(facts)
    expected = {
        "a.example.com A": ["endpoint us db"],
        "b.example.com A": ["endpoint us/B"],
        "c.example.com A": ["endpoint us/C"],
    }
    assert expected == texts(matrix)
    assert "endpoint us/A " in str(matrix.rows[0].cells[0].answer.trace)
    assert "'id': 'us/A'" in str(as_document(facts, matrix))


_TAGS = {"A": "us db", "B": "twice", "C": "twice"}


def test_tells_zonal_names_and_other_entries_from_the_regional_name() -> None:
    """A name made from an endpoint's Regional name shows what was added, another entry its position."""
    first_label = {"Fn::Select": [0, {"Fn::Split": [".", of_endpoint("Ep", 1)]}]}
    zonal = {"Fn::Join": ["", [first_label, "-us-east-1a", ".vpce-svc-0.us-east-1.vpce.amazonaws.com"]]}
    resources = {
        "Ep": endpoint(ref("Vpc")),
        "Zonal": record(Z, "a.example.com", "CNAME", zonal),
        "Second": record(Z, "b.example.com", "CNAME", of_endpoint("Ep", 1, entry=1)),
    }
    expected = {
        "a.example.com A": ["CNAME endpoint us/Ep -us-east-1a"],
        "b.example.com A": ["CNAME endpoint us/Ep DNS entry 1"],
    }
    assert expected == texts(read_matrix(one_cell(resources)))


def test_shows_each_candidate_of_a_policy_on_its_line() -> None:
    """Values of one record stand together; candidates stand under their policy's label."""
    resources = {
        "Many": record(Z, "many.example.com", "A", "10.0.0.1", "10.0.0.2"),
        "Blue": record(Z, "a.example.com", "A", "10.0.0.1", SetIdentifier="blue", Weight=1),
        "Green": record(Z, "a.example.com", "A", "10.0.0.2", SetIdentifier="green", Weight=2),
        "Public": record(Z, "p.example.com", "CNAME", "www.vendor.test"),
        "Gone": record(Z, "g.example.com", "CNAME", "gone.example.com"),
    }
    expected = {
        "a.example.com A": ["weighted blue 1: 10.0.0.1\nweighted green 2: 10.0.0.2"],
        "g.example.com A": ["CNAME gone.example.com → NXDOMAIN"],
        "many.example.com A": ["10.0.0.1, 10.0.0.2"],
        "p.example.com A": ["CNAME www.vendor.test → public DNS"],
    }
    assert expected == texts(read_matrix(one_cell(resources)))


def test_shows_the_chosen_record_and_that_there_are_others() -> None:
    """Where a policy chooses while all is well, its record is shown with the number of all."""
    resources = {
        "One": record(Z, "a.example.com", "A", "10.0.0.1", SetIdentifier="one", Failover="PRIMARY"),
        "Two": record(Z, "a.example.com", "A", "10.0.0.2", SetIdentifier="two", Failover="SECONDARY"),
    }
    expected = {"a.example.com A": ["failover one PRIMARY, 1 of 2: 10.0.0.1"]}
    assert expected == texts(read_matrix(one_cell(resources)))


def test_says_what_a_public_zone_answers_and_what_is_masked() -> None:
    """A public zone's answer is marked, counts for no difference, and is named where nothing else is found."""
    public = {
        "Public": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.com"}},
        "There": record(ref("Public"), "a.example.com", "A", "203.0.113.1"),
    }
    stacks = [
        *cell("us", "us-east-1", {"A": record(import_value("us-network:ZoneId"), "a.example.com", "A", "10.0.0.1")}),
        *cell("eu", "eu-west-1", {}),
        stack("other", {"Vpc": vpc("other"), **public}),
    ]
    row = read_matrix(read(stacks)).rows[0]
    expected = ["10.0.0.1", "NXDOMAIN (masks other/Public)", "203.0.113.1 (public zone)"]
    assert expected == [one.text for one in row.cells]


def test_notes_dns_settings_and_what_was_not_read() -> None:
    """The notes name what limits the answers."""
    resources = {"Vpc": vpc("us", EnableDnsSupport=False), "Nested": {"Type": "AWS::CloudFormation::Stack"}}
    expected = (
        "us has enableDnsSupport off: private zones need both DNS settings of a VPC on",
        "s/Nested is a nested stack; its template is not read",
    )
    assert expected == read_matrix(read([stack("s", resources)])).notes


def test_gives_programs_every_answer_with_its_trace() -> None:
    """The document has the stacks, the vantages and each answer with records and trace."""
    facts = read(two_cells())
    document = as_document(facts, read_matrix(facts))
    expected_stack = {
        "id": "us-network",
        "name": "us-network",
        "account": "111111111111",
        "region": "us-east-1",
        "resources": 2,
    }
    expected_answer: dict[str, object] = {
        "text": "CNAME orders.example.com → endpoint us-links/Ep",
        "odd": False,
        "status": "NOERROR",
        "zone": "us-network/Zone",
        "masked": None,
        "records": [
            {
                "name": "only.example.com",
                "type": "CNAME",
                "alias": False,
                "value": "orders.example.com",
                "ttl": "60",
                "policy": None,
                "source": "us-links/Only",
                "endpoint": None,
                "subnets": [],
                "leads_to": {
                    "name": "orders.example.com",
                    "type": "A",
                    "status": "NOERROR",
                    "records": [
                        {
                            "name": "orders.example.com",
                            "type": "A",
                            "alias": True,
                            "value": "made at deployment from us-links/Ep.DnsEntries",
                            "ttl": None,
                            "policy": None,
                            "source": "us-links/Orders",
                            "endpoint": {
                                "id": "us-links/Ep",
                                "vpc": "us-network/Vpc",
                                "service": "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
                                "subnets": [],
                            },
                            "subnets": [],
                            "leads_to": None,
                        }
                    ],
                    "rule": None,
                    "to": [],
                },
            }
        ],
        "pick": None,
        "passed_over": [],
        "rule": None,
        "to": [],
        "trace": [
            "Private zone example.com (us-network/Zone) is the most specific one associated with us that "
            "covers only.example.com.",
            "only.example.com exists and has a CNAME record.",
            "only.example.com has CNAME orders.example.com.",
            "Private zone example.com (us-network/Zone) is the most specific one associated with us that "
            "covers orders.example.com.",
            "orders.example.com exists and has A records.",
            "orders.example.com is an alias of endpoint us-links/Ep (subnets none); AWS gives its addresses "
            "at deployment.",
        ],
    }
    stacks, names = document["stacks"], document["names"]
    assert isinstance(stacks, list)
    assert isinstance(names, list)
    assert expected_stack == stacks[0]
    assert expected_answer == names[1]["answers"]["us"]
    expected_vantages = [{"label": "us", "vpc": "us-network/Vpc"}, {"label": "eu", "vpc": "eu-network/Vpc"}]
    assert expected_vantages == document["vantages"]
