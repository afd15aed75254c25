"""What a link and the resource configuration behind it demand of each other: refused wishes and their neighbours."""

from typing import Any

from .wishes import Wish

Case = tuple[str, list[tuple[str, str]], Wish, Wish]

_ARN = "arn:aws:vpc-lattice:us-east-1:222222222222:resourceconfiguration/rcfg-0123456789abcdef0"
_NAME = "orders.example.com"
_VERIFIED: Wish = {"private_dns": True, "dns_options": {"private_dns_preference": "verified"}}


def _specified(preference: str, *domains: str) -> Wish:
    options = {"private_dns_preference": preference, "private_dns_specified_domains": list(domains)}
    return {"private_dns": True, "dns_options": options}


def shared(link: Wish | None = None, resource: Wish | None = None, **changes: Any) -> Wish:
    """Return the changes that share a host of `data` with `app`, which links to it."""
    host: Wish = {
        "cell": "data",
        "host": {"domain_name": "orders.internal.test"},
        "ports": [5432],
        "shared_with": ["111111111111"],
    }
    asked: Wish = {
        "cell": "app",
        "endpoint_type": "Resource",
        "resource": "orders",
        "resource_configuration_arn": _ARN,
        "names": ["orders"],
    }
    made = {"resource_configurations.orders": {**host, **(resource or {})}, "links.orders": {**asked, **(link or {})}}
    return {**made, **changes}


def _case(
    says: str, rule: str, path: str, refused: Wish, accepted: Wish
) -> tuple[str, list[tuple[str, str]], Wish, Wish]:
    return says, [(rule, path)], refused, accepted


RESOURCE_LINK_CASES: list[Case] = [
    _case(
        "a resource configuration that is not there",
        "unknown-resource-configuration",
        "links.orders.resource",
        shared({"resource": "order"}),
        shared(),
    ),
    _case(
        "a resource configuration of a link to a service",
        "resource-of-other-endpoint",
        "links.db.resource",
        shared() | {"links.db.resource": "orders"},
        shared(),
    ),
    _case(
        "a service of a link to a resource configuration",
        "service-of-resource-endpoint",
        "links.orders.service",
        shared({"service": "db"}),
        shared(),
    ),
    _case(
        "a host that is not shared with the consumer",
        "resource-not-shared",
        "links.orders.cell",
        shared(resource={"shared_with": ["333333333333"]}),
        shared(),
    ),
    _case(
        "an ARN of another account than the provider's",
        "resource-account-differs",
        "links.orders.resource_configuration_arn",
        shared({"resource_configuration_arn": _ARN.replace("222222222222", "333333333333")}),
        shared(),
    ),
    _case(
        "no Availability Zone in common with a resource gateway",
        "no-common-az",
        "links.orders.cell",
        shared({"availability_zones": ["use1-az1"]}, {"gateway": {"availability_zones": ["use1-az2"]}}),
        shared({"availability_zones": ["use1-az1"]}, {"gateway": {"availability_zones": ["use1-az1"]}}),
    ),
    _case(
        "a shared database, whose ports are not told",
        "no-ingress",
        "links.orders.ingress",
        shared(resource={"host": {"database_arn": "arn:aws:rds:us-east-1:222222222222:db:orders"}, "ports": []}),
        shared(
            {"ingress": [{"from_port": 5432, "cidr": "10.1.0.0/16"}]},
            {"host": {"database_arn": "arn:aws:rds:us-east-1:222222222222:db:orders"}, "ports": []},
        ),
    ),
    _case(
        "private DNS of a host without a name of its own",
        "private-dns-without-name",
        "links.orders.private_dns",
        shared(_VERIFIED),
        shared(_VERIFIED, {"custom_domain_name": _NAME, "verify_domain": True}),
    ),
    _case(
        "private DNS by verification of a name that nobody verifies",
        "private-dns-not-verified",
        "links.orders.private_dns",
        shared(_VERIFIED, {"custom_domain_name": _NAME}),
        shared(_VERIFIED, {"custom_domain_name": _NAME, "verify_domain": True}),
    ),
    _case(
        "private DNS of a name that is not specified",
        "private-dns-not-specified",
        "links.orders.private_dns",
        shared(_specified("specified", "other.example.com"), {"custom_domain_name": _NAME, "verify_domain": True}),
        shared(_specified("specified", _NAME), {"custom_domain_name": _NAME, "verify_domain": True}),
    ),
    _case(
        "an ARN read in the stack that writes it",
        "parameter-read-where-written",
        "links.orders.resource_configuration_arn",
        shared(
            {"cell": "data", "names": [], "resource_configuration_arn": {"ssm_parameter": "/orders"}},
            {"publish_to": "/orders"},
        ),
        shared({"resource_configuration_arn": {"ssm_parameter": "/orders"}}, {"publish_to": "/orders"}),
    ),
]
