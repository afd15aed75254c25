"""The examples are valid, warn of nothing, and show what they claim."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from constructs_pkg.topology import Plan, Topology, load, plan
from constructs_pkg.topology.schema import topology_schema
from constructs_pkg.values.consumer import SsmParameter, StackParameter
from constructs_pkg.values.late import import_value
from constructs_pkg.values.spec import parse

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(EXAMPLES.glob("*/topology.yaml"))


def example(name: str) -> Plan:
    return plan(load(EXAMPLES / name / "topology.yaml"))


def content(name: str) -> Any:
    return yaml.safe_load((EXAMPLES / name / "topology.yaml").read_text())


@pytest.mark.parametrize("file", FILES, ids=[file.parent.name for file in FILES])
def test_example_is_planned_without_a_warning(file: Path) -> None:
    """Each example is valid by the loader and by the JSON Schema, and nothing about it deserves a warning."""
    assert () == plan(load(file)).warnings
    Draft202012Validator(topology_schema()).validate(yaml.safe_load(file.read_text()))


@pytest.mark.parametrize("file", FILES, ids=[file.parent.name for file in FILES])
def test_example_names_its_schema(file: Path) -> None:
    """Each example tells editors where its schema is."""
    first, path = file.read_text().splitlines()[0].split("=")
    assert "# yaml-language-server: $schema" == first
    assert (file.parent / path).resolve() == EXAMPLES.parent / "schema" / "topology.schema.json"


def test_one_name_answers_differently_in_two_regions() -> None:
    """Both cells of two-regions hold the same names with their own Region's addresses."""
    answers = [
        {record.name: record.values for _, records in cell.records for record in records}
        for cell in example("two-regions").cells
    ]
    assert ["foo.example.com", "ollama.example.com"] == sorted(answers[0]) == sorted(answers[1])
    assert not {value for values in answers[0].values() for value in values}.intersection(
        value for values in answers[1].values() for value in values
    )


def test_third_region_leaves_the_others_as_they_were() -> None:
    """A cell in a third Region changes nothing about the two."""
    wish = content("two-regions")
    cell = copy.deepcopy(wish["cells"]["us-west"])
    cell["region"] = "eu-west-1"
    for zone, letter in zip(cell["network"]["availability_zones"], "ab", strict=True):
        zone["name"] = f"eu-west-1{letter}"
    grown = plan(parse(Topology, {**wish, "cells": {"eu-west": cell, **wish["cells"]}}))
    assert example("two-regions").cells == grown.cells[1:]
    assert "eu-west" == grown.cells[0].key


def test_databases_are_reached_by_name_and_port() -> None:
    """The application's endpoint lets all database ports in from its own block, under a name for each."""
    application, databases = example("database-account").cells
    (consumer,) = application.consumers
    assert [3306, 5432, 6379] == [rule.from_port for rule in consumer.spec.ingress]
    assert {"10.10.0.0/16"} == {rule.cidr for rule in consumer.spec.ingress}
    zone = "db.internal.example.com"
    assert [zone, f"mysql.{zone}", f"postgres.{zone}", f"redis.{zone}"] == [name.name for name in consumer.spec.names]
    source = consumer.spec.service_name
    assert isinstance(source, SsmParameter)
    assert databases.services[0].spec.publish_to == source.ssm_parameter


def test_customers_reach_the_provider_from_their_own_regions() -> None:
    """A customer in the provider's Region names no Region; the one elsewhere does, and takes the name at deployment."""
    acme, globex, provider = example("saas").cells
    assert ("us-east-1", "us-east-1") == tuple(cell.consumers[0].spec.service_region for cell in (acme, globex))
    assert isinstance(globex.consumers[0].spec.service_name, StackParameter)
    assert provider.services[0].spec.acceptance_required


def test_nothing_that_exists_is_made() -> None:
    """existing-vpc refers to its VPC, zone, load balancer and group, and has no network stack to deploy."""
    (legacy,) = example("existing-vpc").cells
    assert not legacy.spec.makes_anything
    assert "vpc-0123456789abcdef0" == legacy.network.vpc_id
    assert ["Z0123456789ABCDEFGHIJ"] == [zone.id for zone in legacy.zones]
    assert legacy.services[0].spec.network is None
    assert ("sg-0123456789abcdef0",) == legacy.consumers[0].spec.security_group_ids


def test_links_stack_refers_to_exports_of_its_own_network_stack() -> None:
    """A made cell's ids are imported from its network stack, by slots and zone names."""
    cell = example("database-account").cells[0]
    stack = "database-account-application-network"
    assert import_value(f"{stack}:VpcId") == cell.network.vpc_id
    assert [import_value(f"{stack}:Subnet-T0-Z{slot}") for slot in (0, 1)] == [each.id for each in cell.network.subnets]
    assert [import_value(f"{stack}:Zone:db:internal:example:com")] == [zone.id for zone in cell.zones]


def test_plan_reads_as_text() -> None:
    """A plan prints its cells, subnets, names and handoffs, indented below each other."""
    text = str(example("saas"))
    assert "plan saas\n  cell acme (Acme): account 111111111111, us-east-1\n" in text
    assert "\n      subnet 10.0.0.0/20 isolated us-east-1c use1-az1: " in text
    assert "\n      service name: stack parameter ApiServiceName in us-east-1\n" in text
