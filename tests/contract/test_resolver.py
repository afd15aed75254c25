"""Resolver endpoints and rules, DNS Firewall and Global Resolvers behave as Route 53 documents.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53_Resolver.html and
.../API_Operations_Amazon_Route_53_Global_Resolver.html.
"""

from __future__ import annotations

from typing import Any

import pytest
from botocore.session import Session

from emulator import resolver

from .cloud import CONSUMER, PROVIDER, Cloud, Resources

R = "AWS::Route53Resolver"
G = "AWS::Route53GlobalResolver"


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def network(cloud: Cloud) -> tuple[str, list[str]]:
    """Make a VPC with a subnet in two zones."""
    vpc = cloud.vpc()
    return vpc, [cloud.subnet(vpc, zone=zone, third=third) for third, zone in enumerate("ab")]


def endpoint(direction: str, *entries: dict[str, str]) -> dict[str, Any]:
    properties = {"Direction": direction, "IpAddresses": list(entries), "SecurityGroupIds": ["sg-00000000000000001"]}
    return {"Type": f"{R}::ResolverEndpoint", "Properties": properties}


def hybrid(vpc: str, subnets: list[str], **more: Any) -> Resources:
    """Return an outbound endpoint, and a rule that leaves by it and holds for the VPC."""
    return {
        "Out": endpoint("OUTBOUND", *({"SubnetId": one} for one in subnets)),
        "Rule": {
            "Type": f"{R}::ResolverRule",
            "Properties": {
                "RuleType": "FORWARD",
                "DomainName": "corp.test",
                "ResolverEndpointId": ref("Out"),
                "TargetIps": [{"Ip": "10.90.0.53", "Port": "53", "Protocol": "Do53"}],
            },
        },
        "InVpc": {
            "Type": f"{R}::ResolverRuleAssociation",
            "Properties": {"ResolverRuleId": ref("Rule"), "VPCId": vpc},
        },
        **more,
    }


@pytest.mark.parametrize("name", sorted(resolver.ACTIONS))
def test_an_action_is_one_of_the_resolver(name: str) -> None:
    """Every action that is answered is in botocore's model of the Resolver."""
    assert name == Session().get_service_model("route53resolver").operation_model(name).name


def failure(cloud: Cloud, resources: Resources, account: str = PROVIDER) -> str:
    """Return why a stack of `resources` is not made."""
    made = cloud.stack(resources, account=account)
    assert "ROLLBACK_COMPLETE" == made.status
    events = cloud.client("cloudformation", account).describe_stack_events(StackName=made.name)["StackEvents"]
    return " ".join(event.get("ResourceStatusReason", "") for event in events)


def test_a_rule_holds_for_a_vpc(cloud: Cloud) -> None:
    """Endpoint, rule and association are made in the order of their references, and deleted the other way."""
    vpc, subnets = network(cloud)
    made, api = cloud.stack(hybrid(vpc, subnets)), cloud.client("route53resolver")
    assert "CREATE_COMPLETE" == made.status
    rules = {one["Id"]: one["DomainName"] for one in api.list_resolver_rules()["ResolverRules"]}
    held = {one["VPCId"]: one["ResolverRuleId"] for one in associations(cloud)}
    endpoints = {one["HostVPCId"]: one["Direction"] for one in api.list_resolver_endpoints()["ResolverEndpoints"]}
    assert ("corp.test", made.ids["Rule"], "OUTBOUND") == (rules[made.ids["Rule"]], held[vpc], endpoints[vpc])
    cloud.client("cloudformation").delete_stack(StackName=made.name)
    while any(one["VPCId"] == vpc for one in associations(cloud)):
        pass
    assert made.ids["InVpc"] not in {one["Id"] for one in associations(cloud)}


def associations(cloud: Cloud, account: str = PROVIDER) -> list[dict[str, Any]]:
    """Return the associations of rules in an account."""
    found = cloud.client("route53resolver", account).list_resolver_rule_associations()
    listed: list[dict[str, Any]] = found["ResolverRuleAssociations"]
    return listed


def test_an_endpoint_has_two_free_addresses(cloud: Cloud) -> None:
    """One address is too few, and what AWS keeps of a subnet is not free."""
    _, subnets = network(cloud)
    one = {"In": endpoint("INBOUND", {"SubnetId": subnets[0]})}
    assert "two addresses" in failure(cloud, one)
    kept = {"In": endpoint("INBOUND", {"SubnetId": subnets[0], "Ip": "10.0.0.3"}, {"SubnetId": subnets[1]})}
    assert "no free address" in failure(cloud, kept)


