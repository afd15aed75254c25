"""The examples, deployed as their pages say: each function returns the assembly that stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from emulator.cdk import Place, places_of
from emulator.clients import client

from .deployment import CUSTOMER, OPERATOR, Deployment, example

EXISTING = Place(OPERATOR, "eu-central-1")


def endpoint_hub(emulated: Deployment) -> Path:
    """Deploy the hub, then with the id of its Profile the other cell."""
    assembly = emulated.synthesize(example("endpoint-hub"))
    emulated.deploy(assembly, ["endpoint-hub-hub-network", "endpoint-hub-hub-links"])
    spoke = ["endpoint-hub-orders-network", "endpoint-hub-orders-links"]
    emulated.deploy(assembly, spoke, endpoint_hub_parameters(emulated))
    return assembly


def endpoint_hub_parameters(emulated: Deployment) -> dict[str, str]:
    """Return what the other cell's network stack is given: the id that the hub's links stack shows."""
    (profile,) = (value for key, value in emulated.stack("endpoint-hub-hub-links").outputs.items() if "Profile" in key)
    return {"endpoint-hub-orders-network:ProfileId": profile}


def database_proxy(emulated: Deployment) -> Path:
    """Make the cluster, deploy the provider, copy the parameter it wrote, deploy the consumer."""
    assembly = emulated.synthesize(example("database-proxy"))
    provider, consumer = "database-proxy-data-links", "database-proxy-application-links"
    owner = {"MasterUsername": "owner", "MasterUserPassword": "not-a-secret"}
    rds = emulated.client("rds", provider)
    rds.create_db_cluster(DBClusterIdentifier="orders", Engine="aurora-postgresql", **owner)
    emulated.deploy(assembly, [stack for stack in places_of(assembly) if stack != consumer])
    path = "/private-cells/orders/service-name"
    value = emulated.client("ssm", provider).get_parameter(Name=path)["Parameter"]["Value"]
    emulated.client("ssm", consumer).put_parameter(Name=path, Value=value, Type="String")
    emulated.deploy(assembly, [consumer])
    return assembly


def existing_vpc(emulated: Deployment) -> Path:
    """Make with the AWS API what the example brings, and deploy what joins it."""
    topology = example("existing-vpc")
    ec2 = client(emulated.cdk.url, "ec2", EXISTING.account, EXISTING.region)
    cell = topology["cells"]["legacy"]
    network = cell["network"]
    vpc = network["vpc_id"] = ec2.create_vpc(CidrBlock=network["cidr"])["Vpc"]["VpcId"]
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    for subnet in network["subnets"]:
        made = ec2.create_subnet(VpcId=vpc, CidrBlock=subnet["cidr"], AvailabilityZone=subnet["availability_zone"])
        subnet["id"] = made["Subnet"]["SubnetId"]
    route53 = client(emulated.cdk.url, "route53", EXISTING.account, "us-east-1")
    zone = route53.create_hosted_zone(
        Name=cell["zones"][0]["name"], CallerReference="existing", VPC={"VPCRegion": EXISTING.region, "VPCId": vpc}
    )["HostedZone"]
    cell["zones"][0]["id"] = zone["Id"].removeprefix("/hostedzone/")
    subnets = [subnet["id"] for subnet in network["subnets"]]
    balancer = _load_balancer(emulated, EXISTING, "ledger", subnets)
    topology["services"]["ledger"]["load_balancer_arns"] = [balancer]
    group = ec2.create_security_group(GroupName="endpoints", Description="Who may use endpoints", VpcId=vpc)["GroupId"]
    topology["links"]["payments"]["security_group_ids"] = [group]
    topology["links"]["payments"]["service_name"] = _service_of_another(emulated)
    assembly = emulated.synthesize(topology)
    emulated.deploy(assembly)
    return assembly


def _service_of_another(emulated: Deployment) -> str:
    """Return the name of a service that another account offers to everybody of the existing account."""
    place = Place(CUSTOMER, EXISTING.region)
    ec2 = client(emulated.cdk.url, "ec2", place.account, place.region)
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.0.0/24", AvailabilityZone=f"{place.region}a")["Subnet"]
    arn = _load_balancer(emulated, place, "payments", [subnet["SubnetId"]])
    made: dict[str, Any] = ec2.create_vpc_endpoint_service_configuration(NetworkLoadBalancerArns=[arn])
    service = made["ServiceConfiguration"]
    ec2.modify_vpc_endpoint_service_permissions(
        ServiceId=service["ServiceId"], AddAllowedPrincipals=[f"arn:aws:iam::{OPERATOR}:root"]
    )
    return str(service["ServiceName"])


def _load_balancer(emulated: Deployment, place: Place, name: str, subnets: list[str]) -> str:
    elbv2 = client(emulated.cdk.url, "elbv2", place.account, place.region)
    made = elbv2.create_load_balancer(Name=name, Type="network", Scheme="internal", Subnets=subnets)
    return str(made["LoadBalancers"][0]["LoadBalancerArn"])


EXAMPLES = {"database-proxy": database_proxy, "existing-vpc": existing_vpc}
