"""What one customer of a provider needs to connect: a page for people, and the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VPC, SUBNET, GROUP = "vpc-REPLACE", "subnet-REPLACE", "sg-REPLACE"
"""What the customer puts in its own ids for."""


@dataclass(frozen=True)
class Customer:
    """A customer as its provider knows it.

    Attributes:
        name: What people call it.
        account: Its account.
        region: The Region of its endpoint.
        host_name: The name of its own that the provider keeps for its endpoint; None where it keeps none.
    """

    name: str
    account: str
    region: str
    host_name: str | None = None


def facts(handoff: Mapping[str, Any], customer: Customer) -> dict[str, Any]:
    """Return everything the customer needs, and a snippet for each of the ways to make an endpoint."""
    known = {key: value for key, value in handoff.items() if key not in ("version", "acceptance_role_arn")}
    return {
        "version": 1,
        "customer": customer.name,
        "account": customer.account,
        "region": customer.region,
        "host_name": customer.host_name,
        "service": known,
        "terraform": terraform(handoff, customer),
        "cdk": cdk(handoff, customer),
        "cli": cli(handoff, customer),
    }


def page(handoff: Mapping[str, Any], customer: Customer) -> str:
    """Return the page for the customer, in Markdown."""
    told = facts(handoff, customer)
    ports = ", ".join(f"{one['port']}/{one.get('protocol', 'tcp')}" for one in handoff.get("ports", ()))
    rows = [
        ("Service name", f"`{handoff['service_name']}`"),
        ("Region of the service", handoff["region"]),
        ("Your Region", customer.region),
        ("Availability Zone IDs", ", ".join(handoff.get("availability_zone_ids", ())) or "not told"),
        ("Ports", ports or "not told"),
        ("Address types", ", ".join(handoff.get("ip_address_types", ("ipv4",)))),
        ("Private DNS name", f"`{handoff['private_dns_name']}`" if handoff.get("private_dns_name") else "none"),
        ("Your name", f"`{customer.host_name}`" if customer.host_name else "none"),
        ("Acceptance", "your connection waits" if handoff.get("acceptance_required", True) else "at once"),
    ]
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    return f"""# Connecting {customer.name}

Account {customer.account} may ask for connections. Put your own ids in the place of `{VPC}`, `{SUBNET}` and `{GROUP}`.

| | |
|---|---|
{table}

{_advice(handoff, customer)}
## Terraform

`endpoint.tf.json`, in Terraform's JSON syntax:

```json
{json.dumps(told["terraform"], indent=2)}
```

## AWS CDK

```python
{told["cdk"]}```

## AWS CLI

```sh
{told["cli"]}
```
"""


def terraform(handoff: Mapping[str, Any], customer: Customer) -> dict[str, Any]:
    """Return the configuration of an endpoint in Terraform's JSON syntax.

    Source: https://developer.hashicorp.com/terraform/language/syntax/json and
    https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint
    """
    endpoint: dict[str, Any] = {
        "vpc_endpoint_type": "Interface",
        "service_name": handoff["service_name"],
        "vpc_id": VPC,
        "subnet_ids": [SUBNET],
        "security_group_ids": [GROUP],
    }
    if customer.region != handoff["region"]:
        endpoint["service_region"] = handoff["region"]
    return {
        "provider": {"aws": {"region": customer.region}},
        "resource": {"aws_vpc_endpoint": {"service": endpoint}},
    }


def cdk(handoff: Mapping[str, Any], customer: Customer) -> str:
    """Return an application of the AWS CDK that makes an endpoint with this library."""
    elsewhere = f'\n    service_region="{handoff["region"]}",' if customer.region != handoff["region"] else ""
    return f'''import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2

from constructs_pkg import EndpointConsumer

app = cdk.App()
stack = cdk.Stack(app, "Endpoint", env=cdk.Environment(account="{customer.account}", region="{customer.region}"))
vpc = ec2.Vpc.from_vpc_attributes(
    stack,
    "Vpc",
    vpc_id="{VPC}",
    availability_zones=["{customer.region}a"],
    isolated_subnet_ids=["{SUBNET}"],
)
EndpointConsumer(
    stack,
    "Service",
    vpc=vpc,
    service_name="{handoff["service_name"]}",{elsewhere}
    security_groups=["{GROUP}"],
)
app.synth()
'''


def cli(handoff: Mapping[str, Any], customer: Customer) -> str:
    """Return the command of the AWS CLI that makes an endpoint.

    Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/create-vpc-endpoint.html
    """
    options = [
        ("region", customer.region),
        ("vpc-endpoint-type", "Interface"),
        ("vpc-id", VPC),
        ("service-name", handoff["service_name"]),
        *([("service-region", handoff["region"])] if customer.region != handoff["region"] else []),
        ("subnet-ids", SUBNET),
        ("security-group-ids", GROUP),
    ]
    return " \\\n  ".join(["aws ec2 create-vpc-endpoint", *(f"--{name} {value}" for name, value in options)])


def _advice(handoff: Mapping[str, Any], customer: Customer) -> str:
    lines = []
    if customer.region == handoff["region"]:
        if handoff.get("availability_zone_ids"):
            lines.append(
                "Choose subnets in those Availability Zones, by their IDs: names differ from account to account."
            )
    else:
        lines.append("From another Region any Availability Zone does; there are regional DNS names alone.")
    if handoff.get("ports"):
        lines.append("Let your clients reach these ports in the endpoint's security group.")
    if handoff.get("private_dns_name"):
        name = handoff["private_dns_name"]
        lines.append(
            f"With private DNS switched on, once the connection is accepted, `{name}` answers with your endpoint."
        )
    if customer.host_name:
        lines.append(f"`{customer.host_name}` answers with your endpoint, from everywhere, once it is accepted.")
    return "".join(f"- {line}\n" for line in lines)
