"""What the stack of an endpoint shows for the DNS servers of networks on premises, in the words of those servers.

Forwarding is tried first and not only: a server whose forwarders are silent, since the link to the VPC is cut, then
asks public DNS itself. Sources: ``forward`` in https://bind9.readthedocs.io/en/latest/reference.html and
``forward-first`` in https://nlnetlabs.nl/documentation/unbound/unbound.conf/. A record stands in a response policy
zone, which decides about single names: the names are apexes of domains, where no zone can have a CNAME (RFC 1034
section 3.6.2).
Source: https://datatracker.ietf.org/doc/html/draft-vixie-dnsop-dns-rpz-00
"""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Json, concatenated
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.late import Late
from constructs_pkg.values.on_premises import OnPremisesName

_TTL = 60


def on_premises_outputs(names: tuple[OnPremisesName, ...], dns_name: Late | DnsName) -> dict[str, Json]:
    """Return what servers on premises are given for each of `names` of the endpoint called `dns_name`."""
    return {key: value for one in names for key, value in _of_name(one, dns_name).items()}


def _of_name(one: OnPremisesName, dns_name: Late | DnsName) -> dict[str, Json]:
    if not one.forward_to:
        what = f"For a response policy zone on premises: {one.name} leads to the endpoint"
        return {
            f"OnPremisesRecord {one.name}": _output(what, concatenated(f"{one.name} {_TTL} IN CNAME ", dns_name, "."))
        }
    what = f"on premises: {one.name} is asked of the VPC, or else of public DNS"
    return {
        f"OnPremisesBind {one.name}": _output(f"For named.conf {what}", bind_forwarding(one)),
        f"OnPremisesUnbound {one.name}": _output(f"For unbound.conf {what}", unbound_forwarding(one)),
    }


def bind_forwarding(one: OnPremisesName) -> str:
    """Return the statement by which BIND forwards the name."""
    servers = " ".join(f"{address};" for address in one.forward_to)
    return f'zone "{one.name}" {{ type forward; forward first; forwarders {{ {servers} }}; }};'


def unbound_forwarding(one: OnPremisesName) -> str:
    """Return the clause by which Unbound forwards the name."""
    servers = [f"  forward-addr: {address}" for address in one.forward_to]
    return "\n".join(["forward-zone:", f'  name: "{one.name}"', *servers, "  forward-first: yes"])


def _output(what: str, value: Json) -> Json:
    return {"Description": what, "Value": value}
