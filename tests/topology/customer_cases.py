"""What a service's public name and customers demand: refused or doubtful wishes, and their neighbours."""

from typing import Any

from .wishes import Wish

_AT = "services.db"
_ACME = f"{_AT}.customers.acme"


def customer(name: str = "acme", public: Wish | None = None, **fields: Any) -> Wish:
    """Return the changes by which the public zones lead a customer to its endpoint."""
    told = {"zone": "api", "addresses": ["203.0.113.12"], "routing": "cidr", **(public or {})}
    wish = {"endpoint_addresses": ["10.1.0.20"], **fields}
    return {
        "public_zones": {"api": {"account": "222222222222", "name": "api.test"}},
        f"{_AT}.public_name": told,
        f"{_AT}.customers": {name: {key: value for key, value in wish.items() if value is not None}},
    }


CUSTOMER_CASES: list[tuple[str, list[tuple[str, str]], Wish, Wish]] = [
    (
        "a public name in no zone of the topology",
        [("unknown-public-zone", f"{_AT}.public_name.zone")],
        customer(blocks=["192.0.2.0/24"], public={"zone": "ap"}),
        customer(blocks=["192.0.2.0/24"]),
    ),
    (
        "a hostname in no zone of the topology",
        [("unknown-public-zone", f"{_ACME}.hostname_zone")],
        customer(hostname="acme.api.test", hostname_zone="ap"),
        customer(hostname="acme.api.test", hostname_zone="api"),
    ),
    (
        "a hostname outside its zone",
        [("record-outside-zone", f"{_ACME}.hostname")],
        customer(hostname="acme.test"),
        customer(hostname="acme.api.test"),
    ),
    (
        "a hostname that is an apex, as a CNAME",
        [("cname-at-apex", f"{_ACME}.hostname")],
        customer(hostname="api.test", endpoint_dns_name="vpce.test", endpoint_addresses=None)
        | {f"{_AT}.public_name.name": "www.api.test"},
        customer(hostname="x.api.test", endpoint_dns_name="vpce.test", endpoint_addresses=None),
    ),
    (
        "networks of a name that is answered alike everywhere",
        [("blocks-of-simple-name", f"{_ACME}.blocks")],
        customer(blocks=["192.0.2.0/24"], public={"routing": "simple"}),
        customer(blocks=["192.0.2.0/24"]),
    ),
    (
        "networks of an endpoint of which no address is told",
        [("blocks-without-addresses", f"{_ACME}.blocks")],
        customer(blocks=["192.0.2.0/24"], endpoint_addresses=None, endpoint_dns_name="vpce.test"),
        customer(hostname="x.api.test", endpoint_addresses=None, endpoint_dns_name="vpce.test"),
    ),
    (
        "a private address on the internet",
        [("fallback-not-public", f"{_AT}.public_name.addresses[0]")],
        customer(blocks=["192.0.2.0/24"], public={"addresses": ["10.0.0.1"]}),
        customer(blocks=["192.0.2.0/24"]),
    ),
    (
        "customers of a service without a public name",
        [("customers-without-public-name", f"{_AT}.customers")],
        {f"{_AT}.customers": customer(blocks=["192.0.2.0/24"])[f"{_AT}.customers"]},
        customer(blocks=["192.0.2.0/24"]),
    ),
    (
        "a network that is too small for a location",
        [("collection-block-size", f"{_ACME}.blocks[0]")],
        customer(blocks=["192.0.2.0/25"]),
        customer(blocks=["192.0.2.0/24"]),
    ),
]

CUSTOMER_WARNINGS: list[tuple[str, tuple[str, str], Wish, Wish]] = [
    (
        "an endpoint's address that clients take for a public one",
        ("endpoint-address-not-private", f"{_ACME}.endpoint_addresses[0]"),
        customer(blocks=["192.0.2.0/24"], endpoint_addresses=["203.0.113.20"]),
        customer(blocks=["192.0.2.0/24"]),
    ),
    (
        "a customer's networks by their private addresses",
        ("private-block-in-collection", f"{_ACME}.blocks[0]"),
        customer(blocks=["10.1.0.0/24"]),
        customer(blocks=["192.0.2.0/24"]),
    ),
]
