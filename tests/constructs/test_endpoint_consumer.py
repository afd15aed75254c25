"""An interface endpoint to a service: where it stands, who may use it, and the names it answers."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_route53 as route53
from construct_cases import (
    NETWORK,
    OTHER_ZONE,
    SERVICE_NAME,
    ZONE,
    Template,
    cell,
    every,
    kinds,
    name_tag,
    only,
    refusal_of,
    stack_in,
    template_of,
)

from constructs_pkg import CellRecords, EndpointConsumer, EndpointService
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.values.consumer import EndpointName, SsmParameter, StackParameter
from constructs_pkg.values.network import Network
from constructs_pkg.values.spec import parse

ENDPOINT = "AWS::EC2::VPCEndpoint"
RECORD = "AWS::Route53::RecordSet"
FAR = parse(
    Network,
    {
        "vpc_id": "vpc-0123456789abcdef1",
        "cidr": "10.1.0.0/16",
        "subnets": [{"id": "subnet-0123456789abcdef1", "availability_zone": "eu-west-1a"}],
    },
)
NOWHERE = {
    "CidrIp": "255.255.255.255/32",
    "Description": "No outbound traffic",
    "FromPort": 252,
    "IpProtocol": "icmp",
    "ToPort": 86,
}


def consumer(scope: cdk.Stack, construct_id: str = "Consumer", **given: Any) -> EndpointConsumer:
    """An endpoint in a network that exists, but for what is given."""
    return EndpointConsumer(scope, construct_id, **{"vpc": NETWORK, "service_name": SERVICE_NAME, **given})


def _dns(construct_id: str = "Consumer") -> tuple[Any, Any]:
    """The regional DNS name and its zone's id, as CloudFormation reads them from the endpoint's first DNS entry."""
    entries = {"Fn::GetAtt": [logical_id(construct_id, "Resource"), "DnsEntries"]}
    parts = {"Fn::Split": [":", {"Fn::Select": [0, entries]}]}
    return {"Fn::Select": [1, parts]}, {"Fn::Select": [0, parts]}


def _alias(construct_id: str = "Consumer") -> dict[str, Any]:
    dns_name, zone_id = _dns(construct_id)
    return {"AliasTarget": {"DNSName": dns_name, "HostedZoneId": zone_id, "EvaluateTargetHealth": False}}


def _records(template: Template) -> dict[tuple[str, str, str], Any]:
    """Each record set by its zone, name and type."""
    return {
        (record.pop("HostedZoneId"), record.pop("Name"), record.pop("Type")): record
        for record in every(template, RECORD).values()
    }


def test_endpoint_stands_in_every_subnet(stack: cdk.Stack) -> None:
    """By default the endpoint stands in all subnets with IPv4, answers no name of its own, and is closed."""
    consumer(stack, display_name="Orders")
    template = template_of(stack)
    assert {
        "VpcEndpointType": "Interface",
        "VpcId": NETWORK.vpc_id,
        "ServiceName": SERVICE_NAME,
        "SubnetIds": [subnet.id for subnet in NETWORK.subnets],
        "SecurityGroupIds": [{"Ref": logical_id("Consumer", "SecurityGroup")}],
        "IpAddressType": "ipv4",
        "PrivateDnsEnabled": False,
        "Tags": name_tag("Orders"),
    } == only(template, ENDPOINT)
    assert {
        "GroupDescription": "Who may use an interface endpoint",
        "VpcId": NETWORK.vpc_id,
        "SecurityGroupEgress": [NOWHERE],
        "Tags": name_tag("Orders"),
    } == only(template, "AWS::EC2::SecurityGroup")
    assert ["AWS::EC2::SecurityGroup", ENDPOINT] == kinds(template)


def test_service_region_is_told_only_for_another_region(stack: cdk.Stack) -> None:
    """The provider's Region stands on the endpoint where it is another one, and is absent where it is the same."""
    far = SERVICE_NAME.replace("us-east-1", "eu-west-1")
    consumer(stack, "Near", service_region="us-east-1")
    consumer(stack, "Far", service_name=far, service_region="eu-west-1")
    endpoints = every(template_of(stack), ENDPOINT)
    assert "ServiceRegion" not in endpoints[logical_id("Near", "Resource")]
    assert ("eu-west-1", far) == tuple(
        endpoints[logical_id("Far", "Resource")][key] for key in ("ServiceRegion", "ServiceName")
    )


