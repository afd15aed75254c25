"""The rules of namespaces of AWS Cloud Map, their services and instances."""

from typing import Any

from constructs_pkg.values.namespace import NamespaceSpec
from constructs_pkg.values.namespace_rules import check_namespace
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import REGION

_VPC = {"vpc_id": "vpc-0123456789abcdef0"}
_A = {"record_types": ["A"]}
_WEIGHTED = {**_A, "routing": "WEIGHTED"}
_ALIAS = {"alias_dns_name": "internal-web.us-east-1.elb.amazonaws.com"}
_PROBED = {**_A, "health_check": {"type": "TCP"}}


def _space(region: Region = REGION, **changes: Any) -> list[Problem]:
    wish = {"name": "apps.example.com", **_VPC, **changes}
    try:
        spec = parse(NamespaceSpec, {key: value for key, value in wish.items() if value is not None})
    except InvalidInput as invalid:
        return list(invalid.problems)
    return check_namespace(spec, region)


def _http(**changes: Any) -> list[Problem]:
    return _space(type="http", vpc_id=None, **changes)


def _public(**changes: Any) -> list[Problem]:
    return _space(type="public", vpc_id=None, **changes)


def _service(**service: Any) -> list[Problem]:
    return _space(services={"web": service})


def _instance(service: dict[str, Any], region: Any = REGION, **instance: Any) -> list[Problem]:
    return _space(region, services={"web": {**service, "instances": {"one": instance}}})


def _api(**instance: Any) -> list[Problem]:
    return _http(services={"web": {"instances": {"one": instance}}})


