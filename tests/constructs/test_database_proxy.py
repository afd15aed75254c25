"""A proxy by itself: what it gives to the rest of an app, and what it refuses."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_iam as iam
from construct_cases import NETWORK, cell, every, only, refusal_of, template_of

from constructs_pkg import DatabaseProxy, EndpointService
from constructs_pkg.fragments.logical_id import logical_id


def proxy(scope: cdk.Stack, **given: Any) -> DatabaseProxy:
    """A proxy before a cluster, but for what is given."""
    legal = {
        "vpc": NETWORK,
        "name": "orders",
        "engine_family": "POSTGRESQL",
        "user_name": "app",
        "cluster_identifier": "orders",
    }
    return DatabaseProxy(scope, "Proxy", **{**legal, **given})


def test_its_endpoint_is_a_target_of_a_service(stack: cdk.Stack) -> None:
    """A service looks up the name of a proxy made beside it, and is let in by its connections."""
    made = proxy(stack)
    listener = {"port": 5432, "targets": {"dns_name": made.endpoint}}
    service = EndpointService(stack, "Service", vpc=NETWORK, listeners=[listener])
    made.connections.allow_default_port_from(service)
    template = template_of(stack)
    endpoint = {"Fn::GetAtt": [logical_id("Proxy", "DatabaseProxy"), "Endpoint"]}
    assert endpoint == only(template, "Custom::RunTimeTargets")["DnsName"]
    (rule,) = every(template, "AWS::EC2::SecurityGroupIngress").values()
    assert (5432, 5432) == (rule["FromPort"], rule["ToPort"])


def test_it_stands_in_a_cell(stack: cdk.Stack) -> None:
    """A cell's network places it, and the cell's key encrypts its log."""
    made = cell(stack)
    proxy(stack, vpc=made.network)
    assert 2 == len(only(template_of(stack), "AWS::RDS::DBProxy")["VpcSubnetIds"])


def test_a_role_of_the_app_may_sign_in(stack: cdk.Stack) -> None:
    """A grant names the proxy by its resource id and the one user."""
    made = proxy(stack)
    role = iam.Role(stack, "Role", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
    made.grant_connect(role)
    (policy,) = every(template_of(stack), "AWS::IAM::Policy").values()
    (statement,) = policy["PolicyDocument"]["Statement"]
    arn = {"Fn::GetAtt": [logical_id("Proxy", "DatabaseProxy"), "DBProxyArn"]}
    identifier = {"Fn::Select": [6, {"Fn::Split": [":", arn]}]}
    prefix = "arn:aws:rds-db:us-east-1:111111111111:dbuser:"
    assert ("rds-db:connect", {"Fn::Join": ["", [prefix, identifier, "/app"]]}) == (
        statement["Action"],
        statement["Resource"],
    )


def test_its_parts_can_be_referred_to(stack: cdk.Stack) -> None:
    """The secret, the readers' endpoint and the role of the clients are given by name."""
    made = proxy(stack, read_only_name="readers", client_principals=["222222222222"])
    found = [made.secret_arn, made.read_only_endpoint, made.client_role_arn]
    assert [
        {"Fn::GetAtt": [logical_id("Proxy", name), attribute]}
        for name, attribute in (
            ("DatabaseProxySecret", "Id"),
            ("DatabaseProxyReader", "Endpoint"),
            ("DatabaseProxyClientRole", "Arn"),
        )
    ] == stack.resolve(found)


@pytest.mark.parametrize("part", ["read_only_endpoint", "client_role_arn"])
def test_what_was_not_asked_for_is_not_there(stack: cdk.Stack, part: str) -> None:
    """Asking for it says which argument makes it."""
    made = proxy(stack)
    with pytest.raises(LookupError, match="give "):
        getattr(made, part)


def test_refusals_name_the_arguments(stack: cdk.Stack) -> None:
    """Problems are told at the arguments of the construct, all at once, before anything is made."""
    given = {"idle_client_timeout": 0, "client_principals": ["*"], "instance_identifier": "orders"}
    expected = {
        ("idle-timeout-out-of-range", "idle_client_timeout"),
        ("database-role-public", "client_principals[0]"),
        ("database-proxy-target", ""),
    }
    assert expected == refusal_of(lambda: proxy(stack, **given))
    assert [] == [child.node.id for child in stack.node.children]


def test_targets_that_are_looked_up_come_with_the_service(stack: cdk.Stack) -> None:
    """A listener that is added later cannot have them."""
    service = EndpointService(stack, "Service", vpc=NETWORK, listeners=[{"port": 443}])
    late = {"port": 5432, "targets": {"dns_name": "db.example.com"}}
    assert {("late-run-time-targets", "targets")} == refusal_of(lambda: service.add_listener(late))
