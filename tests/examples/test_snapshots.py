"""Every template of every example, in a form that is read in reviews."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from .synthesis import EXAMPLES, Template, without_bootstrap

STACKS = {
    "acceptance": ["acceptance-provider-links", "acceptance-provider-network"],
    "database-account": [
        "database-account-application-links",
        "database-account-application-network",
        "database-account-databases-links",
        "database-account-databases-network",
    ],
    "hybrid": [
        "hybrid-hub-links",
        "hybrid-hub-network",
        "hybrid-orders-links",
        "hybrid-orders-network",
        "hybrid-staff-global-resolver",
    ],
    "endpoint-hub": [
        "endpoint-hub-hub-links",
        "endpoint-hub-hub-network",
        "endpoint-hub-orders-links",
        "endpoint-hub-orders-network",
    ],
    "database-proxy": [
        "database-proxy-application-links",
        "database-proxy-application-network",
        "database-proxy-data-links",
        "database-proxy-data-network",
    ],
    "database-resource": [
        "database-resource-application-links",
        "database-resource-application-network",
        "database-resource-databases-links",
        "database-resource-databases-network",
    ],
    "edge": ["edge-shop-edge", "edge-shop-links", "edge-shop-network"],
    "existing-vpc": ["existing-vpc-legacy-links"],
    "mechanisms": [
        "mechanisms-anycompany-public-zone",
        "mechanisms-cidr-links",
        "mechanisms-cidr-network",
        "mechanisms-customer-hostname-links",
        "mechanisms-example-api-public-zone",
        "mechanisms-private-hostname-links",
        "mechanisms-private-hostname-network",
        "mechanisms-provider-links",
        "mechanisms-provider-network",
        "mechanisms-split-horizon-links",
        "mechanisms-split-horizon-network",
    ],
    "global-entry": [
        "global-entry-ap-links",
        "global-entry-eu-links",
        "global-entry-eu-public-zone",
        "global-entry-example-public-zone",
        "global-entry-us-links",
        "global-entry-us-public-zone",
    ],
    "mesh": ["mesh-billing-links", "mesh-billing-network", "mesh-shop-links", "mesh-shop-network"],
    "saas": [
        "saas-acme-links",
        "saas-acme-network",
        "saas-globex-links",
        "saas-globex-network",
        "saas-provider-links",
        "saas-provider-network",
    ],
    "two-regions": [
        "two-regions-us-east-links",
        "two-regions-us-east-network",
        "two-regions-us-west-links",
        "two-regions-us-west-network",
    ],
}
LARGEST_EXAMPLE = 60_000


class ReadableTemplates(SingleFileSnapshotExtension):
    """One YAML file a template."""

    _write_mode = WriteMode.TEXT
    file_extension = "yaml"

    def serialize(self, data: Any, **_: Any) -> str:
        return yaml.safe_dump(data, sort_keys=False, default_flow_style=None, width=120)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_makes_these_stacks(example: str, synthesized: Callable[[str], dict[str, Template]]) -> None:
    """A stack's name is made of the names of its topology and cell."""
    assert STACKS[example] == list(synthesized(example))


@pytest.mark.parametrize(
    ("example", "stack"), [pytest.param(name, stack, id=stack) for name in EXAMPLES for stack in STACKS[name]]
)
def test_template(
    example: str, stack: str, synthesized: Callable[[str], dict[str, Template]], snapshot: SnapshotAssertion
) -> None:
    """A template is as it was reviewed."""
    assert reviewable(synthesized(example)[stack]) == snapshot(extension_class=ReadableTemplates)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_reviewer_can_read_an_example(example: str, synthesized: Callable[[str], dict[str, Template]]) -> None:
    """The snapshots of one example stay short."""
    texts = [ReadableTemplates().serialize(reviewable(template)) for template in synthesized(example).values()]
    assert sum(map(len, texts)) < LARGEST_EXAMPLE


def reviewable(template: Template) -> Template:
    """The template without the CDK's own parts and without the code of functions."""
    return {section: _plain(held) for section, held in without_bootstrap(template).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, dict):
        return {
            name: "<handler>" if name == "ZipFile" else _plain(inner)
            for name, inner in value.items()
            if name != "Metadata"
        }
    return value
