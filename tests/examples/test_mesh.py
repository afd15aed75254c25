"""The names of the example mesh while something is down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from constructs_pkg.testing import assert_resolves

from .synthesis import Template, resources

LINKS = "mesh-shop-links"
LEDGER, MAIL, STOCK = (f"{name}.apps.shop.internal" for name in ("ledger", "mail", "stock"))


@pytest.fixture
def folder(assembly: Callable[[str], Path]) -> Path:
    """The assembly of the example."""
    return assembly("mesh")


@pytest.fixture
def instance(synthesized: Callable[[str], dict[str, Template]]) -> Callable[[str], str]:
    """What a registered instance is called where something is said to be down."""
    found = resources(synthesized("mesh")[LINKS], "AWS::ServiceDiscovery::Instance")
    addresses = {
        held["Properties"]["InstanceAttributes"].get("AWS_INSTANCE_IPV4"): name for name, held in found.items()
    }
    return lambda address: f"{LINKS}/{addresses[address]}"


def test_an_instance_that_is_reported_ill_answers_no_more(folder: Path, instance: Callable[[str], str]) -> None:
    """Of two instances the other answers, also where a CNAME leads there; without one that is well, both do."""
    assert_resolves(folder, LEDGER, at="Shop", to=["10.0.0.20", "10.0.16.20"])
    assert_resolves(folder, LEDGER, at="Shop", to="10.0.16.20", down=instance("10.0.0.20"))
    assert_resolves(folder, MAIL, at="Shop", to="10.0.16.20", down=instance("10.0.0.20"))
    both = [instance("10.0.0.20"), instance("10.0.16.20")]
    assert_resolves(folder, LEDGER, at="Shop", to=["10.0.0.20", "10.0.16.20"], down=both)


def test_what_nobody_checks_stays_in_answers(folder: Path, instance: Callable[[str], str]) -> None:
    """A service without a health check answers with an instance that is down."""
    host = "hall.printer.apps.shop.internal"
    printer = "printer.apps.shop.internal"
    assert_resolves(folder, printer, "SRV", at="Shop", to=f"1 1 631 {host}", down=instance("10.0.0.30"))
    assert_resolves(folder, host, at="Shop", to="10.0.0.30", down=instance("10.0.0.30"))


def test_names_of_tasks_are_there_and_their_addresses_are_not_known(folder: Path) -> None:
    """A name that Amazon ECS registers is no missing name; one that nothing declares is."""
    assert_resolves(folder, STOCK, at="Shop", status="UNRESOLVED")
    assert_resolves(folder, "nobody.apps.shop.internal", at="Shop", status="NXDOMAIN")
    assert_resolves(folder, STOCK, at="Billing", status="NXDOMAIN")


def test_an_http_namespace_has_no_names(folder: Path) -> None:
    """What is found by Cloud Map's API alone is in no zone."""
    assert_resolves(folder, "scheduler.tools", at="Shop", status="NOT_PRIVATE")


def test_names_of_service_connect_are_no_dns(folder: Path) -> None:
    """The name by which tasks call each other is known to their proxies alone, not to the VPC's resolver."""
    assert_resolves(folder, "stock", at="Shop", status="NOT_PRIVATE")
