"""An endpoint to a resource configuration, in a stack of the caller's own."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from construct_cases import NETWORK, ZONE, every, kinds, only, refusal_of, template_of

from constructs_pkg import EndpointConsumer, ResourceConfiguration
from constructs_pkg.fragments.logical_id import logical_id

ARN = "arn:aws:vpc-lattice:us-east-1:222222222222:resourceconfiguration/rcfg-0123456789abcdef0"
ENDPOINT, TOLD, RECORD = "AWS::EC2::VPCEndpoint", "Custom::EndpointAssociation", "AWS::Route53::RecordSet"


def connected(scope: cdk.Stack, **given: Any) -> EndpointConsumer:
    """An endpoint without a name, but for what is given."""
    legal = {"vpc": NETWORK, "endpoint_type": "Resource", "resource_configuration_arn": ARN}
    return EndpointConsumer(scope, "Orders", **{**legal, **given})


def test_it_names_no_service(stack: cdk.Stack) -> None:
    """The endpoint has the ARN in place of a service, one security group, and nothing that tells names."""
    connected(stack)
    template = template_of(stack)
    made = only(template, ENDPOINT)
    assert ("Resource", ARN) == (made["VpcEndpointType"], made["ResourceConfigurationArn"])
    assert "ServiceName" not in made
    assert sorted([ENDPOINT, "AWS::EC2::SecurityGroup"]) == sorted(kinds(template))


def test_its_names_are_read_from_the_association(stack: cdk.Stack) -> None:
    """A name makes the one function and its custom resource, whose attributes the record leads to."""
    connected(stack, names=["db"], zone=ZONE)
    template = template_of(stack)
    told = logical_id("Orders", "EndpointAssociation")
    assert {"Ref": logical_id("Orders", "Resource")} == only(template, TOLD)["EndpointId"]
    target = only(template, RECORD)["AliasTarget"]
    assert {"Fn::GetAtt": [told, "DnsName"]} == target["DNSName"]
    assert {"Fn::GetAtt": [told, "HostedZoneId"]} == target["HostedZoneId"]


def test_a_name_may_come_later(stack: cdk.Stack) -> None:
    """What reads the names is made with the first name, once."""
    endpoint = connected(stack)
    endpoint.add_name({"name": "db", "zone": {"name": "example.com", "id": "Z0123456789ABCDEFGHIJ"}})
    endpoint.add_name({"name": "orders", "zone": {"name": "example.com", "id": "Z0123456789ABCDEFGHIJ"}})
    template = template_of(stack)
    assert 1 == len(every(template, TOLD))
    assert 2 == len(every(template, RECORD))


def test_a_name_changes_nothing_else(stack: cdk.Stack) -> None:
    """The endpoint and its group are the same with a name and without."""
    connected(stack)
    named = cdk.Stack(cdk.App(), "Named", env=cdk.Environment(account="111111111111", region="us-east-1"))
    connected(named, names=["db"], zone=ZONE)
    before, after = template_of(stack)["Resources"], template_of(named)["Resources"]
    assert before == {key: after[key] for key in before}


def test_it_takes_a_resource_configuration_of_the_same_stack(stack: cdk.Stack) -> None:
    """The ARN of a construct is a reference."""
    host = ResourceConfiguration(stack, "Host", vpc=NETWORK, host={"domain_name": "db.test"}, ports=[5432])
    connected(stack, resource_configuration_arn=host.resource_configuration_arn, names=["db"], zone=ZONE)
    arn = {"Fn::GetAtt": [logical_id("Host", "Resource"), "Arn"]}
    template = template_of(stack)
    assert arn == only(template, ENDPOINT)["ResourceConfigurationArn"]
    assert arn == only(template, TOLD)["ResourceConfigurationArn"]


@pytest.mark.parametrize(
    ("preference", "domains", "expected"),
    [
        ("verified", [], {"PrivateDnsPreference": "VERIFIED_DOMAINS_ONLY"}),
        ("all", [], {"PrivateDnsPreference": "ALL_DOMAINS"}),
        (
            "specified",
            ["db.test"],
            {"PrivateDnsPreference": "SPECIFIED_DOMAINS_ONLY", "PrivateDnsSpecifiedDomains": ["db.test"]},
        ),
    ],
)
def test_private_dns_says_which_names(
    stack: cdk.Stack, preference: str, domains: list[str], expected: dict[str, Any]
) -> None:
    """The preference is written in CloudFormation's words."""
    options = {"private_dns_preference": preference, "private_dns_specified_domains": domains}
    connected(stack, private_dns=True, dns_options=options)
    made = only(template_of(stack), ENDPOINT)
    assert (True, expected) == (made["PrivateDnsEnabled"], made["DnsOptions"])


def test_nothing_is_measured(stack: cdk.Stack) -> None:
    """AWS PrivateLink has no metrics of it."""
    assert () == connected(stack).measured


def test_an_endpoint_is_to_something(stack: cdk.Stack) -> None:
    """Without an ARN it is refused, at its argument."""
    found = refusal_of(lambda: connected(stack, resource_configuration_arn=None))
    assert {("missing-key", "resource_configuration_arn")} == found
