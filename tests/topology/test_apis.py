"""Private APIs, VPC links, shared security groups and routes by tier, as the templates hold them."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from audit.templates import stack, write_assembly

from constructs_pkg.preview import preview
from constructs_pkg.testing import assert_resolves
from constructs_pkg.topology import Topology, plan
from constructs_pkg.values.spec import parse

from .wishes import Wish

SOURCE = Path(__file__).parents[1] / "security" / "apis.yaml"
NETWORK, LINKS = "apis-app-network", "apis-app-links"


@pytest.fixture
def wish() -> Wish:
    """The topology's file."""
    found: Wish = yaml.safe_load(SOURCE.read_text("utf-8"))
    return found


def templates(wish: Wish) -> dict[str, Any]:
    """Its templates by stack."""
    return preview(plan(parse(Topology, wish)))


def of_type(template: Any, kind: str) -> dict[str, Any]:
    """The properties of each resource of a type, by id."""
    return {name: one["Properties"] for name, one in template["Resources"].items() if one["Type"] == kind}


def imported(template: Any, export: str) -> Any:
    """The value that a template exports under that name."""
    (found,) = [one["Value"] for one in template["Outputs"].values() if one.get("Export", {}).get("Name") == export]
    return found


def test_the_cells_own_endpoint_calls_the_api(wish: Wish) -> None:
    """Its id is exported and imported, is associated with the name, and stands in both policies."""
    made = templates(wish)
    (access,) = of_type(made[LINKS], "AWS::ApiGateway::DomainNameAccessAssociation").values()
    (endpoint,) = of_type(made[NETWORK], "AWS::EC2::VPCEndpoint").keys() - {
        name for name in made[NETWORK]["Resources"] if "Gateway" in name
    }
    own = access["AccessAssociationSource"]
    assert {"Ref": endpoint} == imported(made[NETWORK], own["Fn::ImportValue"])
    (domain,) = of_type(made[LINKS], "AWS::ApiGateway::DomainNameV2").values()
    denied = domain["Policy"]["Statement"][1]["Condition"]["StringNotEquals"]["aws:SourceVpce"]
    assert [own, "vpce-0123456789abcdef0"] == denied
    (policy,) = [one["Value"] for name, one in made[LINKS]["Outputs"].items() if "ApiPolicy" in name]
    text = "".join(part if isinstance(part, str) else denied[1] for part in policy["Fn::Join"][1])
    assert ["Allow", "Deny"] == [one["Effect"] for one in json.loads(text)["Statement"]]


def test_the_api_answers_under_its_name(wish: Wish, tmp_path: Path) -> None:
    """In the cell the name answers with the cell's endpoint, as the templates alone tell."""
    made = templates(wish)
    stacks = [stack(name, **sections(made[name])) for name in (NETWORK, LINKS)]
    folder = write_assembly(tmp_path, stacks)
    assert_resolves(folder, "orders.example.com", at="app", to="endpoint app execute-api")


def sections(template: Any) -> dict[str, Any]:
    """The sections of a template, as stacks of an assembly are given them."""
    return {
        "resources": template["Resources"],
        **{key: template[key] for key in ("Parameters", "Outputs") if key in template},
    }


def test_the_name_is_shared(wish: Wish) -> None:
    """AWS Resource Access Manager shares the domain name with the account, inside the organization alone."""
    (share,) = of_type(templates(wish)[LINKS], "AWS::RAM::ResourceShare").values()
    assert (["222222222222"], False) == (share["Principals"], share["AllowExternalPrincipals"])


def test_the_apis_id_is_a_parameter(wish: Wish) -> None:
    """The stack parameter is called as the topology calls it."""
    links = templates(wish)[LINKS]
    (mapping,) = of_type(links, "AWS::ApiGateway::BasePathMappingV2").values()
    assert ({"Ref": "OrdersApiId"}, "String") == (mapping["RestApiId"], links["Parameters"]["OrdersApiId"]["Type"])


