"""Records that a custom resource keeps in another account's public zone, and zones known by a literal id alone."""

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import Literal, literal_text
from constructs_pkg.audit.vantage import InternetVantage
from constructs_pkg.audit.world import World

from .templates import Json, ref, stack

ROLE = "arn:aws:iam::111111111111:role/entries"
ZONE: Json = {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.com"}}


def contributed(zone: object, name: str, value: str, **fields: object) -> Json:
    properties = {"HostedZoneId": zone, "Name": name, "Type": "A", "TTL": "60", "ResourceRecords": [value], **fields}
    return {"Type": "Custom::ContributedRecord", "Properties": {**properties, "RoleArn": ROLE}}


def answers(stacks: list[StackFact], name: str, world: World | None = None) -> tuple[Status, list[str]]:
    answer = resolve(read(stacks), name, "A", InternetVantage(), world or World())
    return answer.status, [str(literal_text(record.value)) for record in answer.records]


def test_a_contributed_record_is_answered_from_the_zone() -> None:
    """It is a record set like any other, wherever it is made."""
    made = [stack("zone", {"Zone": ZONE, "Api": contributed(ref("Zone"), "api.example.com.", "192.0.2.1")})]
    assert (Status.NOERROR, ["192.0.2.1"]) == answers(made, "api.example.com")


def test_contributed_records_follow_their_policy() -> None:
    """PRIMARY and SECONDARY of two stacks fail over as those of one do."""
    check = "11111111-1111-1111-1111-111111111111"
    primary = {"SetIdentifier": "us", "Failover": "PRIMARY", "HealthCheckId": check}
    secondary = {"SetIdentifier": "eu", "Failover": "SECONDARY"}
    name, zone = "api.example.com", ref("Zone")
    made = [
        stack(
            "zone",
            {
                "Zone": ZONE,
                "Us": contributed(zone, name, "192.0.2.1", **primary),
                "Eu": contributed(zone, name, "192.0.2.2", **secondary),
            },
        )
    ]
    down = World(down=frozenset({Literal(check)}))
    assert [["192.0.2.1"], ["192.0.2.2"]] == [answers(made, name, world)[1] for world in (World(), down)]


def declared(**zone: object) -> list[StackFact]:
    """Return a stack with a record in zone Z0123, of which its metadata tells `zone`."""
    made = stack("app", {"Api": contributed("Z0123", "api.example.com", "192.0.2.1")})
    template = {**made.template, "Metadata": {"PrivateCells": {"zones": {"Z0123": zone}}}}
    return [StackFact(made.id, made.name, made.account, made.region, template)]


def test_a_brought_public_zone_is_declared() -> None:
    """A public zone by its literal id is answered on the internet, as its name is declared."""
    assert (Status.NOERROR, ["192.0.2.1"]) == answers(declared(name="example.com", public=True), "api.example.com")


def test_a_zone_that_is_not_declared_public_is_not_answered_there() -> None:
    """The internet does not see private zones."""
    assert Status.NOT_PRIVATE is answers(declared(name="example.com", vpcs=["vpc-0123"]), "api.example.com")[0]


def test_a_target_that_is_only_named_can_be_down() -> None:
    """An alias of a load balancer that stands elsewhere fails over when that is down."""
    name, balancer = "api.example.com", "lb.us-east-1.elb.amazonaws.com"
    target = {"DNSName": balancer, "HostedZoneId": "Z35SXDOTRQ7X7K", "EvaluateTargetHealth": True}
    primary = contributed(ref("Zone"), name, "", SetIdentifier="us", Failover="PRIMARY", AliasTarget=target)
    asked = primary["Properties"]
    assert isinstance(asked, dict)
    del asked["TTL"], asked["ResourceRecords"]
    secondary = contributed(ref("Zone"), name, "192.0.2.2", SetIdentifier="eu", Failover="SECONDARY")
    made = [stack("zone", {"Zone": ZONE, "Us": primary, "Eu": secondary})]
    down = World(down=frozenset({Literal(balancer)}))
    assert (Status.NOERROR, ["192.0.2.2"]) == answers(made, name, down)