def test_service_of_another_region_needs_its_region(stack: cdk.Stack) -> None:
    """A name that tells another Region is refused until the Region is given."""
    far = SERVICE_NAME.replace("us-east-1", "eu-west-1")
    assert {("service-region-missing", "service_name")} == refusal_of(lambda: consumer(stack, service_name=far))


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ({"tier": "app"}, [0, 1]),
        ({"availability_zones": ["us-east-1b"]}, [1]),
        ({"availability_zones": ["use1-az4"]}, [0]),
        ({"tier": "app", "availability_zones": ["use1-az5", "use1-az4"]}, [0, 1]),
    ],
    ids=["tier", "az name", "az id", "both"],
)
def test_subnets_are_chosen_by_name_or_id(stack: cdk.Stack, asked: dict[str, Any], places: list[int]) -> None:
    """The subnets are those of the tier and the Availability Zones asked for, by their names or ids."""
    consumer(stack, **asked)
    assert [NETWORK.subnets[place].id for place in places] == only(template_of(stack), ENDPOINT)["SubnetIds"]


def test_zone_ids_choose_subnets_of_a_vpc_of_the_cdk(stack: cdk.Stack) -> None:
    """In a VPC of the CDK Availability Zones are chosen by their ids, once the account's ids are given."""
    made = cell(stack, zones=[])
    ids = {"us-east-1a": "use1-az4", "us-east-1b": "use1-az6"}
    consumer(stack, vpc=made.vpc, availability_zone_ids=ids, availability_zones=["use1-az6"])
    endpoint = every(template_of(stack), ENDPOINT)[logical_id("Consumer", "Resource")]
    assert [{"Ref": logical_id("Cell", "Subnet-T0-Z1")}] == endpoint["SubnetIds"]


def test_security_group_has_the_rules_asked_for(stack: cdk.Stack) -> None:
    """Ports, ranges and protocols are let in from blocks, groups and prefix lists, and nothing else is."""
    client = ec2.SecurityGroup(stack, "Client", vpc=cell(stack, zones=[]).vpc)
    made = consumer(
        stack,
        ingress=[
            {"from_port": 5432, "cidr": "10.0.0.0/16"},
            {"from_port": 8000, "to_port": 8010, "protocol": "udp", "cidr": "fd00::/8"},
            {"from_port": 443, "security_group_id": client.security_group_id},
            {"from_port": 443, "prefix_list_id": "pl-0123456789abcdef0"},
        ],
    )
    group = every(template_of(stack), "AWS::EC2::SecurityGroup")[logical_id("Consumer", "SecurityGroup")]
    client_id = {"Fn::GetAtt": [stack.get_logical_id(_default_child(client)), "GroupId"]}
    assert [
        {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "CidrIp": "10.0.0.0/16"},
        {"IpProtocol": "udp", "FromPort": 8000, "ToPort": 8010, "CidrIpv6": "fd00::/8"},
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "SourceSecurityGroupId": client_id},
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "SourcePrefixListId": "pl-0123456789abcdef0"},
    ] == [{key: value for key, value in rule.items() if key != "Description"} for rule in group["SecurityGroupIngress"]]
    assert [NOWHERE] == group["SecurityGroupEgress"]
    assert 1 == len(made.security_groups)


def _default_child(construct: Any) -> cdk.CfnElement:
    child = construct.node.default_child
    assert isinstance(child, cdk.CfnElement)
    return child


def test_sources_may_be_known_at_deployment_only(stack: cdk.Stack) -> None:
    """Blocks of a VPC that are tokens of the CDK are let in, each by the family it is given as."""
    block, ipv6 = cdk.Fn.import_value("net:Cidr"), cdk.Fn.import_value("net:Ipv6Cidr")
    consumer(stack, ingress=[{"from_port": 443, "cidr": block}, {"from_port": 443, "ipv6_cidr": ipv6}])
    rules = only(template_of(stack), "AWS::EC2::SecurityGroup")["SecurityGroupIngress"]
    assert [("CidrIp", {"Fn::ImportValue": "net:Cidr"}), ("CidrIpv6", {"Fn::ImportValue": "net:Ipv6Cidr"})] == [
        (key, value) for rule in rules for key, value in rule.items() if key.startswith("Cidr")
    ]