def test_the_rest_link_leads_to_the_services_balancer(wish: Wish) -> None:
    """The link's one target is the load balancer that the endpoint service stands on."""
    links = templates(wish)[LINKS]
    (link,) = of_type(links, "AWS::ApiGateway::VpcLink").values()
    (service,) = of_type(links, "AWS::EC2::VPCEndpointService").values()
    assert service["NetworkLoadBalancerArns"] == link["TargetArns"]


def test_the_http_link_lets_out_to_its_ports_alone(wish: Wish) -> None:
    """Its group lets nothing in, and out to the two ports of the cell's block."""
    links = templates(wish)[LINKS]
    (link,) = of_type(links, "AWS::ApiGatewayV2::VpcLink").values()
    ((_, group),) = [link["SecurityGroupIds"][0].popitem()]
    made = links["Resources"][group[0] if isinstance(group, list) else group]["Properties"]
    assert "SecurityGroupIngress" not in made
    assert [(443, "10.0.0.0/16"), (8443, "10.0.0.0/16")] == [
        (rule["FromPort"], rule["CidrIp"]) for rule in made["SecurityGroupEgress"]
    ]


def test_two_endpoints_have_one_group(wish: Wish) -> None:
    """Both interface endpoints name the group made once, and none of their own is made."""
    links = templates(wish)[LINKS]
    groups = [
        one["SecurityGroupIds"]
        for one in of_type(links, "AWS::EC2::VPCEndpoint").values()
        if "SubnetIds" in one and one["VpcEndpointType"] == "Interface"
    ]
    (shared,) = [name for name in of_type(links, "AWS::EC2::SecurityGroup") if name.startswith("SecurityGroupclients")]
    assert [[{"Fn::GetAtt": [shared, "GroupId"]}]] * 2 == groups


def test_the_route_is_of_the_endpoints_zone(wish: Wish) -> None:
    """A tier's route table is the one in the zone of the endpoint, which the network stack exports."""
    made = templates(wish)
    (route,) = of_type(made[LINKS], "AWS::EC2::Route").values()
    table = imported(made[NETWORK], route["RouteTableId"]["Fn::ImportValue"])["Ref"]
    associations = of_type(made[NETWORK], "AWS::EC2::SubnetRouteTableAssociation").values()
    (subnet,) = [one["SubnetId"]["Ref"] for one in associations if one["RouteTableId"] == {"Ref": table}]
    placed = made[NETWORK]["Resources"][subnet]["Properties"]
    assert ("us-east-1a", "10.0.64.0/20") == (placed["AvailabilityZone"], placed["CidrBlock"])


def test_the_service_stands_before_the_cells_endpoint(wish: Wish) -> None:
    """The lookup of its targets asks for the network interfaces of the endpoint that the network stack exports."""
    made = templates(wish)
    assert f'"Fn::ImportValue": "{NETWORK}:Endpoint:execute-api:Id"' in json.dumps(
        [one for name, one in made[LINKS]["Resources"].items() if name.startswith("Serviceorders")]
    )


@pytest.mark.parametrize(
    ("gone", "kept"),
    [
        (("private_apis", "services", "rest_vpc_links", "links"), ()),
        (("http_vpc_links",), ("RouteTable", "Endpoint")),
    ],
)
def test_exports_are_made_for_those_who_use_them(wish: Wish, gone: tuple[str, ...], kept: tuple[str, ...]) -> None:
    """A cell whose parts import no endpoint and no route table exports none, and changes in nothing else."""
    before = templates(wish)[NETWORK]
    less = {key: value for key, value in copy.deepcopy(wish).items() if key not in gone}
    after = templates(less)[NETWORK]
    assert before["Resources"] == after["Resources"]
    further = {name for name in after["Outputs"] if any(part in name for part in ("RouteTable", "Endpoint"))}
    assert bool(kept) == bool(further)
    assert {name: before["Outputs"][name] for name in after["Outputs"]} == after["Outputs"]


@pytest.mark.parametrize("part", ["private_apis", "http_vpc_links", "rest_vpc_links"])
def test_one_part_less_changes_no_other(wish: Wish, part: str) -> None:
    """What is left keeps its ids and properties."""
    before = templates(wish)[LINKS]["Resources"]
    after = templates({key: value for key, value in wish.items() if key != part})[LINKS]["Resources"]
    assert {name: before[name] for name in after} == after
