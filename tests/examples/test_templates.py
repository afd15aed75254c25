"""What matters in the templates of the examples, whatever else changes in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from .synthesis import EXAMPLES, Template, every, resources

Rule = tuple[str, int, int, str]
Synthesized = Callable[[str], dict[str, Template]]

_NOWHERE = ("icmp", 252, 86, "255.255.255.255/32")

# What each security group of an endpoint or a load balancer of the examples lets in and out; no stack has two.
SECURITY_GROUPS: dict[str, tuple[list[Rule], list[Rule]]] = {
    "acceptance-provider-links": ([], [("tcp", 443, 443, "10.0.0.10/32"), ("tcp", 443, 443, "10.0.1.10/32")]),
    "database-account-application-links": (
        [("tcp", port, port, "10.10.0.0/16") for port in (3306, 5432, 6379)],
        [_NOWHERE],
    ),
    "database-account-databases-links": (
        [],
        [
            ("tcp", port, port, f"10.20.{third}.{fourth}/32")
            for port, fourth in ((3306, 11), (5432, 10), (6379, 12))
            for third in (0, 16)
        ],
    ),
    # The outbound endpoint's; the inbound endpoint's is below.
    "hybrid-hub-links": (
        [],
        [
            (protocol, 53, 53, f"{address}/32")
            for address in ("10.90.0.53", "10.90.1.53", "10.91.0.53")
            for protocol in ("tcp", "udp")
        ],
    ),
    "endpoint-hub-hub-network": (
        [("tcp", 443, 443, "10.30.0.0/20"), ("tcp", 443, 443, "10.31.0.0/16")],
        [_NOWHERE],
    ),
    "endpoint-hub-orders-links": ([("tcp", 443, 443, "10.31.0.0/20")], [_NOWHERE]),
    "database-proxy-application-links": (
        [("tcp", port, port, "10.10.0.0/16") for port in (5432, 5433)],
        [_NOWHERE],
    ),
    "database-proxy-data-links": ([], [("tcp", 5432, 5432, "10.20.0.0/16")]),
    "database-resource-application-links": ([("tcp", 5432, 5432, "10.10.0.0/16")], [_NOWHERE]),
    "database-resource-databases-links": ([], [("tcp", 5432, 5432, "10.20.0.0/16")]),
    "edge-shop-links": (
        [("tcp", 443, 443, "pl-0123456789abcdef0")],
        [("tcp", 8443, 8443, f"10.0.{third}.10/32") for third in (0, 16)],
    ),
    **{
        f"mechanisms-{cell}-links": (
            [("tcp", 443, 443, "10.24.0.0/16"), ("tcp", 443, 443, f"172.{second}.0.0/16")],
            [_NOWHERE],
        )
        for second, cell in enumerate(("split-horizon", "private-hostname", "cidr", "customer-hostname"), 16)
    },
    "mechanisms-provider-links": ([], [("tcp", 8443, 8443, f"10.0.{third}.10/32") for third in (0, 16)]),
    "mesh-billing-links": ([("tcp", port, port, "10.1.0.0/16") for port in (80, 443)], [_NOWHERE]),
    "mesh-shop-network": ([("tcp", 443, 443, "10.0.0.0/16")], [_NOWHERE]),
    # Of its service network; those of its tasks are in tests/constructs/test_mesh.py.
    "mesh-shop-links": ([("tcp", port, port, "10.0.0.0/16") for port in (80, 443)], [_NOWHERE]),
    "saas-acme-links": ([("tcp", 443, 443, "10.0.0.0/16")], [_NOWHERE]),
    "saas-globex-links": ([("tcp", 443, 443, "10.0.0.0/16")], [_NOWHERE]),
    "saas-provider-links": ([], [("tcp", 8443, 8443, f"10.0.{third}.10/32") for third in (0, 16)]),
}


@pytest.fixture(params=EXAMPLES)
def templates(request: pytest.FixtureRequest, synthesized: Synthesized) -> dict[str, Template]:
    """The templates of each example in turn."""
    return synthesized(request.param)


def test_networks_resolve_private_names(templates: dict[str, Template]) -> None:
    """Every VPC has both DNS flags on, without which its private zones answer nothing."""
    flags = ("EnableDnsSupport", "EnableDnsHostnames")
    for vpc in _all(templates, "AWS::EC2::VPC"):
        assert (True, True) == tuple(vpc["Properties"][flag] for flag in flags)


def test_nothing_gets_a_public_address_by_itself(templates: dict[str, Template]) -> None:
    """No subnet gives public addresses to what is started in it, and no load balancer faces the internet."""
    assert {False} >= {subnet["Properties"]["MapPublicIpOnLaunch"] for subnet in _all(templates, "AWS::EC2::Subnet")}
    balancers = _all(templates, "AWS::ElasticLoadBalancingV2::LoadBalancer")
    assert {"internal"} >= {balancer["Properties"]["Scheme"] for balancer in balancers}


def test_logs_are_encrypted_and_kept(templates: dict[str, Template]) -> None:
    """Every log group has a key and a retention period, and outlives its stack, as does its key."""
    for group in _all(templates, "AWS::Logs::LogGroup"):
        # A group that its writer finds by its name alone must not outlive a deployment that fails.
        named = "LogGroupName" in group["Properties"]
        assert {"KmsKeyId", "RetentionInDays"} == group["Properties"].keys() - {"LogGroupName"}
        assert ("RetainExceptOnCreate" if named else "Retain", "Retain") == _kept(group)
    for template in templates.values():
        resources = template["Resources"]
        # What topics and queues held is not read again once they are gone: their keys go with them.
        queues = ("AWS::SNS::Topic", "AWS::SQS::Queue")
        passing = [held["Properties"]["KmsMasterKeyId"] for held in resources.values() if held["Type"] in queues]
        for name, held in resources.items():
            if held["Type"] == "AWS::KMS::Key" and {"Fn::GetAtt": [name, "Arn"]} not in passing:
                assert ("Retain", "Retain") == _kept(held)


def _kept(resource: dict[str, Any]) -> tuple[str, str]:
    return resource["DeletionPolicy"], resource["UpdateReplacePolicy"]


def test_load_balancers_refuse_to_be_deleted(templates: dict[str, Template]) -> None:
    """A load balancer that consumers may depend on has deletion protection."""
    for balancer in _all(templates, "AWS::ElasticLoadBalancingV2::LoadBalancer"):
        protection = {"Key": "deletion_protection.enabled", "Value": "true"}
        assert protection in balancer["Properties"]["LoadBalancerAttributes"]


def test_cells_share_nothing(templates: dict[str, Template]) -> None:
    """A links stack imports from its own cell's network stack only, and only what that one exports."""
    for stack, template in templates.items():
        own = f"{stack.removesuffix('-links')}-network"
        exports = {export["Name"] for export in every(templates.get(own, {}).get("Outputs", {}), "Export")}
        imports = set(every(template, "Fn::ImportValue"))
        assert set() == {name for name in imports if not name.startswith(f"{own}:")}
        assert imports <= exports
        assert set() == (imports if stack.endswith("-network") else set())