def test_given_security_groups_are_exactly_those(stack: cdk.Stack) -> None:
    """Security groups that are given, as objects or ids, are the endpoint's only ones, and none is made."""
    theirs = ec2.SecurityGroup.from_security_group_id(stack, "Theirs", "sg-0123456789abcdef0")
    made = consumer(stack, security_groups=[theirs, "sg-0123456789abcdef1"])
    handles = made.security_groups
    template = template_of(stack)
    assert [ENDPOINT] == kinds(template)
    assert ["sg-0123456789abcdef0", "sg-0123456789abcdef1"] == only(template, ENDPOINT)["SecurityGroupIds"]
    assert ["sg-0123456789abcdef0", "sg-0123456789abcdef1"] == [each.security_group_id for each in handles]
    assert theirs == handles[0]


def test_names_are_aliases_of_the_endpoint(stack: cdk.Stack) -> None:
    """Relative, multi-label, full and wildcard names and the apex become aliases, never suffixed twice."""
    names = ["db", "a.b.c", "full.example.internal", "dotted.example.internal.", "*.any", "@"]
    consumer(stack, zone=ZONE, names=names)
    assert {
        (ZONE.id, f"{name}example.internal.", "A"): _alias()
        for name in ("db.", "a.b.c.", "full.", "dotted.", "*.any.", "")
    } == _records(template_of(stack))


@pytest.mark.parametrize(
    ("addresses", "types"), [("ipv4", ["A"]), ("ipv6", ["AAAA"]), ("dualstack", ["A", "AAAA"])], ids=str
)
def test_names_answer_in_the_endpoints_address_types(stack: cdk.Stack, addresses: str, types: list[str]) -> None:
    """An alias has one record for each type of address the endpoint has."""
    vpc = NETWORK.model_copy(update={"ipv6": True})
    consumer(stack, vpc=vpc, ip_address_type=addresses, zone=ZONE, names=["db"])
    template = template_of(stack)
    assert addresses == only(template, ENDPOINT)["IpAddressType"]
    assert {(ZONE.id, "db.example.internal.", each): _alias() for each in types} == _records(template)


def test_cname_answers_with_the_endpoints_name(stack: cdk.Stack) -> None:
    """A CNAME has the endpoint's regional DNS name as its value, for five minutes or the TTL given."""
    names = [{"name": "one", "kind": "cname"}, {"name": "two", "kind": "cname", "ttl": 60}]
    consumer(stack, zone=ZONE, names=names)
    dns_name, _ = _dns()
    assert {
        (ZONE.id, "one.example.internal.", "CNAME"): {"ResourceRecords": [dns_name], "TTL": "300"},
        (ZONE.id, "two.example.internal.", "CNAME"): {"ResourceRecords": [dns_name], "TTL": "60"},
    } == _records(template_of(stack))


def test_cname_at_the_apex_is_refused(stack: cdk.Stack) -> None:
    """The apex takes an alias and no CNAME, by which a zone's own records would be hidden."""
    asked = [{"name": "@", "kind": "cname"}, {"name": "db", "ttl": 60}]
    assert {("cname-at-apex", "names[0].name"), ("alias-with-ttl", "names[1].ttl")} == refusal_of(
        lambda: consumer(stack, zone=ZONE, names=asked)
    )


def test_names_may_stand_in_several_zones(stack: cdk.Stack) -> None:
    """A name that names its own zone, as a value or an object of the CDK, goes into that one."""
    third = route53.HostedZone.from_hosted_zone_attributes(
        stack, "Third", zone_name="third.internal", hosted_zone_id="Z3"
    )
    names = ["db", {"name": "db", "zone": third}, parse(EndpointName, {"name": "db", "zone": OTHER_ZONE})]
    consumer(stack, zone=ZONE, names=names)
    assert {
        (ZONE.id, "db.example.internal.", "A"),
        ("Z3", "db.third.internal.", "A"),
        (OTHER_ZONE.id, "db.partner.internal.", "A"),
    } == _records(template_of(stack)).keys()