DISCOVERY_RULES = [
    Case(
        "a DNS namespace has the name of a zone",
        "wildcard-zone",
        "name",
        lambda: _space(name="*.example.com"),
        lambda: _space(name="example.com"),
    ),
    Case(
        "an HTTP namespace has no spaces in its name",
        "malformed-namespace-name",
        "name",
        lambda: _http(name="my apps"),
        lambda: _http(name="My_apps!"),
    ),
    Case(
        "a private namespace is of a VPC",
        "namespace-without-vpc",
        "vpc_id",
        lambda: _space(vpc_id=None),
        _space,
    ),
    Case(
        "a public namespace is of no VPC",
        "vpc-of-namespace",
        "vpc_id",
        lambda: _space(type="public"),
        _public,
    ),
    Case(
        "an HTTP namespace has no zone whose negative answers are kept",
        "negative-ttl-without-zone",
        "negative_ttl",
        lambda: _http(negative_ttl=60),
        lambda: _space(negative_ttl=60),
    ),
    Case(
        "a service's name is made of labels",
        "malformed-discovery-name",
        "services.web.name",
        lambda: _service(name="web."),
        lambda: _service(name="_web._tcp"),
    ),
    Case(
        "names of services differ in DNS by more than case",
        "duplicate-discovery-name",
        "services.www.name",
        lambda: _space(services={"web": _A, "www": {**_A, "name": "WEB"}}),
        lambda: _http(services={"web": {}, "www": {"name": "WEB"}}),
    ),
    Case(
        "an HTTP namespace has no records",
        "records-in-http-namespace",
        "services.web.record_types",
        lambda: _http(services={"web": _A}),
        lambda: _http(services={"web": {}}),
    ),
    Case(
        "only some types of records go together",
        "record-type-combination",
        "services.web.record_types",
        lambda: _service(record_types=["A", "SRV"]),
        lambda: _service(record_types=["A", "AAAA"]),
    ),
    Case(
        "CNAME records are weighted",
        "cname-not-weighted",
        "services.web.routing",
        lambda: _service(record_types=["CNAME"]),
        lambda: _service(record_types=["CNAME"], routing="WEIGHTED"),
    ),
    Case(
        "a service has one kind of health check",
        "two-discovery-checks",
        "services.web.health_check",
        lambda: _public(services={"web": {**_PROBED, "custom_health_check": True}}),
        lambda: _public(services={"web": _PROBED}),
    ),
    Case(
        "health checkers do not reach private addresses",
        "health-check-in-private-namespace",
        "services.web.health_check",
        lambda: _service(**_PROBED),
        lambda: _service(**_A, custom_health_check=True),
    ),
    Case(
        "CNAME records are not checked",
        "health-check-of-cname",
        "services.web.health_check",
        lambda: _public(services={"web": {**_PROBED, "record_types": ["CNAME"], "routing": "WEIGHTED"}}),
        lambda: _public(services={"web": {**_PROBED, "record_types": ["AAAA"]}}),
    ),
    Case(
        "a TCP check asks for no path",
        "path-of-tcp-check",
        "services.web.health_check.path",
        lambda: _public(services={"web": {**_A, "health_check": {"type": "TCP", "path": "/"}}}),
        lambda: _public(services={"web": {**_A, "health_check": {"type": "HTTP", "path": "/"}}}),
    ),
    Case(
        "a path is at most 255 characters",
        "check-path-too-long",
        "services.web.health_check.path",
        lambda: _public(services={"web": {**_A, "health_check": {"type": "HTTP", "path": "/" * 256}}}),
        lambda: _public(services={"web": {**_A, "health_check": {"type": "HTTP", "path": "/" * 255}}}),
    ),
    Case(
        "a threshold is 1 to 10",
        "failure-threshold",
        "services.web.health_check.failure_threshold",
        lambda: _public(services={"web": {**_A, "health_check": {"type": "TCP", "failure_threshold": 11}}}),
        lambda: _public(services={"web": {**_A, "health_check": {"type": "TCP", "failure_threshold": 10}}}),
    ),
    Case(
        "an address stands under the key of its family",
        "address-of-other-family",
        "services.web.instances.one.ipv4",
        lambda: _instance(_A, ipv4="fd00::1"),
        lambda: _instance(_A, ipv4="10.0.0.1"),
    ),
    Case(
        "an A record needs an IPv4 address",
        "missing-instance-attribute",
        "services.web.instances.one.ipv4",
        lambda: _instance(_A, ipv6="fd00::1"),
        lambda: _instance(_A, ipv4="10.0.0.1"),
    ),
    Case(
        "an SRV record needs a port",
        "missing-instance-attribute",
        "services.web.instances.one.port",
        lambda: _instance({"record_types": ["SRV"]}, ipv4="10.0.0.1"),
        lambda: _instance({"record_types": ["SRV"]}, ipv4="10.0.0.1", port=80),
    ),
    Case(
        "the name that an SRV record tells needs an address",
        "missing-instance-attribute",
        "services.web.instances.one.ipv4",
        lambda: _instance({"record_types": ["SRV"]}, port=80),
        lambda: _instance({"record_types": ["SRV"]}, port=80, ipv6="fd00::1"),
    ),
    Case(
        "a health check needs a port",
        "missing-instance-attribute",
        "services.web.instances.one.port",
        lambda: _public(services={"web": {**_PROBED, "instances": {"one": {"ipv4": "198.51.101.1"}}}}),
        lambda: _public(services={"web": {**_PROBED, "instances": {"one": {"ipv4": "198.51.101.1", "port": 80}}}}),
    ),
    Case(
        "something is told of an instance",
        "missing-instance-attribute",
        "services.web.instances.one.attributes",
        _api,
        lambda: _api(attributes={"stage": "live"}),
    ),
    Case(
        "an alias is of A and AAAA records",
        "alias-without-address-records",
        "services.web.instances.one.alias_dns_name",
        lambda: _instance({"record_types": ["CNAME"], "routing": "WEIGHTED"}, **_ALIAS),
        lambda: _instance(_WEIGHTED, **_ALIAS),
    ),
    Case(
        "an alias is weighted",
        "alias-not-weighted",
        "services.web.instances.one.alias_dns_name",
        lambda: _instance(_A, **_ALIAS),
        lambda: _instance(_WEIGHTED, **_ALIAS),
    ),
    Case(
        "an alias has no address",
        "alias-beside-address",
        "services.web.instances.one.alias_dns_name",
        lambda: _instance(_WEIGHTED, **_ALIAS, ipv4="10.0.0.1"),
        lambda: _instance(_WEIGHTED, **_ALIAS, attributes={"stage": "live"}),
    ),
    Case(
        "GovCloud knows no aliases",
        "alias-in-govcloud",
        "services.web.instances.one.alias_dns_name",
        lambda: _instance(_WEIGHTED, Region("us-gov-west-1"), **_ALIAS),
        lambda: _instance(_WEIGHTED, REGION, **_ALIAS),
    ),
    Case(
        "an EC2 instance is named in HTTP namespaces only",
        "instance-id-outside-http",
        "services.web.instances.one.instance_id",
        lambda: _instance({}, instance_id="i-0123456789abcdef0"),
        lambda: _api(instance_id="i-0123456789abcdef0"),
    ),
    Case(
        "an EC2 instance is named alone",
        "instance-id-beside-others",
        "services.web.instances.one.instance_id",
        lambda: _api(instance_id="i-0123456789abcdef0", port=80),
        lambda: _api(instance_id="i-0123456789abcdef0"),
    ),
    Case(
        "a first health status needs a custom check",
        "initial-health-without-check",
        "services.web.instances.one.initial_health",
        lambda: _instance(_A, ipv4="10.0.0.1", initial_health="UNHEALTHY"),
        lambda: _instance({**_A, "custom_health_check": True}, ipv4="10.0.0.1", initial_health="UNHEALTHY"),
    ),
    Case(
        "a health check reaches public addresses only",
        "health-check-of-private-instance",
        "services.web.instances.one.ipv4",
        lambda: _public(services={"web": {**_PROBED, "instances": {"one": {"ipv4": "10.0.0.1", "port": 80}}}}),
        lambda: _public(services={"web": {**_PROBED, "instances": {"one": {"ipv4": "8.8.8.8", "port": 80}}}}),
    ),
    Case(
        "an instance has at most 30 attributes",
        "too-many-attributes",
        "services.web.instances.one.attributes",
        lambda: _api(attributes={f"a{number}": "x" for number in range(31)}),
        lambda: _api(attributes={f"a{number}": "x" for number in range(30)}),
    ),
    Case(
        "attributes of Cloud Map have keys of their own",
        "reserved-attribute",
        "services.web.instances.one.attributes",
        lambda: _api(attributes={"AWS_INSTANCE_PORT": "80"}),
        lambda: _api(port=80, attributes={"AWS": "yes"}),
    ),
    Case(
        "an attribute's value is at most 1,024 characters",
        "attribute-too-long",
        "services.web.instances.one.attributes",
        lambda: _api(attributes={"stage": "x" * 1025}),
        lambda: _api(attributes={"stage": "x" * 1024}),
    ),
    Case(
        "attributes are at most 5,000 characters together",
        "attributes-too-large",
        "services.web.instances.one.attributes",
        lambda: _api(attributes={f"a{number}": "x" * 999 for number in range(5)}),
        lambda: _api(attributes={f"a{number}": "x" * 998 for number in range(5)}),
    ),
]