@pytest.mark.parametrize("example", EXAMPLES)
def test_networks_are_protected_from_deletion(example: str, assembly: Callable[[str], Path]) -> None:
    """Stacks of networks, public zones, resolvers and CloudFront refuse to be deleted; links do not."""
    artifacts = json.loads((assembly(example) / "manifest.json").read_text())["artifacts"]
    stacks = {name: held for name, held in artifacts.items() if held["type"] == "aws:cloudformation:stack"}
    assert {name: name.endswith(("-network", "-public-zone", "-edge", "-resolver")) for name in stacks} == {
        name: held["properties"]["terminationProtection"] for name, held in stacks.items()
    }


@pytest.mark.parametrize(
    ("example", "stack", "acceptance_required", "accounts", "regions"),
    [
        ("database-account", "database-account-databases-links", False, ["111111111111"], None),
        ("database-proxy", "database-proxy-data-links", False, ["111111111111"], None),
        ("existing-vpc", "existing-vpc-legacy-links", True, ["222222222222"], None),
        ("saas", "saas-provider-links", True, ["111111111111", "222222222222"], ["us-east-1", "eu-west-1"]),
    ],
    ids=["database-account", "database-proxy", "existing-vpc", "saas"],
)
def test_a_service_lets_in_whom_the_topology_names(
    example: str,
    stack: str,
    acceptance_required: bool,
    accounts: list[str],
    regions: list[str] | None,
    synthesized: Synthesized,
) -> None:
    """Exactly the accounts named may connect, each after acceptance unless that was waived, from the Regions named."""
    template = synthesized(example)[stack]
    (service,) = resources(template, "AWS::EC2::VPCEndpointService").values()
    (permissions,) = resources(template, "AWS::EC2::VPCEndpointServicePermissions").values()
    assert acceptance_required is service["Properties"]["AcceptanceRequired"]
    assert sorted(regions or []) == sorted(service["Properties"].get("SupportedRegions", []))
    principals = permissions["Properties"]["AllowedPrincipals"]
    assert [f"arn:aws:iam::{account}:root" for account in accounts] == principals