def test_zone_of_a_cell_takes_the_names(app: cdk.App, stack: cdk.Stack) -> None:
    """The zone that a cell makes takes an endpoint's names by its handle, from another stack as well."""
    made, links = cell(stack), stack_in(app, "Links")
    consumer(links, vpc=made.network, zone=made.zone, names=["db"])
    template = template_of(links)
    assert "db.example.internal." == only(template, RECORD)["Name"]
    assert "Stack" == only(template, RECORD)["HostedZoneId"]["Fn::GetStackOutput"]["StackName"]


def test_name_that_the_cell_has_is_refused(app: cdk.App, stack: cdk.Stack) -> None:
    """A name of the cell's zone is given once, to a host, an endpoint or a record, whichever comes first."""
    made, links = cell(stack, zones=["example.internal", OTHER_ZONE]), stack_in(app, "Links")
    made.add_host("db", ["10.0.0.10"], zone="example.internal")
    taken = {("duplicate-record", "names[0].name")}
    assert taken == refusal_of(lambda: consumer(links, vpc=made.network, zone=made.zone, names=["db"]))
    first = consumer(links, "First", vpc=made.network, zone=made.zone, names=["api", "web"])
    assert taken == refusal_of(lambda: consumer(links, vpc=made.network, zone=made.zone, names=["api"]))
    assert {("duplicate-record", "names[2].name")} == refusal_of(lambda: first.add_name("db"))
    first.add_name("late")
    for name in ("web", "late"):
        assert {("duplicate-record", "record.name")} == refusal_of(
            lambda name=name: made.add_host(name, ["10.0.0.11"], zone="example.internal")  # type: ignore[misc]
        )
    record = {"name": "late", "type": "A", "values": ["10.0.0.12"]}
    assert {("duplicate-record", "records[0][0].name")} == refusal_of(
        lambda: CellRecords(links, "Records", records=[(made.zone, [record])])
    )
    CellRecords(links, "Records", records=[(made.zone, [{**record, "name": "other"}])])
    assert {("duplicate-record", "record.name")} == refusal_of(
        lambda: made.add_host("other", ["10.0.0.13"], zone="example.internal")
    )
    consumer(links, "Elsewhere", vpc=made.network, zone=made.zones[OTHER_ZONE.name], names=["db"])


def test_private_dns_needs_no_zone(stack: cdk.Stack) -> None:
    """Where the provider's own name answers with the endpoint, there is no zone and no record."""
    consumer(stack, private_dns=True)
    template = template_of(stack)
    assert only(template, ENDPOINT)["PrivateDnsEnabled"] is True
    assert {} == every(template, RECORD)


def test_attributes_are_read_from_the_endpoint(stack: cdk.Stack) -> None:
    """The endpoint's id, regional DNS name and that name's zone are told as CloudFormation knows them."""
    made = consumer(stack)
    dns_name, zone_id = _dns()
    assert {"Fn::GetAtt": [logical_id("Consumer", "Resource"), "Id"]} == stack.resolve(made.endpoint_id)
    assert (dns_name, zone_id) == (stack.resolve(made.regional_dns_name), stack.resolve(made.regional_zone_id))


def test_given_regional_name_is_used(stack: cdk.Stack) -> None:
    """A regional DNS name that is given is used for every name, at construction and later."""
    given = {"dns_name": "vpce-0.vpce-svc-0.us-east-1.vpce.amazonaws.com", "zone_id": "Z7HUB22UULQXV"}
    made = consumer(stack, regional_dns_name=given, zone=ZONE, names=["one"])
    made.add_name("two")
    target = {
        "DNSName": given["dns_name"],
        "HostedZoneId": given["zone_id"],
        "EvaluateTargetHealth": False,
    }
    assert {
        (ZONE.id, f"{name}.example.internal.", "A"): {"AliasTarget": target} for name in ("one", "two")
    } == _records(template_of(stack))
    assert (given["dns_name"], given["zone_id"]) == (made.regional_dns_name, made.regional_zone_id)


