"""A service of VPC Lattice: its names, listeners, weighted routes, and who may call it.

Source: https://docs.aws.amazon.com/vpc-lattice/latest/ug/services.html
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from constructs_pkg.values.allowed_callers import AllowedCaller, Method
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.keyed import NONE_YET, Frozen, Keyed, StableKey
from constructs_pkg.values.late import Late
from constructs_pkg.values.lattice_targets import LatticeTargetGroup, Whole
from constructs_pkg.values.network import Network
from constructs_pkg.values.resource_id import CertificateArn
from constructs_pkg.values.service import Port
from constructs_pkg.values.service_network import Days, ServiceNetworkReference
from constructs_pkg.values.spec import Spec

Path = Annotated[str, Field(pattern=r"^/[a-zA-Z0-9@:%_+.~#?&/=-]*$")]


class WeightedTargets(Spec):
    """A share of the requests."""

    targets: StableKey
    """The key of a target group of the service."""

    weight: Whole = 1
    """Its weight among those of the same action, 0 to 999. Default: 1."""


class HeaderMatch(Spec):
    """What a header of the request must say: exactly one of the three."""

    exact: str | None = None
    """The whole value. Default: not asked."""

    prefix: str | None = None
    """What it begins with. Default: not asked."""

    contains: str | None = None
    """What stands in it. Default: not asked."""


Headers = Annotated[dict[str, HeaderMatch], AfterValidator(Frozen)]


class LatticeRule(Spec):
    """Requests that go another way than the others of a listener; all that is said of them must hold at once."""

    priority: Whole
    """1 to 2000; the lowest that matches decides. Each rule of a listener has its own."""

    path: Path | None = None
    """The whole path. Default: not asked."""

    path_prefix: Path | None = None
    """What the path begins with. Default: not asked."""

    method: Method | None = None
    """The method of HTTP. Default: not asked."""

    headers: Headers = NONE_YET
    """Headers by their names, at most five. Default: not asked."""

    forward: tuple[WeightedTargets, ...] = ()
    """Where such requests go, by weight. Default: nowhere; then `respond` is given."""

    respond: Literal[404, 500] | None = None
    """The code that is answered instead. Default: none."""


class LatticeListener(Spec):
    """A port of the service, and where its requests go."""

    protocol: Literal["HTTP", "HTTPS", "TLS_PASSTHROUGH"] = "HTTPS"
    """HTTP, HTTPS, or TLS_PASSTHROUGH, which decrypts nothing. Default: HTTPS. Changing it replaces the listener."""

    port: Port | None = None
    """Its port. Default: 80 for HTTP, else 443. Changing it replaces the listener."""

    forward: tuple[WeightedTargets, ...] = ()
    """Where requests go that no rule is about, by weight. Default: nowhere; then they are answered with 404."""

    rules: Keyed[LatticeRule] = NONE_YET
    """Requests that go another way, each rule under a key that never changes. Default: none."""

    @property
    def asked_port(self) -> int:
        """The port it listens on."""
        return self.port or (80 if self.protocol == "HTTP" else 443)


class LatticeServiceSpec(Spec):
    """A service of VPC Lattice."""

    network: Network
    """The VPC that its targets are in."""

    service_networks: Keyed[ServiceNetworkReference] = NONE_YET
    """The service networks it is in, each under a key that never changes. Default: none: nobody reaches it yet."""

    target_groups: Keyed[LatticeTargetGroup]
    """Its target groups, each under a key that never changes."""

    listeners: Keyed[LatticeListener]
    """Its listeners, each under a key that never changes."""

    custom_domain_name: DnsName | None = None
    """The name that clients call it by. Default: the one that VPC Lattice makes. Changing it replaces the service."""

    zone: PrivateZone | None = None
    """The private zone in which the custom domain name becomes an alias of the service. Default: none."""

    certificate_arn: Late | CertificateArn | None = None
    """The certificate of the custom domain name, in the service's own account and Region. Default: none."""

    idle_timeout_seconds: Whole | None = None
    """Seconds without data after which a connection is closed, 60 to 600. Default: 60. Every connection ends after ten
    minutes, and there is no time limit of a request beside these."""

    allowed: tuple[AllowedCaller, ...] = ()
    """Who may call it. Default: nobody."""

    open_because: str | None = None
    """Why whoever reaches it may call it, signed or not. Default: not open."""

    log_retention_days: Days | None = None
    """Days that access logs of its own are kept, in an encrypted log group. Default: not logged here; those of its
    service network tell of it as well."""
