"""The hub of the example hybrid, with the firewall of its other cell: endpoints, rules and a rule group."""

from __future__ import annotations

import pytest

from .deployment import Deployment, example

pytestmark = pytest.mark.deployed

NETWORK, LINKS, STAFF = "hybrid-hub-network", "hybrid-hub-links", "hybrid-staff-global-resolver"


def test_the_resolver_has_what_the_topology_says(emulated: Deployment) -> None:
    """Endpoints stand in the cell's VPC, its rules hold for it, and its queries are filtered."""
    topology = example("hybrid")
    filters = topology["cells"].pop("orders")["resolver"]["firewall"]
    topology["cells"]["hub"]["resolver"]["firewall"] = filters
    topology["cells"]["hub"]["routed_to"] = []
    topology["on_premises"]["head-office"]["reaches"] = ["hub"]
    assembly = emulated.synthesize(topology)
    emulated.deploy(assembly, [NETWORK, LINKS])
    seen = emulated.stack(NETWORK).resources["CellZoneawsexamplecomA0476556"]
    emulated.deploy(assembly, [STAFF], {f"{STAFF}:ZoneHubAwsExampleCom": seen})

    api, vpc = emulated.client("route53resolver", LINKS), emulated.stack(NETWORK).resources["CellF69BA0FA"]
    made = {one["Direction"]: one["HostVPCId"] for one in api.list_resolver_endpoints()["ResolverEndpoints"]}
    assert {"INBOUND": vpc, "OUTBOUND": vpc} == made
    rules = {one["Id"]: (one["DomainName"], one["RuleType"]) for one in api.list_resolver_rules()["ResolverRules"]}
    held = api.list_resolver_rule_associations()["ResolverRuleAssociations"]
    assert {vpc} == {one["VPCId"] for one in held}
    assert {
        ("corp.example.com", "FORWARD"),
        ("plant.example.com", "FORWARD"),
        ("cloud.corp.example.com", "SYSTEM"),
    } == {rules[one["ResolverRuleId"]] for one in held}
    (filtered,) = api.list_firewall_rule_group_associations()["FirewallRuleGroupAssociations"]
    assert (vpc, "DISABLED") == (filtered["VpcId"], filtered["MutationProtection"])

    view = emulated.stack(STAFF).resources["GlobalResolverstaffViewemployeesAA791276"]
    assert view.startswith("dnsv-")