def test_alias_target_serves_the_records_of_a_cell(stack: cdk.Stack) -> None:
    """A cell gives a name to an endpoint that stands in it by the endpoint's alias target."""
    made = cell(stack)
    endpoint = consumer(stack, vpc=made.network)
    made.add_alias("db", endpoint.alias_target)
    record = only(template_of(stack), RECORD)
    assert ("db.example.internal.", _alias()["AliasTarget"]) == (record["Name"], record["AliasTarget"])


def test_endpoints_to_one_service_do_not_meet(stack: cdk.Stack) -> None:
    """Two endpoints to one service stand in one VPC and stack, each with its own group, parameter and names."""
    for name in ("One", "Two"):
        consumer(stack, name, service_name=StackParameter(), zone=ZONE, names=[name])
    template = template_of(stack)
    assert 2 == len(every(template, ENDPOINT)) == len(every(template, RECORD))
    assert {logical_id("One", "ServiceNameParameter"), logical_id("Two", "ServiceNameParameter")} <= (
        template["Parameters"].keys()
    )


def test_service_name_is_told_when_the_stack_is_deployed(stack: cdk.Stack) -> None:
    """A stack parameter hands the service's name over at deployment."""
    consumer(stack, service_name=StackParameter(stack_parameter="Orders"))
    template = template_of(stack)
    parameter = logical_id("Consumer", "OrdersParameter")
    assert "String" == template["Parameters"][parameter]["Type"]
    assert {"Ref": parameter} == only(template, ENDPOINT)["ServiceName"]


def test_service_name_is_read_from_systems_manager(stack: cdk.Stack) -> None:
    """A Systems Manager parameter of the stack's own account and Region hands the service's name over."""
    consumer(stack, service_name=SsmParameter(ssm_parameter="/shop/orders/service-name"))
    template = template_of(stack)
    parameter = logical_id("Consumer", "ServiceNameParameter")
    assert ("AWS::SSM::Parameter::Value<String>", "/shop/orders/service-name") == tuple(
        template["Parameters"][parameter][key] for key in ("Type", "Default")
    )
    assert {"Ref": parameter} == only(template, ENDPOINT)["ServiceName"]


def test_service_of_the_same_app_is_referred_to(app: cdk.App, stack: cdk.Stack) -> None:
    """An endpoint takes the name of a service of the same app, in its own stack or another."""
    service = EndpointService(stack, "Service", vpc=NETWORK, listeners=[{"port": 443}])
    other = stack_in(app, "Other")
    consumer(stack, service_name=service.service_name, service_region=service.service_region)
    consumer(other, service_name=service.service_name, service_region=service.service_region)
    here, there = template_of(stack), template_of(other)
    service_id = {"Fn::GetAtt": [logical_id("Service", "Resource"), "ServiceId"]}
    assert ["com.amazonaws.vpce.us-east-1.", service_id] == only(here, ENDPOINT)["ServiceName"]["Fn::Join"][1]
    start, reference = only(there, ENDPOINT)["ServiceName"]["Fn::Join"][1]
    assert ("com.amazonaws.vpce.us-east-1.", "Stack") == (start, reference["Fn::GetStackOutput"]["StackName"])


def test_service_of_the_same_app_in_another_region_needs_its_region(app: cdk.App, stack: cdk.Stack) -> None:
    """A service's name tells its Region before its id is known, and the endpoint must be told it elsewhere."""
    far = EndpointService(stack_in(app, "Far", region="eu-west-1"), "Service", vpc=FAR, listeners=[{"port": 443}])
    name = far.service_name
    assert {("service-region-missing", "service_name")} == refusal_of(lambda: consumer(stack, service_name=name))
    consumer(stack, service_name="com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0", service_region="eu-west-1")


def test_endpoint_in_no_subnet_is_refused(stack: cdk.Stack) -> None:
    """A zone that no subnet is known to be in is refused by name, never an endpoint without a subnet."""
    zone = cdk.Fn.select(0, cdk.Fn.get_azs())
    network = parse(
        Network,
        {"vpc_id": NETWORK.vpc_id, "subnets": [{"id": "subnet-0123456789abcdef0", "availability_zone": zone}]},
    )
    assert {("availability-zones-unknown", "availability_zones[0]")} == refusal_of(
        lambda: consumer(stack, vpc=network, availability_zones=["us-east-1a"])
    )
    consumer(stack, vpc=network, availability_zones=[zone])
    assert ["subnet-0123456789abcdef0"] == only(template_of(stack), ENDPOINT)["SubnetIds"]


