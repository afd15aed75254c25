"""Exports that are imported, and that CloudFormation therefore refuses to change."""

import pytest

from constructs_pkg.audit.changes.fate import Refusal
from constructs_pkg.audit.facts import StackFact

from ..templates import import_value, output, ref, stack, vpc
from .pairs import changes, resource, stack_of

USER = resource("AWS::EC2::SecurityGroup", GroupDescription="x", VpcId=import_value("net:Vpc"))
LINKS = stack("links", {"Group": USER})
KEEPS = "CloudFormation keeps what links imports"


def net(value: object, export: str = "net:Vpc", name: str = "net", cidr: str = "10.0.0.0/16") -> StackFact:
    return stack(name, {"Vpc": vpc(CidrBlock=cidr)}, Outputs={"VpcId": output(value, export)})


def refused(old: list[StackFact], new: list[StackFact], name: str = "net") -> tuple[Refusal, ...]:
    return stack_of(changes(old, new), name).refusals


@pytest.mark.parametrize(
    ("new", "what"),
    [
        (net(ref("Vpc"), cidr="10.1.0.0/16"), "net:Vpc changes with Vpc"),
        (net("vpc-1"), "net:Vpc changes from net/Vpc to vpc-1"),
        (net(ref("Vpc"), export="other"), "net:Vpc goes"),
    ],
)
def test_an_imported_export_keeps_its_value(new: StackFact, what: str) -> None:
    """The export of a replaced VPC, one with another value and one that goes are refused alike."""
    way = f"{KEEPS}: take the import out of links in a deployment of its own first"
    assert (Refusal(way, (what,)),) == refused([net(ref("Vpc")), LINKS], [new, LINKS])


def test_a_refusal_is_a_loss() -> None:
    """``--fail-on replacement`` counts an update that CloudFormation refuses."""
    assert changes([net("vpc-1"), LINKS], [net("vpc-2"), LINKS]).replacement


def test_an_export_may_be_kept_by_another_output() -> None:
    """The key of an output means nothing: the name of the export and its value do."""
    moved = stack("net", {"Vpc": vpc()}, Outputs={"Other": output(ref("Vpc"), "net:Vpc")})
    assert not changes([net(ref("Vpc")), LINKS], [moved, LINKS]).any


def test_an_export_cannot_move_to_another_stack() -> None:
    """While it is imported, the stack that has it cannot let go of it."""
    old = [net("vpc-1"), stack("more"), LINKS]
    new = [stack("net", {"Vpc": vpc()}), net("vpc-1", name="more"), LINKS]
    assert ("net:Vpc moves to more",) == refused(old, new)[0].exports


def test_an_export_that_nobody_imports_may_change() -> None:
    """Without an importer there is no refusal."""
    assert () == refused([net(ref("Vpc"))], [net(ref("Vpc"), cidr="10.1.0.0/16")])


def test_an_importer_of_the_new_assembly_alone_has_no_say() -> None:
    """Only what is deployed can keep an export."""
    old, new = [net(ref("Vpc"))], [net(ref("Vpc"), cidr="10.1.0.0/16"), LINKS]
    assert () == refused(old, new)


def test_an_importer_in_another_region_has_no_say() -> None:
    """Exports are of one account and Region."""
    far = stack("links", {"Group": USER}, region="eu-west-1")
    assert () == refused([net(ref("Vpc")), far], [net(ref("Vpc"), cidr="10.1.0.0/16"), far])


def test_the_importer_that_stops_importing_goes_first() -> None:
    """Where the new template no longer imports, the way out is the order."""
    stopped = stack("links", {"Group": resource("AWS::EC2::SecurityGroup", GroupDescription="x", VpcId="vpc-1")})
    assert f"{KEEPS}: deploy links first" == refused([net("vpc-1"), LINKS], [net("vpc-2"), stopped])[0].sentence


def test_the_importer_that_goes_is_deleted_first() -> None:
    """Where the importing stack goes, the way out is to delete it."""
    assert f"{KEEPS}: delete links first" == refused([net("vpc-1"), LINKS], [net("vpc-2")])[0].sentence


def test_a_stack_whose_export_is_imported_cannot_go() -> None:
    """The deletion of a stack is refused as well."""
    assert ("net:Vpc goes",) == refused([net("vpc-1"), LINKS], [LINKS])[0].exports
