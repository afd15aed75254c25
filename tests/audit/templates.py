"""Templates written by hand after the CloudFormation reference, and assemblies made of them."""

import json
from collections.abc import Mapping
from pathlib import Path

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts, StackFact
from constructs_pkg.audit.vantage import VpcVantage, vantages_of

Json = Mapping[str, object]

ACCOUNT = "111111111111"
ZONE_ID = "Z0123456789ABCDEFGHIJ"


def ref(name: str) -> Json:
    return {"Ref": name}


def get_att(resource: str, attribute: str) -> Json:
    return {"Fn::GetAtt": [resource, attribute]}


def import_value(name: object) -> Json:
    return {"Fn::ImportValue": name}


def vpc(name: str | None = None, **properties: object) -> Json:
    tags = [{"Key": "Name", "Value": name}] if name else []
    return {
        "Type": "AWS::EC2::VPC",
        "Properties": {"CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": True, "Tags": tags, **properties},
    }


def zone(name: object, *vpcs: object) -> Json:
    entries = [{"VPCId": one, "VPCRegion": ref("AWS::Region")} for one in vpcs]
    return {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": name, "VPCs": entries}}


def record(zone_id: object, name: object, kind: str, *values: object, **fields: object) -> Json:
    properties = {"HostedZoneId": zone_id, "Name": name, "Type": kind, **fields}
    if values:
        properties |= {"TTL": "60", "ResourceRecords": list(values)}
    return {"Type": "AWS::Route53::RecordSet", "Properties": properties}


def alias(dns_name: object, zone_id: object) -> Json:
    return {"DNSName": dns_name, "HostedZoneId": zone_id, "EvaluateTargetHealth": True}


def endpoint(vpc_id: object, **properties: object) -> Json:
    return {
        "Type": "AWS::EC2::VPCEndpoint",
        "Properties": {
            "VpcEndpointType": "Interface",
            "VpcId": vpc_id,
            "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
            **properties,
        },
    }


def rule(domain: object, *targets: Json, kind: object = "FORWARD", **properties: object) -> Json:
    domain_key = "DelegationRecord" if kind == "DELEGATE" else "DomainName"
    described = {"RuleType": kind, domain_key: domain, "TargetIps": list(targets), **properties}
    return {"Type": "AWS::Route53Resolver::ResolverRule", "Properties": described}


def rule_in(vpc_id: object, rule_id: object) -> Json:
    return {
        "Type": "AWS::Route53Resolver::ResolverRuleAssociation",
        "Properties": {"VPCId": vpc_id, "ResolverRuleId": rule_id},
    }


def profile_in(vpc_id: object, profile_id: object) -> Json:
    properties = {"Name": "in", "ResourceId": vpc_id, "ProfileId": profile_id}
    return {"Type": "AWS::Route53Profiles::ProfileAssociation", "Properties": properties}


def brought_by(profile_id: object, arn: object) -> Json:
    properties = {"Name": "with", "ResourceArn": arn, "ProfileId": profile_id}
    return {"Type": "AWS::Route53Profiles::ProfileResourceAssociation", "Properties": properties}


def of_endpoint(logical_id: str, part: int, entry: int = 0) -> Json:
    """Return the zone id (part 0) or the DNS name (part 1) of an item of an endpoint's DnsEntries."""
    item = {"Fn::Select": [entry, get_att(logical_id, "DnsEntries")]}
    return {"Fn::Select": [part, {"Fn::Split": [":", item]}]}


def endpoint_alias(logical_id: str) -> Json:
    return alias(of_endpoint(logical_id, 1), of_endpoint(logical_id, 0))


def output(value: object, export: object | None = None) -> Json:
    return {"Value": value} if export is None else {"Value": value, "Export": {"Name": export}}


def stack(
    name: str,
    resources: Json | None = None,
    region: str | None = "us-east-1",
    account: str | None = ACCOUNT,
    **sections: object,
) -> StackFact:
    return StackFact(name, name, account, region, {"Resources": resources or {}, **sections})


def cell(name: str, region: str, resources: Json, zone_name: str = "example.com") -> list[StackFact]:
    """Return the two stacks of a cell: its network, and links that import the VPC and the zone."""
    network = stack(
        f"{name}-network",
        {"Vpc": vpc(name), "Zone": zone(zone_name, ref("Vpc"))},
        region,
        Outputs={
            "VpcId": output(ref("Vpc"), f"{name}-network:VpcId"),
            "ZoneId": output(ref("Zone"), f"{name}-network:ZoneId"),
        },
    )
    return [network, stack(f"{name}-links", resources, region)]


def vantage(facts: Facts, label: str) -> VpcVantage:
    return next(one for one in vantages_of(facts) if one.label == label)


def one_cell(resources: Json, zone_name: str = "example.com") -> Facts:
    """Return the facts of a stack with VPC ``us``, its private zone, and the resources given."""
    network = {"Vpc": vpc("us"), "Zone": zone(zone_name, ref("Vpc"))}
    return read([stack("us", {**network, **resources})])


def two_cells() -> list[StackFact]:
    """Return a cell in the US and one in the EU whose names agree, differ, or stand in one of them only."""

    def links(name: str, host: str) -> dict[str, Json]:
        return {
            "Ep": endpoint(import_value(f"{name}-network:VpcId")),
            "Orders": record(
                import_value(f"{name}-network:ZoneId"),
                "orders.example.com.",
                "A",
                AliasTarget=endpoint_alias("Ep"),
            ),
            "Db": record(import_value(f"{name}-network:ZoneId"), "db.example.com.", "A", host),
        }

    both = record(import_value("us-network:ZoneId"), "only.example.com", "CNAME", "orders.example.com")
    return [
        *cell("us", "us-east-1", {**links("us", "10.0.0.5"), "Only": both}),
        *cell("eu", "eu-west-1", links("eu", "10.1.0.5")),
    ]


def write_assembly(folder: Path, stacks: list[StackFact]) -> Path:
    """Write a cloud assembly of `stacks` with its manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    artifacts = {}
    for one in stacks:
        file = f"{one.name}.template.json"
        (folder / file).write_text(json.dumps(one.template))
        artifacts[one.name] = {
            "type": "aws:cloudformation:stack",
            "environment": f"aws://{one.account or 'unknown-account'}/{one.region or 'unknown-region'}",
            "properties": {"templateFile": file},
        }
    (folder / "manifest.json").write_text(json.dumps({"version": "48.0.0", "artifacts": artifacts}))
    return folder
