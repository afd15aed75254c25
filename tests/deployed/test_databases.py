"""Databases behind proxies: what is looked up is registered, followed, and kept where nothing answers."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlparse

import pytest
import yaml

from emulator.names import answer_with, file_of
from emulator.server import ROOT

from .deployment import Deployment, Topology

pytestmark = pytest.mark.deployed

NETWORK, LINKS = "databases-data-network", "databases-data-links"
REPORTS = "reports.abcdefghijkl.us-east-1.rds.amazonaws.com"


def topology(*, protected: bool = True) -> Topology:
    """Return the topology of the security tests with the cell whose databases this test makes."""
    text = (ROOT / "tests" / "security" / "databases.yaml").read_text(encoding="utf-8")
    found: Topology = yaml.safe_load(text)
    del found["cells"]["quiet"], found["services"]["brought-secret"]
    found["cells"]["data"]["termination_protection"] = protected
    found["services"]["orders"]["load_balancer"] = {"deletion_protection": protected}
    return found


def resources(emulated: Deployment, start: str) -> list[str]:
    """Return the physical ids of the resources whose logical ids begin with `start`."""
    made = emulated.stack(LINKS).resources
    return [value for key, value in made.items() if key.startswith(f"Serviceorders{start}")]


def answered(emulated: Deployment, name: str, addresses: list[str]) -> None:
    """Have a name answered with other addresses, as public DNS does once a database has moved."""
    answer_with(name, addresses, file_of(str(urlparse(emulated.cdk.url).port)))


def targets(emulated: Deployment, port: int) -> list[str]:
    """Return the addresses that the target group behind a port has."""
    (group,) = resources(emulated, f"TargetGroup{port}")
    found = emulated.client("elbv2", LINKS).describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    return sorted(one["Target"]["Id"] for one in found)


def refresh(emulated: Deployment, port: int) -> None:
    """Run the function as the rule of a port runs it: with the rule's own input."""
    (rule,) = resources(emulated, f"RefreshTargetsRule{port}")
    (target,) = emulated.client("events", LINKS).list_targets_by_rule(Rule=rule)["Targets"]
    function = emulated.client("lambda", LINKS)
    done = function.invoke(FunctionName=target["Arn"], Payload=target["Input"].encode())
    assert (200, None) == (done["StatusCode"], done.get("FunctionError"))


