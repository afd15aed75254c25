"""The example saas: a provider, customers in other accounts and Regions, and what joins them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from emulator.cdk import CdkFailed, Place, places_of

from .agreement import check_agreement
from .deployment import CUSTOMER, OPERATOR, Deployment, Topology, example

pytestmark = pytest.mark.deployed

PROVIDER_LINKS, ACME_LINKS, GLOBEX_LINKS = (f"saas-{cell}-links" for cell in ("provider", "acme", "globex"))
NETWORKS = [f"saas-{cell}-network" for cell in ("provider", "acme", "globex")]
INGRESS = [{"from_port": 443, "cidr": "10.0.0.0/16"}]
GLOBEX_PARAMETER = f"{GLOBEX_LINKS}:ApiServiceName"


def service(emulated: Deployment) -> dict[str, Any]:
    """Return the provider's service, as its account sees it."""
    ec2 = emulated.client("ec2", PROVIDER_LINKS)
    (found,) = ec2.describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]
    shown: dict[str, Any] = found
    return shown


def handed_over(emulated: Deployment) -> Topology:
    """Return the example with the name of the service that is deployed."""
    topology = example("saas")
    topology["links"]["acme-api"]["service_name"] = service(emulated)["ServiceName"]
    return topology


def states(emulated: Deployment) -> dict[str, str]:
    """Return the state of the connection of each account."""
    connections = emulated.client("ec2", PROVIDER_LINKS).describe_vpc_endpoint_connections()
    return {one["VpcEndpointOwner"]: one["VpcEndpointState"] for one in connections["VpcEndpointConnections"]}


def connect(emulated: Deployment, topology: Topology) -> dict[str, str]:
    """Deploy the customers' links."""
    parameters = {GLOBEX_PARAMETER: service(emulated)["ServiceName"]}
    return emulated.deploy(emulated.synthesize(topology), [ACME_LINKS, GLOBEX_LINKS], parameters)


