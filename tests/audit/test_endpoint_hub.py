"""Zones that a hub has for AWS services, asked from the hub and from the VPCs that are shown them."""

import pytest

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.value import in_words

from .asking import ask, decided
from .templates import endpoint, endpoint_alias, record, ref, stack, vpc, zone

NAME = "api.ecr.us-east-1.amazonaws.com"


def hub(*shown_to: str, private_dns: bool = False) -> Facts:
    """Return a hub with an endpoint to ecr.api and ecr.dkr, and the zones of both on these VPCs."""
    vpcs = [ref(name) for name in ("Hub", *shown_to)]
    made = {
        "Hub": vpc("hub"),
        "Spoke": vpc("spoke"),
        "Api": endpoint(ref("Hub"), ServiceName="com.amazonaws.us-east-1.ecr.api", PrivateDnsEnabled=private_dns),
        "Dkr": endpoint(ref("Hub"), ServiceName="com.amazonaws.us-east-1.ecr.dkr", PrivateDnsEnabled=False),
        "DkrZone": zone(f"dkr.{NAME.removeprefix('api.')}.", *vpcs),
        "DkrName": record(ref("DkrZone"), "*.dkr.ecr.us-east-1.amazonaws.com.", "A", AliasTarget=endpoint_alias("Dkr")),
    }
    if not private_dns:
        made["ApiZone"] = zone(f"{NAME}.", *vpcs)
        made["ApiName"] = record(ref("ApiZone"), f"{NAME}.", "A", AliasTarget=endpoint_alias("Api"))
    return read([stack("s", made)])


@pytest.mark.parametrize("origin", ["hub", "spoke"])
def test_a_zone_of_the_hub_answers_wherever_it_is_shown(origin: str) -> None:
    """The hub and the spoke get the same endpoint for the service's name, a wildcard's names included."""
    facts = hub("Spoke")
    assert (Status.NOERROR, "s/ApiZone") == decided(ask(facts, NAME, origin=origin))
    (answer,) = ask(facts, "111111111111.dkr.ecr.us-east-1.amazonaws.com", origin=origin).final
    assert answer.endpoint is not None
    assert "s/Dkr" == in_words(answer.endpoint.id)


def test_a_spoke_that_is_not_shown_the_zone_asks_the_internet() -> None:
    """Without an association the service's public name stays public."""
    there = ask(hub(), NAME, origin="spoke")
    assert there.zone is None or "s/ApiZone" != in_words(there.zone.id)


def test_private_dns_answers_in_the_hub_alone() -> None:
    """The zones that AWS keeps for private DNS are the endpoint's VPC's own."""
    facts = hub("Spoke", private_dns=True)
    here, there = (ask(facts, NAME, origin=origin) for origin in ("hub", "spoke"))
    assert here.zone is not None
    assert here.zone.brought is not None
    assert there.zone is None or there.zone.brought is None