def test_a_forward_rule_has_targets(cloud: Cloud) -> None:
    """A rule that forwards to nobody is refused."""
    rule = {"Type": f"{R}::ResolverRule", "Properties": {"RuleType": "FORWARD", "DomainName": "a.test"}}
    assert "has targets" in failure(cloud, {"Rule": rule})


def test_a_rule_to_the_own_inbound_endpoint_is_refused(cloud: Cloud) -> None:
    """RSLVR-00804, https://github.com/aws-samples/aws-network-hub-for-terraform/pull/26."""
    vpc, subnets = network(cloud)
    inside = [{"SubnetId": one, "Ip": f"10.0.{third}.10"} for third, one in enumerate(subnets)]
    made = hybrid(vpc, subnets, In=endpoint("INBOUND", *inside))
    made["Rule"]["Properties"]["TargetIps"] = [{"Ip": "10.0.0.10"}]
    made["InVpc"]["DependsOn"] = ["In"]
    assert "RSLVR-00804" in failure(cloud, made)


def test_a_rule_of_another_account_needs_a_share(cloud: Cloud) -> None:
    """A rule is associated by the account that it is shared with, and by no other."""
    vpc, subnets = network(cloud)
    share = {
        "Type": "AWS::RAM::ResourceShare",
        "Properties": {
            "Name": "corp",
            "ResourceArns": [{"Fn::GetAtt": ["Rule", "Arn"]}],
            "Principals": [CONSUMER],
            "AllowExternalPrincipals": False,
        },
    }
    hub, theirs = cloud.stack(hybrid(vpc, subnets)), cloud.vpc(CONSUMER)
    held = {
        "Type": f"{R}::ResolverRuleAssociation",
        "Properties": {"ResolverRuleId": hub.ids["Rule"], "VPCId": theirs},
    }
    assert "There is no rule" in failure(cloud, {"Held": held}, CONSUMER)
    cloud.stack(hybrid(vpc, subnets, Share=share), hub.name)
    assert "CREATE_COMPLETE" == cloud.stack({"Held": held}, account=CONSUMER).status
    assert [theirs] == [one["VPCId"] for one in associations(cloud, CONSUMER)]


def firewall(vpc: str, **association: object) -> Resources:
    """Return a rule group that blocks every name, on a VPC."""
    blocks = {"Priority": 1, "Action": "BLOCK", "BlockResponse": "NXDOMAIN", "FirewallDomainListId": ref("List")}
    on = {"FirewallRuleGroupId": ref("Group"), "VpcId": vpc, "Priority": 101, **association}
    return {
        "List": {"Type": f"{R}::FirewallDomainList", "Properties": {"Domains": ["*"]}},
        "Group": {"Type": f"{R}::FirewallRuleGroup", "Properties": {"FirewallRules": [blocks]}},
        "On": {"Type": f"{R}::FirewallRuleGroupAssociation", "Properties": on},
    }


def test_a_protected_association_is_not_changed(cloud: Cloud) -> None:
    """Mutation protection refuses a change until it is taken away, by CloudFormation too."""
    vpc = cloud.vpc()
    made = cloud.stack(firewall(vpc, MutationProtection="ENABLED"))
    assert "CREATE_COMPLETE" == made.status
    moved = cloud.stack(firewall(vpc, MutationProtection="ENABLED", Priority=200), made.name)
    assert "UPDATE_ROLLBACK_COMPLETE" == moved.status
    opened = cloud.stack(firewall(vpc, MutationProtection="DISABLED", Priority=200), made.name)
    assert "UPDATE_COMPLETE" == opened.status


def test_rule_groups_of_a_vpc_have_places_of_their_own(cloud: Cloud) -> None:
    """A priority is between 100 and 9900, and no other group of the VPC has it."""
    vpc = cloud.vpc()
    assert "between 100 and 9900" in failure(cloud, firewall(vpc, Priority=99))
    assert "CREATE_COMPLETE" == cloud.stack(firewall(vpc)).status
    assert "of that priority" in failure(cloud, firewall(vpc))


def test_a_global_resolver_is_made_in_ohio(cloud: Cloud) -> None:
    """Every other Region refuses it."""
    made = {"Type": f"{G}::GlobalResolver", "Properties": {"Name": "g", "Regions": ["us-east-1", "eu-west-1"]}}
    assert "us-east-2" in failure(cloud, {"Resolver": made})