class TestSaas:
    """One life of the example: the tests run in their order, each on what the one before left."""

    def test_a_customer_needs_the_name_that_the_provider_got(self, emulated: Deployment) -> None:
        """With the placeholder of the example nothing is deployed, and nothing is left of the attempt."""
        assembly = emulated.synthesize(example("saas"))
        emulated.deploy(assembly, [*NETWORKS, PROVIDER_LINKS])
        with pytest.raises(CdkFailed, match="vpce-svc-0123456789abcdef0' does not exist"):
            emulated.deploy(assembly, [ACME_LINKS])
        assert "ROLLBACK_COMPLETE" == emulated.stack(ACME_LINKS).status
        assert {} == states(emulated)

    def test_connections_wait_to_be_accepted(self, emulated: Deployment) -> None:
        """Both customers connect from their accounts and Regions, and wait."""
        connect(emulated, handed_over(emulated))
        assert {OPERATOR: "pendingAcceptance", CUSTOMER: "pendingAcceptance"} == states(emulated)

    def test_accepted_connections_are_available(self, emulated: Deployment) -> None:
        """What the provider accepts, the customer sees as available."""
        ec2, found = emulated.client("ec2", PROVIDER_LINKS), service(emulated)
        waiting = ec2.describe_vpc_endpoint_connections()["VpcEndpointConnections"]
        ids = [one["VpcEndpointId"] for one in waiting]
        ec2.accept_vpc_endpoint_connections(ServiceId=found["ServiceId"], VpcEndpointIds=ids)
        assert {OPERATOR: "available", CUSTOMER: "available"} == states(emulated)

    def test_names_lead_to_the_endpoints(self, emulated: Deployment) -> None:
        """The alias and the CNAME hold the regional names that the endpoints got, read out of their DNS entries."""
        inventory = emulated.inventory()
        regional = {
            place.account: endpoint["DnsEntries"][0]
            for place, endpoints in inventory.endpoints.items()
            for endpoint in endpoints
            if endpoint["VpcEndpointType"] == "Interface"
        }
        records = {record["Name"]: record for zone in inventory.zones for record in zone.records}
        alias = records["api.acme.example.com."]["AliasTarget"]
        assert f"{regional[OPERATOR]['DnsName']}." == alias["DNSName"]
        assert regional[OPERATOR]["HostedZoneId"] == alias["HostedZoneId"]
        cname = records["api.vendor.globex.example.com."]
        assert [{"Value": regional[CUSTOMER]["DnsName"]}] == cname["ResourceRecords"]

    def test_the_witness_was_right(self, emulated: Deployment, tmp_path: Path) -> None:
        """What was said of every name before the deployment is what it answers."""
        check_agreement(emulated, emulated.synthesize(handed_over(emulated)), tmp_path)

    def test_nothing_changes_when_deployed_again(self, emulated: Deployment) -> None:
        """A second deployment finds no changes in any stack."""
        topology = handed_over(emulated)
        parameters = {GLOBEX_PARAMETER: service(emulated)["ServiceName"]}
        assert {"no changes"} == set(emulated.deploy(emulated.synthesize(topology), (), parameters).values())

    def test_a_new_customer_changes_who_may_connect_and_nothing_else(self, emulated: Deployment) -> None:
        """The provider's stack keeps every physical id, and connections stay."""
        topology = handed_over(emulated)
        before = emulated.stack(PROVIDER_LINKS).resources
        topology["services"]["api"]["allowed_principals"].append("444444444444")
        emulated.deploy(emulated.synthesize(topology), [PROVIDER_LINKS])
        assert before == emulated.stack(PROVIDER_LINKS).resources
        assert {OPERATOR: "available", CUSTOMER: "available"} == states(emulated)
        permissions = emulated.client("ec2", PROVIDER_LINKS).describe_vpc_endpoint_service_permissions(
            ServiceId=service(emulated)["ServiceId"]
        )
        principals = {one["Principal"] for one in permissions["AllowedPrincipals"]}
        accounts = (OPERATOR, CUSTOMER, "444444444444")
        assert {f"arn:aws:iam::{account}:root" for account in accounts} == principals

    def test_a_new_service_changes_no_other(self, emulated: Deployment) -> None:
        """A second service of the provider's is made beside the first."""
        topology = handed_over(emulated)
        before = emulated.stack(PROVIDER_LINKS).resources
        topology["services"]["reports"] = {
            "cell": "provider",
            # A protected one would stay behind, in no stack, once the service goes.
            "load_balancer": {"deletion_protection": False},
            "listeners": [{"port": 443, "targets": {"ip_addresses": ["10.0.0.20"]}}],
            "allowed_principals": [OPERATOR],
        }
        emulated.deploy(emulated.synthesize(topology), [PROVIDER_LINKS])
        assert before.items() < emulated.stack(PROVIDER_LINKS).resources.items()
        emulated.deploy(emulated.synthesize(handed_over_first(emulated)), [PROVIDER_LINKS])
        assert before == emulated.stack(PROVIDER_LINKS).resources

    def test_a_broken_deployment_is_rolled_back(self, emulated: Deployment) -> None:
        """A link to a service that is not there fails; the stack is as it was, connection and name included."""
        before = emulated.stack(ACME_LINKS)
        with pytest.raises(CdkFailed, match="does not exist"):
            emulated.deploy(emulated.synthesize(broken(emulated)), [ACME_LINKS])
        after = emulated.stack(ACME_LINKS)
        assert "UPDATE_ROLLBACK_COMPLETE" == after.status
        assert before.resources == after.resources
        assert "available" == states(emulated)[OPERATOR]

    def test_a_paused_deployment_is_rolled_back_on_demand(self, emulated: Deployment) -> None:
        """Left where it failed, `cdk rollback` brings the stack back to how it stood."""
        before, assembly = emulated.stack(ACME_LINKS).resources, emulated.synthesize(broken(emulated))
        with pytest.raises(CdkFailed, match="does not exist"):
            emulated.cdk.deploy_pausing(assembly, ACME_LINKS)
        assert "UPDATE_FAILED" == emulated.stack(ACME_LINKS).status
        emulated.cdk.roll_back(assembly, ACME_LINKS)
        after = emulated.stack(ACME_LINKS)
        assert ("UPDATE_ROLLBACK_COMPLETE", before) == (after.status, after.resources)

    def test_who_is_not_named_does_not_see_the_service(self, emulated: Deployment) -> None:
        """A provider that no longer names a customer keeps its connection, and takes no new one."""
        topology = handed_over(emulated)
        topology["services"]["api"]["allowed_principals"] = [CUSTOMER]
        # The plan would refuse a link to a service that does not admit it: here the provider is somebody else.
        del topology["links"]["acme-api"]["service"]
        topology["links"]["acme-api"]["ingress"] = INGRESS
        emulated.deploy(emulated.synthesize(topology), [PROVIDER_LINKS])
        assert "available" == states(emulated)[OPERATOR]
        topology["links"]["acme-again"] = {**topology["links"]["acme-api"], "names": ["again"]}
        with pytest.raises(CdkFailed, match="does not exist"):
            emulated.deploy(emulated.synthesize(topology), [ACME_LINKS])

    def test_a_service_in_use_is_not_deleted(self, emulated: Deployment) -> None:
        """The provider's stack cannot go before its customers' connections."""
        assembly = emulated.synthesize(handed_over(emulated))
        with pytest.raises(CdkFailed, match="has endpoint connections that are not rejected"):
            emulated.cdk.destroy(assembly, [PROVIDER_LINKS])

    def test_a_protected_load_balancer_is_not_deleted(self, emulated: Deployment) -> None:
        """With no connection left the provider's stack still stays, by its load balancer's protection."""
        assembly = emulated.synthesize(handed_over(emulated))
        emulated.cdk.destroy(assembly, [ACME_LINKS, GLOBEX_LINKS])
        assert {} == states(emulated)
        with pytest.raises(CdkFailed, match="deletion protection is enabled"):
            emulated.cdk.destroy(assembly, [PROVIDER_LINKS])

    def test_customers_go_first(self, emulated: Deployment) -> None:
        """Then the provider, its load balancer no longer protected: nothing of PrivateLink is left."""
        assembly = emulated.synthesize(example("saas"))
        (balancer,) = emulated.client("elbv2", PROVIDER_LINKS).describe_load_balancers()["LoadBalancers"]
        emulated.client("elbv2", PROVIDER_LINKS).modify_load_balancer_attributes(
            LoadBalancerArn=balancer["LoadBalancerArn"],
            Attributes=[{"Key": "deletion_protection.enabled", "Value": "false"}],
        )
        emulated.cdk.destroy(assembly, [PROVIDER_LINKS])
        inventory = emulated.inventory()
        kinds = {one["VpcEndpointType"] for endpoints in inventory.endpoints.values() for one in endpoints}
        assert ({"Gateway"}, {}, {}) == (kinds, inventory.services, inventory.connections)
        assert {"acme.example.com.", "globex.example.com."} == {zone.name for zone in inventory.zones}
        left = [record for zone in inventory.zones for record in zone.records if record["Type"] not in ("NS", "SOA")]
        assert [] == left
        assert {Place(OPERATOR, "us-east-1"), Place(CUSTOMER, "eu-west-1")} < set(places_of(assembly).values())


def broken(emulated: Deployment) -> Topology:
    """Return the example with a link to a service that is not there."""
    topology = handed_over(emulated)
    topology["links"]["acme-more"] = {
        "cell": "acme",
        "service_name": "com.amazonaws.vpce.us-east-1.vpce-svc-00000000000000000",
        "ingress": INGRESS,
        "names": ["more"],
    }
    return topology


def handed_over_first(emulated: Deployment) -> Topology:
    """Return the example as it was before a second service, with the name of the first."""
    topology = example("saas")
    identifier = emulated.stack(PROVIDER_LINKS).outputs
    topology["services"]["api"]["allowed_principals"].append("444444444444")
    topology["links"]["acme-api"]["service_name"] = next(
        value for value in identifier.values() if value.startswith("com.amazonaws.vpce.")
    )
    return topology
