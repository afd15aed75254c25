"""Assemblies to draw, and what stands where in a drawn picture."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.drawing.compose import picture_of
from constructs_pkg.audit.drawing.lettering import ALL
from constructs_pkg.audit.drawing.picture import CellCard, NameGroup, Picture
from constructs_pkg.audit.facts import StackFact

from .templates import Json, cell, endpoint, endpoint_alias, get_att, import_value, record, ref, stack, vpc, zone

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
LETTERING = {one.name: one for one in ALL}


def drawn_from(*stacks: StackFact) -> Picture:
    return picture_of(read(stacks))


def card(picture: Picture, label: str) -> CellCard:
    return next(one for one in picture.cells if one.label == label)


def groups(picture: Picture, label: str) -> list[NameGroup]:
    return [group for panel in card(picture, label).zones for group in panel.groups]


def named(name: str) -> list[Json]:
    return [{"Key": "Name", "Value": name}]


def service(vpc_id: object, *principals: str, **properties: object) -> dict[str, Json]:
    """Return the resources of an endpoint service over a load balancer with one listener."""
    return {
        "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": vpc_id}},
        "Balancer": {
            "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "Properties": {"Type": "network", "Subnets": [ref("Subnet")], "Tags": named("balancer")},
        },
        "Group": {
            "Type": "AWS::ElasticLoadBalancingV2::TargetGroup",
            "Properties": {"VpcId": vpc_id, "Port": 8443, "Targets": [{"Id": "10.0.0.9"}]},
        },
        "Listener": {
            "Type": "AWS::ElasticLoadBalancingV2::Listener",
            "Properties": {
                "LoadBalancerArn": ref("Balancer"),
                "Port": 443,
                "Protocol": "TCP",
                "DefaultActions": [{"Type": "forward", "TargetGroupArn": ref("Group")}],
            },
        },
        "Service": {
            "Type": "AWS::EC2::VPCEndpointService",
            "Properties": {"NetworkLoadBalancerArns": [ref("Balancer")], "Tags": named("api"), **properties},
        },
        "Permissions": {
            "Type": "AWS::EC2::VPCEndpointServicePermissions",
            "Properties": {"ServiceId": ref("Service"), "AllowedPrincipals": list(principals)},
        },
    }


def published(path: str) -> Json:
    value = {"Fn::Join": ["", ["com.amazonaws.vpce.us-east-1.", get_att("Service", "ServiceId")]]}
    return {"Type": "AWS::SSM::Parameter", "Properties": {"Name": path, "Type": "String", "Value": value}}


def from_ssm(path: str) -> Json:
    return {"Type": "AWS::SSM::Parameter::Value<String>", "Default": path}


def ring(number: int) -> list[StackFact]:
    """Return cells that each offer a service to the next and use that of the one before."""
    stacks = []
    for index in range(number):
        name = f"cell-{index:02}"
        network = import_value(f"{name}-network:VpcId")
        before = f"/ring/{(index - 1) % number}"
        links = {
            **service(network, "*"),
            "Published": published(f"/ring/{index}"),
            "Endpoint": endpoint(network, ServiceName=ref("Before"), Tags=named(f"{name} upstream")),
            "Upstream": record(
                import_value(f"{name}-network:ZoneId"), "up.example.com", "A", AliasTarget=endpoint_alias("Endpoint")
            ),
            "Db": record(import_value(f"{name}-network:ZoneId"), "db.example.com", "A", f"10.0.{index}.1"),
        }
        made, linked = cell(name, "us-east-1", links)
        template = {**linked.template, "Parameters": {"Before": from_ssm(before)}}
        stacks += [made, StackFact(linked.id, linked.name, linked.account, linked.region, template)]
    return stacks


def hub(number: int) -> list[StackFact]:
    """Return one provider and many consumers."""
    stacks = cell("hub", "us-east-1", service(import_value("hub-network:VpcId"), "*"))
    for index in range(number - 1):
        name = f"cell-{index:02}"
        alias = record(
            import_value(f"{name}-network:ZoneId"), "api.example.com", "A", AliasTarget=endpoint_alias("Endpoint")
        )
        links = {"Endpoint": endpoint(import_value(f"{name}-network:VpcId"), Tags=named(f"{name} api")), "Api": alias}
        stacks += cell(name, "us-east-1", links)
    return stacks


def nasty() -> list[StackFact]:
    """Return a cell with everything that is long, many, odd or broken, and an empty one."""
    long = "a-very-long-label-that-nobody-would-ever-type-but-somebody-did"
    inside = {
        "Vpc": vpc('<b>"Cell" & co</b> with an exceedingly long display name that goes on and on, \u0007 日本語'),
        "Zone": zone("example.com", ref("Vpc")),
        **{f"R{i}": record(ref("Zone"), f"host-{i:02}.example.com", "A", f"10.0.0.{i}") for i in range(30)},
        "Long": record(ref("Zone"), f"{long}.{long}.example.com", "A", "10.0.0.1"),
        "Many": record(ref("Zone"), "many.example.com", "A", *(f"10.0.{i}.1" for i in range(20))),
        "Six": record(ref("Zone"), "six.example.com", "AAAA", "2001:0db8:85a3:0000:0000:8a2e:0370:7334"),
        "Text": record(
            ref("Zone"), "text.example.com", "TXT", '"<script>alert(1)</script> & ]]> ' + "more " * 40 + '"'
        ),
        "Blue": record(ref("Zone"), "w.example.com", "A", "10.0.0.1", SetIdentifier="blue", Weight=10),
        "Green": record(ref("Zone"), "w.example.com", "A", "10.0.0.2", SetIdentifier="green", Weight=90),
        "Dead": record(ref("Zone"), "dead.example.com", "CNAME", "nowhere.example.com"),
        "Loop": record(ref("Zone"), "loop.example.com", "CNAME", "loop.example.com"),
        "Endpoint": endpoint(ref("Vpc"), Tags=named("an endpoint with an exceedingly long Name tag for its box")),
        "Ep": record(ref("Zone"), f"{long}.example.com", "A", AliasTarget=endpoint_alias("Endpoint")),
        "Inside": endpoint(ref("Vpc"), ServiceName="com.amazonaws.us-east-1.ecr.dkr"),
        **service(ref("Vpc"), *(f"arn:aws:iam::{111111111111 + i}:role/{long}" for i in range(20))),
    }
    return [stack("nasty", inside), stack("empty", {"Vpc": vpc()}, region=None, account=None)]


@dataclass(frozen=True)
class Box:
    """A rectangle in the picture, and what it is."""

    what: str
    x: float
    y: float
    to_x: float
    to_y: float

    def meets(self, other: Box) -> bool:
        return self.x < other.to_x and other.x < self.to_x and self.y < other.to_y and other.y < self.to_y

    def holds(self, other: Box) -> bool:
        return self.x <= other.x and self.y <= other.y and other.to_x <= self.to_x + 1 and other.to_y <= self.to_y


def boxes(drawn: str, kind: str) -> list[Box]:
    """Return the boxes of ``texts``, ``cards`` or the straight parts of ``arrows``, in the picture's own places."""
    return [box for what, box in _boxes(ET.fromstring(drawn), 0, 0) if what == kind]


