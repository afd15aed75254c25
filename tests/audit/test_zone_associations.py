"""VPCs that custom resources associate with private zones."""

from __future__ import annotations

from typing import Any

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts

from .asking import ask, decided
from .findings.case import findings
from .templates import ZONE_ID, Json, import_value, output, record, ref, stack, vpc, zone

PARAMETER = {"ZoneId": {"Type": "String"}}


def joined(zone_id: object, vpc_id: object = None, name: str = "example.com", region: str = "us-east-1") -> Json:
    properties = {"ZoneId": zone_id, "ZoneName": name, "VpcId": vpc_id or ref("Vpc"), "VpcRegion": region}
    return {"Type": "Custom::ZoneAssociation", "Properties": {"ServiceToken": "arn", **properties}}


def spoke(*, zone_id: object = ZONE_ID, **resources: Json) -> Any:
    return stack("us", {"Vpc": vpc("us"), "Join": joined(zone_id), **resources}, Parameters=PARAMETER)


def of(*stacks: Any) -> Facts:
    return read(stacks)


def test_a_vpc_sees_a_zone_of_another_stack() -> None:
    """A zone that the assembly makes answers in the VPC that is associated with it, whole."""
    hub = stack(
        "hub",
        {
            "Hub": vpc("hub"),
            "Zone": zone("example.com", ref("Hub")),
            "Db": record(ref("Zone"), "db.example.com", "A", "10.0.0.5"),
        },
        Outputs={"Zone": output(ref("Zone"), "hub:Zone")},
    )
    facts = of(hub, spoke(zone_id=import_value("hub:Zone")))
    assert (Status.NOERROR, "hub/Zone") == decided(ask(facts, "db.example.com"))
    assert (Status.NXDOMAIN, "hub/Zone") == decided(ask(facts, "gone.example.com"))


def test_a_zone_known_by_its_id_alone_answers_with_the_records_that_are_known() -> None:
    """What a template puts there is answered; what else it may have is not guessed, and never public DNS."""
    facts = of(spoke(Db=record(ZONE_ID, "db.example.com", "A", "10.0.0.5")))
    known, unknown = ask(facts, "db.example.com"), ask(facts, "other.example.com")
    assert (Status.NOERROR, ZONE_ID) == decided(known)
    sentence = "The zone is made elsewhere, and no template here shows whether it has other.example.com."
    assert (Status.UNRESOLVED, sentence) == (unknown.outcome, unknown.trace[-1])


def test_a_zone_whose_id_is_a_parameter_is_said_as_such() -> None:
    """The VPC sees the zone, the trace names the parameter, and a record by the same parameter is in it."""
    facts = of(spoke(zone_id=ref("ZoneId"), Db=record(ref("ZoneId"), "db.example.com", "A", "10.0.0.5")))
    answer = ask(facts, "db.example.com")
    assert (Status.NOERROR, True) == (answer.outcome, "parameter ZoneId" in answer.trace[0])


def test_names_outside_the_zone_are_not_its() -> None:
    """An association changes nothing for other domains."""
    assert Status.NOT_PRIVATE is ask(of(spoke()), "a.example.net").status


def test_a_declared_zone_gets_the_vpc() -> None:
    """Where a template declares name and VPCs of a zone, an association adds to them."""
    declared = {"zones": {ZONE_ID: {"name": "example.com", "vpcs": ["vpc-1"]}}}
    facts = of(spoke(), stack("other", {}, Metadata={"PrivateCells": declared}))
    assert [2] == [len(one.vpcs) for one in facts.zones]


def test_the_vpcs_region_is_known() -> None:
    """Routing policies need the Region of a VPC that no template makes."""
    facts = of(stack("eu", {"Join": joined(ZONE_ID, "vpc-0123", region="eu-west-1")}))
    assert ["eu-west-1"] == list(facts.region_of_vpc.values())


def test_a_second_zone_of_the_name_is_found() -> None:
    """An association with a zone whose name the VPC has already is what AWS refuses."""
    (found,) = findings([spoke(Zone=zone("example.com", ref("Vpc")))], "zones-of-one-name")
    assert f"Private zones us/Zone and {ZONE_ID} are all called example.com" in found.found.wrong


def test_one_zone_under_two_names_answers_nothing() -> None:
    """Two associations that call one zone differently contradict each other, and a note says so."""
    facts = of(spoke(Again=joined(ZONE_ID, "vpc-0123", name="example.net")))
    notes = [one for one in facts.unread if "several names" in one]
    assert ([None], 1) == ([one.name for one in facts.zones], len(notes))