def test_security_groups_hold_what_was_asked(templates: dict[str, Template]) -> None:
    """A security group holds the rules that the topology leads to and no other; none is made where none is needed."""
    found = {
        stack: (_rules(group, "Ingress"), _rules(group, "Egress"))
        for stack, template in templates.items()
        for group in resources(template, "AWS::EC2::SecurityGroup").values()
        if group["Properties"]["GroupDescription"] not in ("Traffic of an RDS Proxy", "Who may ask a Resolver endpoint")
    }
    assert {stack: rules for stack, rules in SECURITY_GROUPS.items() if stack in templates} == found


def test_an_inbound_endpoint_hears_the_networks_that_forward_to_it(synthesized: Synthesized) -> None:
    """DNS by TCP and UDP and, where it speaks DoH, HTTPS, from the blocks on premises alone; nothing goes out."""
    groups = resources(synthesized("hybrid")["hybrid-hub-links"], "AWS::EC2::SecurityGroup").values()
    (inbound,) = (one for one in groups if one["Properties"]["GroupDescription"] == "Who may ask a Resolver endpoint")
    asked = [("tcp", 53, 53), ("udp", 53, 53), ("tcp", 443, 443)]
    expected = [(*how, block) for block in ("10.90.0.0/16", "10.91.0.0/20") for how in asked]
    assert (sorted(expected), [_NOWHERE]) == (sorted(_rules(inbound, "Ingress")), _rules(inbound, "Egress"))


def test_an_existing_network_is_left_alone(synthesized: Synthesized) -> None:
    """Around a VPC, zone, load balancer and security group that exist, only what joins them is made."""
    expected = [
        "AWS::EC2::VPCEndpoint",
        "AWS::EC2::VPCEndpointService",
        "AWS::EC2::VPCEndpointServicePermissions",
        "AWS::Route53::RecordSet",
        "AWS::Route53::RecordSet",
    ]
    (template,) = synthesized("existing-vpc").values()
    assert expected == sorted(held["Type"] for held in template["Resources"].values())
    (endpoint,) = resources(template, "AWS::EC2::VPCEndpoint").values()
    assert ["sg-0123456789abcdef0"] == endpoint["Properties"]["SecurityGroupIds"]


def test_a_consumer_elsewhere_names_the_providers_region(synthesized: Synthesized) -> None:
    """Only an endpoint whose provider is in another Region says which, and takes the service's name as it is given."""
    templates = synthesized("saas")
    endpoints = {
        stack: held["Properties"]
        for stack in ("saas-acme-links", "saas-globex-links")
        for held in resources(templates[stack], "AWS::EC2::VPCEndpoint").values()
    }
    expected = {"saas-acme-links": None, "saas-globex-links": "us-east-1"}
    assert expected == {stack: held.get("ServiceRegion") for stack, held in endpoints.items()}
    (parameter,) = templates["saas-globex-links"]["Parameters"].keys() - {"BootstrapVersion"}
    assert {"Ref": parameter} == endpoints["saas-globex-links"]["ServiceName"]


def test_a_service_name_is_made_of_the_services_own_region(synthesized: Synthesized) -> None:
    """The name shown to consumers holds the provider's Region as text, so that it is right from any Region."""
    template = synthesized("saas")["saas-provider-links"]
    (output,) = template["Outputs"].values()
    (service,) = resources(template, "AWS::EC2::VPCEndpointService")
    expected = ["com.amazonaws.vpce.us-east-1.", {"Fn::GetAtt": [service, "ServiceId"]}]
    assert {"Fn::Join": ["", expected]} == output["Value"]


def _all(templates: Mapping[str, Template], kind: str) -> list[dict[str, Any]]:
    return [held for template in templates.values() for held in resources(template, kind).values()]


def _rules(group: Mapping[str, Any], direction: str) -> list[Rule]:
    rules = group["Properties"].get(f"SecurityGroup{direction}", [])
    return [(rule["IpProtocol"], rule["FromPort"], rule["ToPort"], _other_side(rule)) for rule in rules]


def _other_side(rule: Mapping[str, Any]) -> str:
    (found,) = (rule[key] for key in ("CidrIp", "SourcePrefixListId") if key in rule)
    return str(found)
