"""What a customer is handed: a page and JSON, whose snippets do what they say."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.validate import validate_parameters
from click.testing import CliRunner

from constructs_pkg.commands import main
from constructs_pkg.commands.onboarding import GROUP, SUBNET, VPC

SERVICE_NAME = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
HANDOFF = {
    "version": 1,
    "service_name": SERVICE_NAME,
    "region": "us-east-1",
    "account": "111111111111",
    "availability_zone_ids": ["use1-az1", "use1-az2"],
    "ports": [{"port": 443, "protocol": "tcp"}],
    "private_dns_name": "api.vendor.example",
    "supported_regions": ["us-east-1", "eu-west-1"],
    "acceptance_role_arn": "arn:aws:iam::111111111111:role/accepts-api",
}
OWN = {VPC: "vpc-0123456789abcdef0", SUBNET: "subnet-0123456789abcdef0", GROUP: "sg-0123456789abcdef0"}
CUSTOMER = ["--customer", "AnyCompany", "--account", "222222222222", "--host-name", "anycompany.customers.example.com"]
HOME = pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])


def written(folder: Path, *options: str, document: dict[str, Any] | None = None) -> tuple[int, str]:
    """The exit code and the output of the command."""
    file = folder / "api.json"
    file.write_text(json.dumps(document or HANDOFF))
    done = CliRunner().invoke(main, ["handoff", "page", str(file), *options])
    return done.exit_code, done.output


def told(folder: Path, region: str) -> dict[str, Any]:
    """What the command tells as JSON, with the customer's own ids put in."""
    code, text = written(folder, *CUSTOMER, "--region", region, "--json")
    assert 0 == code, text
    for placeholder, identifier in OWN.items():
        text = text.replace(placeholder, identifier)
    read: dict[str, Any] = json.loads(text)
    return read


def asked(region: str) -> dict[str, Any]:
    """What CreateVpcEndpoint is to be asked for, in its own words."""
    elsewhere = {"ServiceRegion": "us-east-1"} if region != "us-east-1" else {}
    return {
        "VpcEndpointType": "Interface",
        "VpcId": OWN[VPC],
        "ServiceName": SERVICE_NAME,
        "SubnetIds": [OWN[SUBNET]],
        "SecurityGroupIds": [OWN[GROUP]],
        **elsewhere,
    }


@HOME
def test_the_terraform_is_json_that_makes_the_endpoint(region: str, tmp_path: Path) -> None:
    """Its arguments are CreateVpcEndpoint's, as Terraform spells them."""
    terraform = told(tmp_path, region)["terraform"]
    assert {"aws": {"region": region}} == terraform["provider"]
    (endpoint,) = terraform["resource"]["aws_vpc_endpoint"].values()
    assert asked(region) == {"".join(map(str.capitalize, key.split("_"))): value for key, value in endpoint.items()}


@HOME
def test_the_command_is_one_of_the_aws_cli(region: str, tmp_path: Path) -> None:
    """Its options are CreateVpcEndpoint's parameters."""
    program, service, command, *options = shlex.split(told(tmp_path, region)["cli"].replace("\\\n", ""))
    assert ("aws", "ec2", "create-vpc-endpoint") == (program, service, command)
    given = dict(zip(options[::2], options[1::2], strict=True))
    assert region == given.pop("--region")
    shape = botocore.session.Session().get_service_model("ec2").operation_model("CreateVpcEndpoint").input_shape
    request = {"".join(map(str.capitalize, name[2:].split("-"))): value for name, value in given.items()}
    listed = {key: [value] if shape.members[key].type_name == "list" else value for key, value in request.items()}
    validate_parameters(listed, shape)
    assert asked(region) == listed


@HOME
def test_the_cdk_program_makes_the_endpoint(region: str, tmp_path: Path) -> None:
    """It runs, in the customer's account, and makes one endpoint with exactly the group that is given."""
    source = told(tmp_path, region)["cdk"]
    program = source.replace("cdk.App()", f"cdk.App(outdir={str(tmp_path / 'out')!r})")
    exec(compile(program, "endpoint.py", "exec"), {})
    template = json.loads((tmp_path / "out" / "Endpoint.template.json").read_text())
    (endpoint,) = (one for one in template["Resources"].values() if one["Type"] == "AWS::EC2::VPCEndpoint")
    properties = {key: value for key, value in endpoint["Properties"].items() if key in asked(region)}
    assert asked(region) == properties


@HOME
def test_the_page_has_every_fact_and_snippet(region: str, tmp_path: Path) -> None:
    """The page says what the JSON says, and no role that accepts is handed to a customer."""
    code, page = written(tmp_path, *CUSTOMER, "--region", region)
    assert 0 == code
    facts = json.loads(written(tmp_path, *CUSTOMER, "--region", region, "--json")[1])
    blocks = dict(re.findall(r"```(\w+)\n(.*?)```", page, re.DOTALL))
    assert facts["terraform"] == json.loads(blocks["json"])
    assert (facts["cdk"], facts["cli"]) == (blocks["python"], blocks["sh"].rstrip("\n"))
    for fact in (SERVICE_NAME, "us-east-1", "use1-az2", "443/tcp", "anycompany.customers.example.com", "222222222222"):
        assert fact in page
    assert "accepts-api" not in page + json.dumps(facts)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--customer", "A", "--account", "1"], "account"),
        (["--customer", "A", "--account", "222222222222", "--region", "ap-south-1"], "no Region of the service"),
        (["--customer", "A", "--account", "222222222222", "--region", "nowhere"], "Region"),
        (["--customer", "A", "--account", "222222222222", "--host-name", "-a-.example.com"], "label"),
        (["--customer", "A\nB", "--account", "222222222222"], "customer"),
    ],
)
def test_what_is_no_customer_is_refused(options: list[str], says: str, tmp_path: Path) -> None:
    """With one line that says what is wrong, and no page."""
    code, output = written(tmp_path, *options)
    assert (2, 1) == (code, len(output.splitlines()))
    assert says in output


def test_a_service_that_tells_little_has_a_page_too(tmp_path: Path) -> None:
    """What is not told is said to be so."""
    little = {key: HANDOFF[key] for key in ("version", "service_name", "region")}
    code, page = written(tmp_path, "--customer", "A", "--account", "222222222222", document=little)
    assert 0 == code
    assert "| Ports | not told |" in page
