"""A private REST API's own domain name, and the endpoints that may use it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from constructs_pkg.values.common_rules import other_account, other_region
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.keyed import Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import CertificateArn, VpcEndpointId
from constructs_pkg.values.spec import Spec


class PrivateApiDomainSpec(Spec):
    """A custom domain name that leads to a private REST API from chosen interface endpoints, and from nowhere else.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains.html
    """

    domain_name: DnsName
    """The name. It answers nowhere by itself: give each endpoint the same name in a private zone."""

    certificate_arn: Late | CertificateArn
    """A certificate of ACM that covers the name, in its own Region and account."""

    rest_api_id: Late | Annotated[str, Field(pattern=r"^[a-z0-9]{1,32}$")]
    """The private REST API."""

    stage: Late | Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,128}$")]
    """The API's stage that answers."""

    base_path: Annotated[str, Field(pattern=r"^[A-Za-z0-9$_.+!*'()/-]{1,300}$")] | None = None
    """The path below which it answers. Default: the root."""

    endpoint_ids: Keyed[Late | VpcEndpointId]
    """Interface endpoints to execute-api that may call it, each under a key that never changes."""


def check_private_api_domain(
    spec: PrivateApiDomainSpec, region: Region, account: Late | AccountId
) -> Iterable[Problem]:
    """Yield the problems of `spec` in `region` of `account`."""
    if not spec.endpoint_ids:
        fix = "name the endpoints that may call it"
        yield Problem("api-without-endpoints", "endpoint_ids", "", "is empty: nobody could call the API", fix)
    seen: dict[object, str] = {}
    for key, endpoint in spec.endpoint_ids.items():
        path = f"endpoint_ids.{key}"
        first = seen.setdefault(endpoint, path)
        if first != path:
            yield Problem("duplicate-endpoint", path, str(endpoint), f"is also {first}", "name each endpoint once")
    if isinstance(spec.certificate_arn, CertificateArn):
        yield from other_region("certificate-in-other-region", "certificate_arn", spec.certificate_arn, region)
        yield from other_account("certificate-in-other-account", "certificate_arn", spec.certificate_arn, account)
