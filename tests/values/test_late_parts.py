"""Parts of lists that are known only at deployment stand beside literal ones, and are not judged."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from constructs_pkg.values.allowed_callers import AllowedCaller, check_callers
from constructs_pkg.values.aws_service_rules import _of_other_partitions
from constructs_pkg.values.beside import FIREWALL, OUTBOUND, rule_of_key
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.keyed import Frozen
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AccountId, AvailabilityZoneName, Region
from constructs_pkg.values.policy_terms import PolicyTerms
from constructs_pkg.values.private_api import PrivateApiDomainSpec, check_private_api_domain
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.spec import parse
from constructs_pkg.values.vpc_link import RestVpcLinkSpec
from constructs_pkg.values.vpc_link_rules import check_rest_vpc_link
from constructs_pkg.values.zonal_name import zonal_dns_name
from constructs_pkg.values.zone_sharing import ZoneAuthority
from constructs_pkg.values.zone_sharing_rules import check_authority

from .examples import NETWORK, service, shared

LATE = Late({"Ref": "Parameter"})
GATEWAY = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/gwy/firewall/0123456789abcdef"
CERTIFICATE = "arn:aws:acm:us-east-1:111111111111:certificate/01234567-89ab-cdef-0123-456789abcdef"
OTHER = CERTIFICATE.replace("01234567", "76543210")
TLS = {"port": 443, "protocol": "TLS", "certificate_arn": CERTIFICATE}
ZONES = [
    {"id": "subnet-00000000000000001", "availability_zone": LATE},
    {"id": "subnet-00000000000000002", "availability_zone": "us-east-1b"},
]


@pytest.mark.parametrize(
    "problems",
    [
        lambda: shared(shared_with=[LATE, "222222222222"]),
        lambda: service(
            database_proxy={
                "name": "orders",
                "engine_family": "POSTGRESQL",
                "user_name": "app",
                "instance_identifier": "orders",
                "client_principals": [LATE, "222222222222"],
            },
            listeners=[{"port": 5432, "targets": {"database_proxy": "read_write"}}],
        ),
        lambda: service(network=None, listeners=[], gateway_load_balancer_arns=[LATE, GATEWAY]),
        lambda: service(
            listeners=[{**TLS, "more_certificate_arns": {"late": LATE, "own": OTHER}}],
            load_balancer={"access_logs": {"bucket": "my-access-logs"}},
        ),
        lambda: list(
            check_authority(parse(ZoneAuthority, {"principals": [LATE, "222222222222"]}), Region("us-east-1"))
        ),
        lambda: service(network={**NETWORK, "subnets": ZONES}, alarms={"tune": {"unhealthy-target": {"threshold": 2}}}),
        lambda: list(
            check_callers([parse(AllowedCaller, {"principals": [LATE, "222222222222"]})], None, Region("us-east-1"))
        ),
    ],
    ids=["shared host", "proxy", "gateway", "certificates", "authority", "alarms", "callers"],
)
def test_what_is_late_passes(problems: Any) -> None:
    """A list with a value known only at deployment and a literal one is accepted."""
    assert [] == [problem for problem in problems() if problem.severity == "error"]


def test_a_late_certificate_of_an_api_passes() -> None:
    """The certificate of a private API may be known only at deployment."""
    given = {"domain_name": "api.example.com", "certificate_arn": LATE, "rest_api_id": LATE, "stage": "prod"}
    spec = parse(PrivateApiDomainSpec, {**given, "endpoint_ids": {"a": "vpce-0123456789abcdef0"}})
    assert [] == list(check_private_api_domain(spec, Region("us-east-1"), AccountId("111111111111")))


def test_an_api_is_shared_with_each_principal_once() -> None:
    """One that is known only at deployment passes."""
    given = {"domain_name": "api.example.com", "certificate_arn": LATE, "rest_api_id": LATE, "stage": "prod"}
    shared_with = [LATE, "222222222222", "222222222222"]
    spec = parse(PrivateApiDomainSpec, {**given, "endpoint_ids": {"a": LATE}, "shared_with": shared_with})
    found = check_private_api_domain(spec, Region("us-east-1"), AccountId("111111111111"))
    assert [("duplicate-principal", "shared_with[2]")] == [(one.rule, one.path) for one in found]


def test_a_late_load_balancer_of_a_vpc_link_passes() -> None:
    """Its Region and account are unknown."""
    spec = parse(RestVpcLinkSpec, {"name": "orders", "load_balancer_arn": LATE})
    assert [] == check_rest_vpc_link(spec, Region("us-east-1"), AccountId("111111111111"))


@pytest.mark.parametrize("given", [{"stack_parameter": "not-legal"}, {"stack_parameter": "A", "ssm_parameter": "/a"}])
def test_what_names_no_parameter_hands_nothing_over(given: dict[str, str]) -> None:
    """One parameter is named, and one of a stack by letters and digits."""
    with pytest.raises(Refused):
        HandedOver._parse(given)


def test_resources_of_a_policy_may_be_all_or_late() -> None:
    """Neither is of a partition."""
    policy = parse(PolicyTerms, {"own_account": True, "resources": ["*", LATE]})
    assert [] == [*_of_other_partitions(policy, "policy", Region("cn-north-1"))]


def test_a_zonal_name_of_a_literal_name_and_a_late_zone() -> None:
    """The zone's name stands after the first label, be it known only at deployment."""
    regional = DnsName("vpce-1-a.vpce-svc-2.us-east-1.vpce.amazonaws.com")
    expected = {
        "Fn::Join": ["", ["vpce-1-a-", {"Ref": "Parameter"}, ".vpce-svc-2.us-east-1.vpce.amazonaws.com"]],
    }
    found = zonal_dns_name(regional, LATE)
    assert isinstance(found, Late)
    assert expected == found.expression
    assert "vpce-1-a-us-east-1b.vpce-svc-2.us-east-1.vpce.amazonaws.com" == zonal_dns_name(
        regional, AvailabilityZoneName("us-east-1b")
    )


def test_an_id_is_handed_over_by_a_parameter_of_the_stack_or_of_systems_manager() -> None:
    """A template declares either parameter."""
    plain = HandedOver({"Ref": "ZoneId"}, stack_parameter="ZoneId")
    stored = HandedOver({"Ref": "/zone"}, ssm_parameter="/zone")
    assert ["String", "AWS::SSM::Parameter::Value<String>"] == [plain.declaration["Type"], stored.declaration["Type"]]
    assert "/zone" == stored.declaration["Default"]


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (OUTBOUND, "the cell's outbound endpoint"),
        (rule_of_key("corp"), "rule corp of the cell"),
        (FIREWALL, "the cell's firewall"),
    ],
)
def test_what_stands_in_the_same_stack_is_told_by_what_it_is(part: Late, told: str) -> None:
    """A message names it as people know it, and not by an expression of CloudFormation."""
    assert told == str(part)


def test_a_keyed_mapping_is_copied_and_not_changed() -> None:
    """A copy equals the mapping, and no item of it can be set."""
    made = Frozen({"a": 1})
    assert made == copy.deepcopy(made)
    with pytest.raises(TypeError, match="cannot be changed"):
        made["a"] = 2
