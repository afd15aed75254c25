"""The private DNS name of an endpoint service, and how its domain is verified.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
"""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import HostedZoneId
from constructs_pkg.values.role import RoleArn
from constructs_pkg.values.spec import Spec


class PrivateDnsName(Spec):
    """A name that consumers with private DNS find a service under, once its domain is verified."""

    name: DnsName
    """The name, such as api.example.com; ``*`` as the first label takes every name of one more label."""

    zone_id: Late | HostedZoneId | None = None
    """The public hosted zone that the TXT record goes into, by which AWS verifies the domain; the deployment waits
    until it is verified. Default: the domain is held elsewhere: outputs tell the record, and nothing waits."""

    zone_role_arn: Late | RoleArn | None = None
    """A role of the zone's account that may change records of the zone, where that is another account. Default: the
    zone is in the service's own account."""

    @property
    def domain(self) -> DnsName:
        """The domain that is verified: the name without its wildcard."""
        return domain_of(self.name)


def domain_of(name: DnsName) -> DnsName:
    """Return the domain of a private DNS name, which its TXT record is in and its consumers get a zone of."""
    return DnsName(name.removeprefix("*.")) if name != "*" else name


def check_private_dns_name(wish: PrivateDnsName | None, region: Region) -> Iterable[Problem]:
    """Yield the problems of the private DNS name of a service in `region`."""
    if wish is None:
        return
    if len(wish.domain.labels) < 2:
        limit = "is in no domain that can be verified"
        fix = "use a name below a domain of yours, such as api.example.com"
        yield Problem("private-dns-name-without-domain", "private_dns_name.name", wish.name, limit, fix)
    if wish.zone_role_arn is not None and wish.zone_id is None:
        limit = "is given, and there is no zone to use it on"
        fix = "give zone_id, or leave the role out"
        yield Problem("zone-role-without-zone", "private_dns_name.zone_role_arn", str(wish.zone_role_arn), limit, fix)
    if isinstance(wish.zone_role_arn, RoleArn) and wish.zone_role_arn.split(":")[1] != region.partition:
        limit = f"is in another partition than {region}"
        fix = "hold the zone in the service's partition, or leave zone_id out and make the record yourself"
        yield Problem("zone-role-in-other-partition", "private_dns_name.zone_role_arn", wish.zone_role_arn, limit, fix)
