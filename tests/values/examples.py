"""Valid inputs, and what is found wrong once some of their fields are changed."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from constructs_pkg.values.cell import CellSpec
from constructs_pkg.values.cell_rules import check_cell
from constructs_pkg.values.consumer import ConsumerSpec
from constructs_pkg.values.consumer_rules import check_consumer
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import InvalidInput, Problem, Refused
from constructs_pkg.values.record import Record
from constructs_pkg.values.record_rules import check_records
from constructs_pkg.values.resource_configuration import ResourceConfigurationSpec
from constructs_pkg.values.resource_configuration_rules import check_resource_configuration
from constructs_pkg.values.service import ServiceSpec
from constructs_pkg.values.service_rules import check_service
from constructs_pkg.values.service_table import ServiceTable, check_service_table
from constructs_pkg.values.spec import Spec, parse
from constructs_pkg.values.text import Text

REGION = Region("us-east-1")
ZONE = "example.com"
ACCOUNT = "111111111111"
SERVICE = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
HEALTH_CHECK = "01234567-89ab-cdef-0123-456789abcdef"
ZONE_ID = "Z0123456789ABCDEFGHIJ"
OTHER_ZONE_ID = "Z1123456789ABCDEFGHIJ"
CERTIFICATE = f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/01234567-89ab-cdef-0123-456789abcdef"

AZ_A: dict[str, Any] = {"slot": 0, "name": "us-east-1a", "id": "use1-az1"}
AZ_B: dict[str, Any] = {"slot": 1, "name": "us-east-1b", "id": "use1-az2"}
ISOLATED: dict[str, Any] = {"slot": 0, "name": "isolated"}
EGRESS: dict[str, Any] = {"slot": 1, "name": "egress", "kind": "egress"}
PUBLIC: dict[str, Any] = {"slot": 2, "name": "public", "kind": "public"}

SUBNET_A: dict[str, Any] = {
    "id": "subnet-0000000000000000a",
    "availability_zone": "us-east-1a",
    "availability_zone_id": "use1-az1",
    "cidr": "10.0.0.0/20",
}
SUBNET_B: dict[str, Any] = {
    "id": "subnet-0000000000000000b",
    "availability_zone": "us-east-1b",
    "availability_zone_id": "use1-az2",
    "cidr": "10.0.16.0/20",
}
NETWORK: dict[str, Any] = {
    "vpc_id": "vpc-0123456789abcdef0",
    "cidr": "10.0.0.0/16",
    "subnets": [SUBNET_A, SUBNET_B],
}

_Made = TypeVar("_Made", bound=Spec)


def group(number: int) -> str:
    """Return the id of a security group."""
    return f"sg-{number:017x}"


def nlb(
    name: str = "db", region: str = "us-east-1", kind: str = "net", partition: str = "aws", account: str = ACCOUNT
) -> str:
    """Return the ARN of a load balancer."""
    return f"arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/{kind}/{name}/0123456789abcdef"


def made(**changes: Any) -> list[Problem]:
    """Return the problems of a cell with a made network of which some fields are changed."""
    return cell(network={"cidr": "10.0.0.0/16", "availability_zones": [AZ_A, AZ_B], **changes})


def existing(**changes: Any) -> list[Problem]:
    """Return the problems of a cell with an existing network of which some fields are changed."""
    return cell(network={**NETWORK, **changes})


def subnets(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Problem]:
    """Return the problems of an existing network whose two subnets have some fields changed."""
    return existing(subnets=[{**SUBNET_A, **first}, {**SUBNET_B, **second}])


def cell(**changes: Any) -> list[Problem]:
    """Return the problems of a cell of which some fields are changed."""
    base: dict[str, Any] = {"network": {"cidr": "10.0.0.0/16", "availability_zones": [AZ_A, AZ_B]}}
    return _found(CellSpec, {**base, **changes}, lambda spec: check_cell(spec, REGION))


def records(*given: Mapping[str, Any], zone: str = ZONE) -> list[Problem]:
    """Return the problems of the records of one zone; a record is an A record at ``db`` unless changed."""
    try:
        made = [parse(Record, {"name": "db", "type": "A", **_answer(each)}) for each in given]
    except InvalidInput as invalid:
        return list(invalid.problems)
    return check_records(made, zone)


def weighted(name: str, weight: int = 1) -> dict[str, Any]:
    """Return a weighted policy."""
    return {"policy": "weighted", "set_identifier": name, "weight": weight}


def failover(role: str) -> dict[str, Any]:
    """Return a failover policy whose set identifier is the role."""
    return {"policy": "failover", "set_identifier": role, "role": role}


def alias(**changes: Any) -> dict[str, Any]:
    """Return the target of an alias."""
    return {"dns_name": "target.example.com", "zone_id": ZONE_ID, **changes}


def service(**changes: Any) -> list[Problem]:
    """Return the problems of a service of which some fields are changed."""
    base = {"network": NETWORK, "listeners": [{"port": 5432}]}
    return _found(ServiceSpec, {**base, **changes}, lambda spec: check_service(spec, REGION, AccountId(ACCOUNT)))


def shared(**changes: Any) -> list[Problem]:
    """Return the problems of a resource configuration of which some fields are changed."""
    base = {"network": NETWORK, "host": {"domain_name": "db.example.com"}, "ports": [{"from_port": 5432}]}
    return _found(
        ResourceConfigurationSpec,
        {**base, **changes},
        lambda spec: check_resource_configuration(spec, REGION, AccountId(ACCOUNT)),
    )


def listener(**changes: Any) -> list[Problem]:
    """Return the problems of a service with one listener of which some fields are changed."""
    return service(listeners=[{"port": 5432, **changes}])


def balancer(**changes: Any) -> list[Problem]:
    """Return the problems of a service whose load balancer has some fields changed."""
    return service(load_balancer=changes)


def secure(**changes: Any) -> list[Problem]:
    """Return the problems of a service with a TLS listener whose load balancer has some fields changed."""
    return service(listeners=[{"port": 443, "protocol": "TLS", "certificate_arn": CERTIFICATE}], load_balancer=changes)


def brought(**changes: Any) -> list[Problem]:
    """Return the problems of a service over a brought load balancer of which some fields are changed."""
    base = {"network": None, "listeners": [], "load_balancer_arns": [nlb()]}
    return service(**{**base, **changes})


def consumer(**changes: Any) -> list[Problem]:
    """Return the problems of a consumer of which some fields are changed."""
    base = {"network": NETWORK, "service_name": SERVICE}
    return _found(ConsumerSpec, {**base, **changes}, lambda spec: check_consumer(spec, REGION))


def ingress(*rules: Mapping[str, Any]) -> list[Problem]:
    """Return the problems of a consumer that lets some traffic in."""
    return consumer(ingress=[{"from_port": 5432, "cidr": "10.0.0.0/16", **rule} for rule in rules])


def names(*given: Mapping[str, Any]) -> list[Problem]:
    """Return the problems of a consumer with names in one zone."""
    zone = {"name": ZONE, "id": ZONE_ID}
    return consumer(names=[{"name": "db", "zone": zone, **name} for name in given])


def table(regions: Mapping[str, Any]) -> list[Problem]:
    """Return the problems of a service's table of Regions."""
    return _found(ServiceTable, {"regions": regions}, lambda found: list(check_service_table(found)))


def looked_up(region: str, regions: Mapping[str, Any]) -> list[Problem]:
    """Return the problem of looking a Region up in a table, if it is refused."""
    try:
        parse(ServiceTable, {"regions": regions}).at(region)
    except Refused as refused:
        return [refused.at("")]
    return []


def value(kind: type[Text], text: str) -> list[Problem]:
    """Return the problem of making a `kind` of `text`, if it is refused."""
    try:
        kind(text)
    except Refused as refused:
        return [refused.at("")]
    return []


def _answer(given: Mapping[str, Any]) -> dict[str, Any]:
    return dict(given) if {"values", "alias"} & given.keys() else {"values": ["10.0.0.10"], **given}


def _found(model: type[_Made], given: Mapping[str, Any], check: Callable[[_Made], list[Problem]]) -> list[Problem]:
    try:
        return check(parse(model, given))
    except InvalidInput as invalid:
        return list(invalid.problems)
