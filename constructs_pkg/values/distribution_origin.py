"""Where a CloudFront distribution gets what its cache has not: its origins."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Tag

from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.handed_over import HandedOver, given_as
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.resource_id import BucketName, ResourceId
from constructs_pkg.values.spec import Spec, one_of

Number = Annotated[int, Field(strict=True)]


class OriginLoadBalancerArn(ResourceId):
    """The ARN of a load balancer that can be a VPC origin: a Network or an Application Load Balancer.

    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
    """

    __slots__ = ()
    pattern = (
        r"^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:"
        r"loadbalancer/(net|app)/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}$"
    )
    example = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/name/0123456789abcdef"

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the ARN as given."""
        if ":loadbalancer/gwy/" in value:
            limit = "is a Gateway Load Balancer, which is no VPC origin"
            raise Refused("origin-of-gateway", value, limit, "name a Network or an Application Load Balancer")
        return super().normal(value)


class VpcOriginId(ResourceId):
    """The id of a VPC origin of CloudFront."""

    __slots__ = ()
    pattern, example = r"^vo_[A-Za-z0-9]{1,64}$", "vo_AbCdEfGhIjKlMnOpQrStUv"


HandedArn = Annotated[
    Annotated[Late, Tag("<late>")]
    | Annotated[HandedOver, Tag("<parameter>")]
    | Annotated[OriginLoadBalancerArn, Tag("<literal>")],
    one_of(given_as),
]
HandedName = Annotated[
    Annotated[Late, Tag("<late>")] | Annotated[HandedOver, Tag("<parameter>")] | Annotated[DnsName, Tag("<literal>")],
    one_of(given_as),
]
HandedVpcOrigin = Annotated[
    Annotated[Late, Tag("<late>")]
    | Annotated[HandedOver, Tag("<parameter>")]
    | Annotated[VpcOriginId, Tag("<literal>")],
    one_of(given_as),
]


class CustomHeader(Spec):
    """A header that CloudFront adds to every request to an origin."""

    name: Annotated[str, Field(pattern=r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")]
    """Its name."""

    value: Late | Annotated[str, Field(min_length=1)]
    """Its value. A template shows it: a secret comes from outside, such as by a dynamic reference."""


class Origin(Spec):
    """What origins of every kind have.

    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
    """

    origin_path: Annotated[str, Field(pattern=r"^/[^\s]*[^\s/]$")] | None = None
    """A path that CloudFront puts before each request's, with a slash before and none behind. Default: none."""

    custom_headers: tuple[CustomHeader, ...] = ()
    """Headers that CloudFront adds to each request. Default: none."""

    connection_attempts: Number = 3
    """How often CloudFront tries to connect, 1 to 3. Default: 3."""

    connection_timeout: Number = 10
    """Seconds until an attempt to connect has failed, 1 to 10. Default: 10."""


class ExistingBucket(Spec):
    """An S3 bucket that exists."""

    name: Late | BucketName
    """Its name."""

    region: Late | Region
    """Its Region."""


class S3Origin(Origin):
    """A bucket that answers signed requests of this distribution (origin access control) and no others."""

    kind: Literal["s3"] = "s3"

    bucket: ExistingBucket | None = None
    """A bucket that exists; its owner adds the statement that the distribution shows. Default: a bucket is made,
    private, encrypted, versioned and kept."""


class _Server(Origin):
    """An origin that speaks HTTP itself."""

    protocol: Literal["https-only", "http-only", "match-viewer"] = "https-only"
    """What CloudFront speaks to it: https-only, http-only or match-viewer. Default: https-only, with TLS 1.2."""

    http_port: Number = 80
    """Its port for HTTP, 80, 443 or 1024 to 65535. Default: 80."""

    https_port: Number = 443
    """Its port for HTTPS, 80, 443 or 1024 to 65535. Default: 443."""

    read_timeout: Number = 30
    """Seconds that CloudFront waits for a response, 1 to 120. Default: 30."""

    keepalive_timeout: Number = 5
    """Seconds that an idle connection is kept, 1 to 120. Default: 5."""


class LoadBalancerOrigin(_Server):
    """An internal load balancer that CloudFront reaches inside its VPC, without the internet (VPC origin).

    Its VPC has an internet gateway, to which no route needs to lead. It has a security group, which lets CloudFront in:
    by the managed prefix list ``com.amazonaws.global.cloudfront.origin-facing`` of its Region. A Network Load Balancer
    has neither a TLS listener nor IPv6 addresses.
    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
    """

    kind: Literal["load-balancer"] = "load-balancer"

    load_balancer_arn: HandedArn | None = None
    """The Network or Application Load Balancer, of the distribution's own account: literal, or handed over by
    ``{stack_parameter: Name}`` or ``{ssm_parameter: /path}``. Default: none; then `vpc_origin_id` is needed."""

    vpc_origin_id: HandedVpcOrigin | None = None
    """A VPC origin that exists, such as one that another account shares. Default: one is made."""

    owner_account: AccountId | None = None
    """The account that shares `vpc_origin_id`. Default: the distribution's own."""

    domain_name: HandedName
    """The load balancer's DNS name, or a name that the certificate behind it covers: CloudFront asks for it in TLS."""


class CustomOrigin(_Server):
    """Any server that the internet reaches by a name."""

    kind: Literal["custom"] = "custom"

    domain_name: HandedName
    """Its name, not one of the distribution's own."""

    ip_address_type: Literal["ipv4", "dualstack", "ipv6"] = "ipv4"
    """How CloudFront connects to it: ipv4, ipv6 or dualstack. Default: ipv4."""


AnyOrigin = Annotated[S3Origin | LoadBalancerOrigin | CustomOrigin, Field(discriminator="kind")]


class OriginGroup(Spec):
    """Two origins of which the second gets what the first fails to answer, request by request; DNS has no part in it.

    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
    """

    primary: str
    """The key of the origin that is asked first."""

    secondary: str
    """The key of the origin that is asked next."""

    status_codes: Annotated[tuple[Number, ...], Field(min_length=1)] = (500, 502, 503, 504)
    """The statuses of the first that count as failure: of 400, 403, 404, 416, 429, 500, 502, 503 and 504. Default: 500,
    502, 503 and 504."""
