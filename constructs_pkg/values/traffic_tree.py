"""Trees of routing policies: rules that lead to further rules, and to endpoints at their ends."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from constructs_pkg.values.dns import RecordName
from constructs_pkg.values.keyed import NONE_YET, Frozen
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.place import Region
from constructs_pkg.values.record import AliasTarget, RecordType
from constructs_pkg.values.resource_id import HealthCheckId
from constructs_pkg.values.spec import Spec

DEFAULT_TREE_TTL = 60

# An underscore before it makes it a label of a domain name, which has at most 63 octets.
TreeKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9]([A-Za-z0-9_-]{0,60}[A-Za-z0-9])?$")]
"""Letters, digits, inner hyphens and underscores, at most 62; upper and lower case are one."""

AwsEndpointType = Literal[
    "application-load-balancer",
    "cloudfront",
    "elastic-beanstalk",
    "elastic-load-balancer",
    "network-load-balancer",
    "s3-website",
]


class AwsEndpoint(Spec):
    """A resource of AWS as a traffic policy document names it; its alias needs no hosted zone id."""

    type: AwsEndpointType
    """The endpoint's type in a traffic policy document."""

    value: Late | str
    """Its DNS name; of an S3 website the bucket."""

    region: Region | None = None
    """Its Region. Default: as its name tells; an S3 website needs one."""


class TreeEndpoint(Spec):
    """What a tree answers with at one of its ends: one of the three."""

    values: tuple[Late | str, ...] = ()
    """Values in the zone-file form of the tree's type. Default: none."""

    alias: AliasTarget | None = None
    """The target of an alias record. Default: none."""

    aws: AwsEndpoint | None = None
    """A resource of AWS. Default: none."""


class Branch(TreeEndpoint):
    """Where one way of a rule leads: to an endpoint or a rule, written here or named."""

    endpoint: TreeKey | None = None
    """The key of one of the tree's endpoints. Default: none."""

    rule: TreeKey | None = None
    """The key of one of the tree's rules, which several branches may lead to. Default: none."""

    tree: Rule | None = None
    """A rule of its own. Default: none."""

    health_check_id: Late | HealthCheckId | None = None
    """The health check that decides whether this way is taken. Default: none."""

    health_signal: TreeKey | None = None
    """The key of a health signal of the topology, in place of `health_check_id`. Default: none."""

    evaluate_target_health: Flag | None = None
    """Whether this way is taken only while what it leads to is healthy. Default: yes for rules and for resources of
    AWS but CloudFront, which knows no such thing; of an alias what the alias says."""


class WeightedBranch(Branch):
    """A way that is taken in proportion to its weight."""

    weight: Annotated[int, Field(strict=True)]
    """0 to 255. 0 is never chosen unless every weight is 0, or all others are unhealthy."""


class LatencyBranch(Branch):
    """A way for queries that come from nearest a Region."""

    region: Region
    """The Region it stands for."""


class GeolocationBranch(Branch):
    """A way for queries from one place."""

    continent: Literal["AF", "AN", "AS", "EU", "NA", "OC", "SA"] | None = None
    """A continent. Default: none."""

    country: Annotated[str, Field(pattern=r"^([A-Z]{2}|\*)$")] | None = None
    """A two-letter country code (ISO 3166-1), or ``*`` for everywhere else. Default: none."""

    subdivision: Annotated[str, Field(pattern=r"^[A-Z0-9]{1,3}$")] | None = None
    """A state of the United States or an oblast of Ukraine. Default: none."""


class GeoproximityBranch(Branch):
    """A way for queries that come from near a Region."""

    region: Region
    """The Region it stands for."""

    bias: Annotated[int, Field(strict=True)] = 0
    """-99 to 99; a positive bias widens its area. Default: 0."""


_Branches = {"min_length": 1}


class WeightedRule(Spec):
    """Chooses by weight."""

    policy: Literal["weighted"] = "weighted"
    branches: Annotated[dict[TreeKey, WeightedBranch], Field(**_Branches), AfterValidator(Frozen)]
    """Its ways, each under a key that never changes: record sets are told apart by it."""


class LatencyRule(Spec):
    """Chooses by latency; in a private zone by the VPC's Region."""

    policy: Literal["latency"] = "latency"
    branches: Annotated[dict[TreeKey, LatencyBranch], Field(**_Branches), AfterValidator(Frozen)]
    """Its ways, each under a key that never changes: record sets are told apart by it."""


class FailoverRule(Spec):
    """Chooses the primary while it is healthy."""

    policy: Literal["failover"] = "failover"
    primary: Branch
    """The way that is taken while it is healthy; it needs a health signal."""
    secondary: Branch
    """The way that is taken otherwise."""


class GeolocationRule(Spec):
    """Chooses by where the query comes from; in a private zone by the VPC's Region."""

    policy: Literal["geolocation"] = "geolocation"
    branches: Annotated[dict[TreeKey, GeolocationBranch], Field(**_Branches), AfterValidator(Frozen)]
    """Its ways, each under a key that never changes: record sets are told apart by it."""


class GeoproximityRule(Spec):
    """Chooses by distance to a Region, shifted by a bias."""

    policy: Literal["geoproximity"] = "geoproximity"
    branches: Annotated[dict[TreeKey, GeoproximityBranch], Field(**_Branches), AfterValidator(Frozen)]
    """Its ways, each under a key that never changes: record sets are told apart by it."""


class MultivalueRule(Spec):
    """Answers with up to eight healthy values; its branches lead to values only."""

    policy: Literal["multivalue"] = "multivalue"
    branches: Annotated[dict[TreeKey, Branch], Field(**_Branches), AfterValidator(Frozen)]
    """Its ways, each under a key that never changes: record sets are told apart by it."""


Rule = Annotated[
    WeightedRule | LatencyRule | FailoverRule | GeolocationRule | GeoproximityRule | MultivalueRule,
    Field(discriminator="policy"),
]


class TrafficTreeSpec(Spec):
    """A tree of routing policies at one name, for one record type."""

    name: RecordName
    """Relative to the zone, fully qualified, or ``@`` for the apex."""

    type: RecordType
    """The record type of everything in the tree."""

    ttl: Annotated[int, Field(strict=True)] = DEFAULT_TREE_TTL
    """Seconds that resolvers may keep an answer, 0 to 2147483647. Default: 60."""

    tree: Rule | None = None
    """The rule that everything begins with. Default: the one that `start_rule` or `start_endpoint` names."""

    start_rule: TreeKey | None = None
    """The key of the rule that everything begins with. Default: `tree`."""

    start_endpoint: TreeKey | None = None
    """The key of the endpoint that always answers. Default: `tree`."""

    rules: Annotated[dict[TreeKey, Rule], AfterValidator(Frozen)] = NONE_YET
    """Rules that branches name, each under a key that never changes. Default: none."""

    endpoints: Annotated[dict[TreeKey, TreeEndpoint], AfterValidator(Frozen)] = NONE_YET
    """Endpoints that branches name. Default: none."""

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {key: value for key, value in given.items() if value is not None or key not in ("rules", "endpoints")}


for _model in (
    Branch,
    WeightedBranch,
    LatencyBranch,
    GeolocationBranch,
    GeoproximityBranch,
    WeightedRule,
    LatencyRule,
    FailoverRule,
    GeolocationRule,
    GeoproximityRule,
    MultivalueRule,
    TrafficTreeSpec,
):
    _model.model_rebuild()
