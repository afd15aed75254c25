"""The overlay and the emulator fit together: what fails here is what a new release of the emulator changes."""

from __future__ import annotations

import inspect
from importlib.metadata import version

import pytest
from ministack import app
from ministack.core import router
from ministack.services import alb, cloudformation, cloudwatch, cloudwatch_logs, ec2, route53, sns
from ministack.services.cloudformation import handlers, provisioners, stacks

from emulator import ipv6, model
from emulator.overlay import MADE_FOR, WITH_TYPES
from emulator.privatelink import connections, endpoints, notifications, services

ACTIONS = {**services.ACTIONS, **endpoints.ACTIONS, **connections.ACTIONS, **notifications.ACTIONS, **ipv6.ACTIONS}
TYPES = {kind: made for room in WITH_TYPES for kind, made in room.TYPES.items()}


def test_the_overlay_is_made_for_the_release_that_is_installed() -> None:
    """The pin and the overlay move together."""
    assert MADE_FOR == version("ministack")


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_an_action_is_one_of_aws(name: str) -> None:
    """Every action that is added is in botocore's model of EC2."""
    assert name == model.operation(name).name


@pytest.mark.parametrize("name", ["CreateFlowLogs", "CreateNatGateway", "AllocateAddress", "ReleaseAddress"])
def test_the_emulator_has_the_actions_that_types_are_made_of(name: str) -> None:
    """The overlay leaves these to the emulator."""
    assert callable(ec2._ACTION_MAP[name])


def test_what_is_added_is_still_missing() -> None:
    """A type that the emulator comes to know by itself leaves the overlay."""
    replaced = {"AWS::EC2::VPCEndpoint", "AWS::Route53::HostedZone", "AWS::Route53::RecordSet"}
    assert replaced == TYPES.keys() & provisioners._RESOURCE_HANDLERS.keys()


def test_handlers_take_what_the_overlay_gives() -> None:
    """CloudFormation's handlers of the emulator still have three kinds of calls with these arguments."""
    assert ["logical_id", "props", "stack_name"] == list(inspect.signature(provisioners._ec2_vpc_create).parameters)
    assert ["physical_id", "props"] == list(inspect.signature(provisioners._ec2_vpc_endpoint_delete).parameters)
    assert ["physical_id", "old_props", "new_props", "stack_name"] == list(
        inspect.signature(provisioners._ec2_vpc_endpoint_update).parameters
    )


@pytest.mark.parametrize(
    ("module", "name"),
    [
        *((ec2, name) for name in ("_vpcs", "_subnets", "_security_groups", "_vpc_endpoints", "_tags", "_addresses")),
        *((route53, name) for name in ("_records", "_zones", "_change_resource_record_sets", "_error_response")),
        *((ec2, name) for name in ("_nat_gateways", "_egress_igws", "_vpc_fields_xml", "_subnet_fields_xml")),
        *((route53, name) for name in ("_parse_record_set", "_build_record_set_el", "_find", "_text")),
        *((route53, name) for name in ("_health_checks", "_create_health_check", "_update_health_check", "_tags")),
        *((route53, name) for name in ("_parse_body", "_parse_health_check_config", "_xml_response", "_findall")),
        (cloudwatch, "_alarms"),
        *((route53, name) for name in ("_associate_vpc", "_disassociate_vpc", "_list_hosted_zones_by_vpc")),
        *((route53, name) for name in ("_parse_vpc_request", "_build_vpc_el", "_build_change_info_el", "_new_change")),
        *(
            (alb, name)
            for name in ("_lbs", "_lb_attrs", "_tags", "_ACTION_MAP", "_error", "_target_group_full_name_from_arn")
        ),
        *((sns, name) for name in ("_publish",)),
        *((cloudformation, name) for name in ("_exports", "_stacks")),
        *((handlers, "_imported_export_names"), (stacks, "_resolve_stack_outputs")),
        *((provisioners, name) for name in ("_RESOURCE_HANDLERS", "_REPLACING_PROPERTIES")),
        *((provisioners, f"_ec2_{kind}_{step}") for kind in ("vpc", "subnet") for step in ("create", "update")),
        (provisioners, "_elbv2_load_balancer_create"),
        *((app, "SERVICE_HANDLERS"), (router, "SERVICE_PATTERNS"), (cloudwatch_logs, "_log_groups")),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_private_structures_are_there(module: object, name: str) -> None:
    """What the overlay reads of the emulator's insides exists."""
    assert hasattr(module, name)


@pytest.mark.parametrize(
    ("action", "request_"),
    [
        (
            "CreateVpcEndpoint",
            {
                "VpcId": "vpc-1",
                "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-1",
                "VpcEndpointType": "Interface",
                "SubnetIds": ["subnet-1", "subnet-2"],
                "PrivateDnsEnabled": False,
                "TagSpecifications": [{"ResourceType": "vpc-endpoint", "Tags": [{"Key": "Name", "Value": "x"}]}],
            },
        ),
        (
            "ModifyVpcEndpointServicePermissions",
            {"ServiceId": "vpce-svc-1", "AddAllowedPrincipals": ["arn:aws:iam::111111111111:root", "*"]},
        ),
        (
            "DescribeVpcEndpointConnections",
            {"Filters": [{"Name": "vpc-endpoint-state", "Values": ["available", "pending"]}]},
        ),
    ],
)
def test_a_request_is_read_as_botocore_writes_it(action: str, request_: dict[str, object]) -> None:
    """A request goes through the wire unchanged."""
    assert request_ == model.request_of(action, model.query_of(action, request_))


def test_a_result_is_written_as_botocore_reads_it() -> None:
    """A result goes through the wire unchanged, text escaped."""
    result = {
        "ServiceConfigurations": [
            {
                "ServiceType": [{"ServiceType": "Interface"}],
                "ServiceId": "vpce-svc-1",
                "AcceptanceRequired": True,
                "NetworkLoadBalancerArns": ["arn:1", "arn:2"],
                "Tags": [{"Key": "Name", "Value": "a <b> & c"}],
            }
        ]
    }
    action = "DescribeVpcEndpointServiceConfigurations"
    _, _, body = ec2._xml(200, f"{action}Response", model.result_xml(action, result))
    read = model.result_of(action, 200, body)
    del read["ResponseMetadata"]
    assert result == read
