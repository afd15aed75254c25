"""Service networks and services of VPC Lattice behave as their API documents.

Source: https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateServiceNetworkVpcAssociation.html
"""

from __future__ import annotations

import json
from typing import Any

from .cloud import CONSUMER, PROVIDER, STRANGER, Cloud, Resources

LATTICE = "AWS::VpcLattice"


def deployed(cloud: Cloud, name: str, resources: Resources, account: str = PROVIDER) -> dict[str, Any]:
    """Deploy a stack, and return what became of it and its outputs."""
    cloudformation = cloud.client("cloudformation", account)
    outputs = {key: {"Value": {"Fn::GetAtt": [key, "Arn"]}} for key in resources if key in ("Network", "Service")}
    body = json.dumps({"Resources": resources, "Outputs": outputs})
    cloudformation.create_stack(StackName=name, TemplateBody=body, OnFailure="DO_NOTHING")
    found: dict[str, Any] = {"StackStatus": "CREATE_IN_PROGRESS"}
    while found["StackStatus"].endswith("_IN_PROGRESS"):
        (found,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    told = {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])}
    return {"Status": found["StackStatus"], **told}


def network(*accounts: str) -> Resources:
    """Return a service network that is shared with `accounts`."""
    arn = {"Fn::GetAtt": ["Network", "Arn"]}
    share = {"Name": "shop", "ResourceArns": [arn], "Principals": list(accounts)}
    return {
        "Network": {"Type": f"{LATTICE}::ServiceNetwork", "Properties": {"AuthType": "AWS_IAM"}},
        **({"Share": {"Type": "AWS::RAM::ResourceShare", "Properties": share}} if accounts else {}),
    }


def joined(vpc: str, arn: object) -> Resources:
    """Return the association of a VPC with a service network."""
    properties = {"ServiceNetworkIdentifier": arn, "VpcIdentifier": vpc}
    return {"Joined": {"Type": f"{LATTICE}::ServiceNetworkVpcAssociation", "Properties": properties}}


def test_a_vpc_joins_one_service_network(cloud: Cloud) -> None:
    """A second association of the same VPC is a conflict."""
    vpc = cloud.vpc()
    own = {"Fn::GetAtt": ["Network", "Arn"]}
    assert "CREATE_COMPLETE" == deployed(cloud, "first", {**network(), **joined(vpc, own)})["Status"]
    assert "CREATE_FAILED" == deployed(cloud, "second", {**network(), **joined(vpc, own)})["Status"]


def test_another_account_joins_what_it_is_shared(cloud: Cloud) -> None:
    """An account that the network is shared with joins it by its ARN; for any other it is not there."""
    arn = deployed(cloud, "shop", network(CONSUMER))["Network"]
    theirs = joined(cloud.vpc(CONSUMER), arn)
    assert "CREATE_COMPLETE" == deployed(cloud, "joins", theirs, CONSUMER)["Status"]
    strange = joined(cloud.vpc(STRANGER), arn)
    assert "CREATE_FAILED" == deployed(cloud, "joins", strange, STRANGER)["Status"]


def test_a_rule_answers_with_404_or_500_alone(cloud: Cloud) -> None:
    """Any other fixed response is no legal one."""

    def listening(code: int) -> Resources:
        action = {"FixedResponse": {"StatusCode": code}}
        arn = {"Fn::GetAtt": ["Service", "Arn"]}
        listener = {"ServiceIdentifier": arn, "Port": 443, "Protocol": "HTTPS", "DefaultAction": action}
        return {
            "Service": {"Type": f"{LATTICE}::Service", "Properties": {"AuthType": "NONE"}},
            "Listener": {"Type": f"{LATTICE}::Listener", "Properties": listener},
        }

    assert "CREATE_COMPLETE" == deployed(cloud, "closed", listening(404))["Status"]
    assert "CREATE_FAILED" == deployed(cloud, "teapot", listening(418))["Status"]