def test_added_names_are_as_if_given_at_first(app: cdk.App, stack: cdk.Stack) -> None:
    """A name that is added gives the same records and ids as one given at construction."""
    vpc = NETWORK.model_copy(update={"ipv6": True})
    names: list[Any] = ["db", "@", {"name": "old", "kind": "cname", "ttl": 60}, {"name": "db", "zone": OTHER_ZONE}]
    asked: dict[str, Any] = {"vpc": vpc, "zone": ZONE, "ip_address_type": "dualstack"}
    consumer(stack, **asked, names=names)
    other = stack_in(app, "Other")
    made = consumer(other, **asked)
    added = [made.add_name(name) for name in names]
    assert [2, 2, 1, 2] == [len(records) for records in added]
    assert {route53.CfnRecordSet} == {type(record) for records in added for record in records}
    assert template_of(stack)["Resources"] == template_of(other)["Resources"]


def test_refused_name_is_not_made(stack: cdk.Stack) -> None:
    """A name that is taken, illegal, or without a zone is refused and leaves the endpoint as it was."""
    made = consumer(stack, zone=ZONE, names=["db"])
    before = len(made.node.children)
    assert {("duplicate-record", "names[1].name")} == refusal_of(lambda: made.add_name("DB.example.internal."))
    assert {("malformed-label", "names[1].name")} == refusal_of(lambda: made.add_name("a b"))
    assert before == len(made.node.children)
    zoneless = consumer(stack, "Zoneless")
    assert {("name-without-zone", "names[0]")} == refusal_of(lambda: zoneless.add_name("db"))


def test_vpc_may_be_known_at_deployment_only(stack: cdk.Stack) -> None:
    """An endpoint stands in a network whose ids are tokens of the CDK, which it refers to."""
    vpc_id, subnet = cdk.CfnParameter(stack, "VpcId"), cdk.CfnParameter(stack, "SubnetId")
    zone = cdk.Fn.select(0, cdk.Fn.get_azs())
    network = parse(
        Network,
        {
            "vpc_id": vpc_id.value_as_string,
            "subnets": [{"id": subnet.value_as_string, "availability_zone": zone}],
        },
    )
    consumer(stack, vpc=network)
    endpoint = only(template_of(stack), ENDPOINT)
    assert ({"Ref": "VpcId"}, [{"Ref": "SubnetId"}]) == (endpoint["VpcId"], endpoint["SubnetIds"])


def test_a_declared_private_name_is_metadata_alone(stack: cdk.Stack) -> None:
    """The provider's name changes no property of the endpoint: its metadata declare it."""
    consumer(stack, "Told", private_dns=True, private_dns_name="api.vendor.test")
    other = stack_in(cdk.App(), "Other")
    consumer(other, "Told", private_dns=True)
    told, untold = (every(template_of(one), ENDPOINT) for one in (stack, other))
    assert told == untold
    held = template_of(stack)["Resources"][logical_id("Told", "Resource")]
    assert "api.vendor.test" == held["Metadata"]["PrivateCells"]["private_dns_name"]


def test_two_endpoints_bring_one_private_name_to_a_vpc_once(stack: cdk.Stack) -> None:
    """A second endpoint with the name is refused on the same VPC, and taken on another and without private DNS."""
    told: dict[str, Any] = {"private_dns": True, "private_dns_name": "api.vendor.test"}
    consumer(stack, **told)
    assert {("duplicate-private-dns", "private_dns_name")} == refusal_of(lambda: consumer(stack, "Second", **told))
    consumer(stack, "Third")
    consumer(stack, "Fourth", vpc=NETWORK.model_copy(update={"vpc_id": "vpc-0123456789abcdef2"}), **told)


def test_the_endpoint_id_is_shown_on_request(stack: cdk.Stack) -> None:
    """The output is there where it is asked for, and is the endpoint's id."""
    consumer(stack, "Shown", outputs=True)
    consumer(stack, "Hidden")
    (held,) = template_of(stack)["Outputs"].values()
    assert {"Ref": logical_id("Shown", "Resource")} == held["Value"]