def _boxes(element: ET.Element, x: float, y: float) -> Iterator[tuple[str, Box]]:
    moved = re.fullmatch(r"translate\((\S+) (\S+)\)", element.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    classes = element.get("class", "").split()
    if element.tag == f"{SVG}text":
        yield "texts", _text(element, LETTERING[classes[0]].name, x, y)
    elif element.tag == f"{SVG}rect" and {"card", "outside"} & set(classes):
        left, top = x + float(element.get("x", 0)), y + float(element.get("y", 0))
        yield (
            "cards",
            Box("card", left, top, left + float(element.get("width", 0)), top + float(element.get("height", 0))),
        )
    elif element.tag == f"{SVG}path" and "flow" in classes:
        corners = [
            (x + float(a), y + float(b))
            for a, b in re.findall(r"(-?[\d.]+) (-?[\d.]+)(?= [A-Z]|$)", element.get("d", ""))
        ]
        for (a, b), (c, d) in pairwise(corners):
            yield "arrows", Box("arrow", min(a, c) - 1, min(b, d) - 1, max(a, c) + 1, max(b, d) + 1)
    for child in element:
        yield from _boxes(child, x, y)


def _text(element: ET.Element, style: str, x: float, y: float) -> Box:
    content = "".join(part.text or "" for part in element.iter(f"{SVG}tspan"))
    lettering = LETTERING[style]
    width = lettering.width(content)
    left = x + float(element.get("x", 0)) - (width if element.get("text-anchor") == "end" else 0)
    base = y + float(element.get("y", 0))
    return Box(content, left, base - lettering.size * 0.75, left + width, base + lettering.size * 0.25)
