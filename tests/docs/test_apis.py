"""The program of docs/apis.md makes what the page says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def resources(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the program synthesizes."""
    folder = tmp_path_factory.mktemp("apis")
    text = (ROOT / "docs" / "apis.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    environment = {**os.environ, "CDK_OUTDIR": str(folder), "CDK_VALIDATION": "false"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, "" if done.returncode == 0 else done.stderr)
    template = json.loads((folder / "Orders.template.json").read_text(encoding="utf-8"))
    return list(template["Resources"].values())


def only(resources: list[dict[str, Any]], kind: str) -> Any:
    """The properties of the one resource of a type."""
    (found,) = [each["Properties"] for each in resources if each["Type"] == kind]
    return found


def test_the_api_is_private(resources: list[dict[str, Any]]) -> None:
    """It names the endpoint, and its policy denies every other way."""
    api = only(resources, "AWS::ApiGateway::RestApi")
    endpoints = api["EndpointConfiguration"]["VpcEndpointIds"]
    assert (["PRIVATE"], 1) == (api["EndpointConfiguration"]["Types"], len(endpoints))
    (denied,) = [each for each in api["Policy"]["Statement"] if each["Effect"] == "Deny"]
    named = denied["Condition"]["StringNotEquals"]["aws:SourceVpce"]
    assert endpoints == (named if isinstance(named, list) else [named])


def test_the_domain_is_for_the_same_endpoint(resources: list[dict[str, Any]]) -> None:
    """The domain name is private, leads to the API's stage, and is associated with the endpoint."""
    domain = only(resources, "AWS::ApiGateway::DomainNameV2")
    assert ("orders.example.com", ["PRIVATE"]) == (domain["DomainName"], domain["EndpointConfiguration"]["Types"])
    assert "live" == only(resources, "AWS::ApiGateway::BasePathMappingV2")["Stage"]
    assert "VPCE" == only(resources, "AWS::ApiGateway::DomainNameAccessAssociation")["AccessAssociationSourceType"]


def test_the_link_leads_to_the_services_load_balancer(resources: list[dict[str, Any]]) -> None:
    """The VPC link has the load balancer of the endpoint service as its target."""
    (target,) = only(resources, "AWS::ApiGateway::VpcLink")["TargetArns"]
    assert only(resources, "AWS::EC2::VPCEndpointService")["NetworkLoadBalancerArns"] == [target]