class TestDatabases:
    """One life of the topology: the tests run in their order, each on what the one before left."""

    def test_the_database_comes_first(self, emulated: Deployment) -> None:
        """The network stands, and the cluster and the database in it are made by others."""
        assembly = emulated.synthesize(topology())
        emulated.deploy(assembly, [NETWORK])
        rds = emulated.client("rds", LINKS)
        rds.create_db_cluster(
            DBClusterIdentifier="orders",
            Engine="aurora-postgresql",
            MasterUsername="owner",
            MasterUserPassword="not-a-secret",
        )
        answered(emulated, REPORTS, ["10.20.128.9"])

    def test_all_of_it_is_deployed(self, emulated: Deployment) -> None:
        """The stacks stand, and each target group has what its name answers with."""
        assembly = emulated.synthesize(topology())
        emulated.deploy(assembly)
        assert {"CREATE_COMPLETE"} == {stack.status for stack in emulated.stacks(assembly).values()}
        assert ["10.20.128.9"] == targets(emulated, 6432)
        # The first and the second name of two subnets.
        assert [2, 2] == [len(targets(emulated, port)) for port in (5432, 5433)]
        assert set(targets(emulated, 5432)).isdisjoint(targets(emulated, 5433))

    def test_the_secret_has_a_password_that_no_template_holds(self, emulated: Deployment) -> None:
        """Secrets Manager made it up, for the user that the topology names."""
        (secret,) = emulated.client("secretsmanager", LINKS).list_secrets()["SecretList"]
        value: dict[str, Any] = json.loads(
            emulated.client("secretsmanager", LINKS).get_secret_value(SecretId=secret["ARN"])["SecretString"]
        )
        assert ("app", 32) == (value["username"], len(value["password"]))
        template = json.dumps(emulated.client("cloudformation", LINKS).get_template(StackName=LINKS)["TemplateBody"])
        assert value["password"] not in template

    def test_the_clients_role_names_the_proxy_by_its_resource_id(self, emulated: Deployment) -> None:
        """IAM knows a proxy by its id, which begins with prx-, and the user by its name."""
        (role,) = resources(emulated, "DatabaseProxyClientRole")
        policy = emulated.client("iam", LINKS).get_role_policy(RoleName=role, PolicyName="Connect")["PolicyDocument"]
        proxy = emulated.client("rds", LINKS).describe_db_proxies(DBProxyName="orders")["DBProxies"][0]
        identifier = proxy["DBProxyArn"].rpartition(":")[2]
        (statement,) = policy["Statement"]
        assert f"arn:aws:rds-db:us-east-1:111111111111:dbuser:{identifier}/app" == statement["Resource"]
        assert identifier.startswith("prx-")

    def test_nothing_changes_when_deployed_again(self, emulated: Deployment) -> None:
        """A second deployment finds no changes in any stack."""
        assert {"no changes"} == set(emulated.deploy(emulated.synthesize(topology())).values())

    def test_a_refresh_changes_nothing_where_nothing_moved(self, emulated: Deployment) -> None:
        """What a rule starts registers nothing twice."""
        before = targets(emulated, 5432)
        refresh(emulated, 5432)
        assert before == targets(emulated, 5432)

    def test_a_moved_database_is_followed(self, emulated: Deployment) -> None:
        """After a failover the new address alone is a target."""
        answered(emulated, REPORTS, ["10.20.144.9"])
        refresh(emulated, 6432)
        assert ["10.20.144.9"] == targets(emulated, 6432)

    def test_the_last_good_targets_stay(self, emulated: Deployment) -> None:
        """A name that answers with nothing takes no target away."""
        answered(emulated, REPORTS, [])
        refresh(emulated, 6432)
        assert ["10.20.144.9"] == targets(emulated, 6432)

    def test_an_interface_endpoint_is_a_target(self, emulated: Deployment) -> None:
        """A listener is added, leads to the endpoint's network interfaces, and changes nothing else."""
        made = emulated.stack(NETWORK).resources
        subnets = [value for key, value in made.items() if key.startswith("CellSubnetT")]
        ec2 = emulated.client("ec2", NETWORK)
        endpoint = ec2.create_vpc_endpoint(
            VpcId=made["CellF69BA0FA"],
            VpcEndpointType="Interface",
            ServiceName="com.amazonaws.us-east-1.execute-api",
            SubnetIds=subnets,
        )["VpcEndpoint"]
        before = emulated.stack(LINKS).resources
        wish = topology()
        targeted = {"port": 443, "targets": {"endpoint_id": endpoint["VpcEndpointId"]}}
        wish["services"]["orders"]["listeners"].append(targeted)
        emulated.deploy(emulated.synthesize(wish), [LINKS])
        assert before.items() < emulated.stack(LINKS).resources.items()
        interfaces = ec2.describe_network_interfaces(NetworkInterfaceIds=endpoint["NetworkInterfaceIds"])
        found = sorted(each["PrivateIpAddress"] for each in interfaces["NetworkInterfaces"])
        assert (2, found) == (len(found), targets(emulated, 443))
        ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])

    def test_nothing_is_left_but_what_is_kept(self, emulated: Deployment) -> None:
        """The proxy goes with the stack; its log and its secret stay."""
        assembly = emulated.synthesize(topology(protected=False))
        emulated.deploy(assembly)
        emulated.cdk.destroy(assembly)
        assert [] == emulated.client("rds", LINKS).describe_db_proxies()["DBProxies"]
        groups = [one["logGroupName"] for one in emulated.client("logs", LINKS).describe_log_groups()["logGroups"]]
        assert "/aws/rds/proxy/orders" in groups
        assert 1 == len(emulated.client("secretsmanager", LINKS).list_secrets()["SecretList"])
