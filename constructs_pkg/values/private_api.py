"""A private REST API's own domain name, and the endpoints that may use it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, Tag

from constructs_pkg.values.common_rules import other_account, other_partition, other_region, repeated
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.handed_over import HandedOver, given_as
from constructs_pkg.values.keyed import NONE_YET, Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.principal import EVERYONE, Principal
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import CertificateArn, VpcEndpointId
from constructs_pkg.values.spec import Spec, one_of

RestApiId = Annotated[
    Annotated[Late, Tag("<late>")]
    | Annotated[HandedOver, Tag("<parameter>")]
    | Annotated[str, Field(pattern=r"^[a-z0-9]{1,32}$"), Tag("<literal>")],
    one_of(given_as),
]


class PrivateApiDomainSpec(Spec):
    """A custom domain name that leads to a private REST API from chosen interface endpoints, and from nowhere else.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains.html
    """

    domain_name: DnsName
    """The name. It answers nowhere by itself: give each endpoint the same name in a private zone."""

    certificate_arn: Late | CertificateArn
    """A certificate of ACM that covers the name, in its own Region and account."""

    rest_api_id: RestApiId
    """The private REST API: its id, or ``{ssm_parameter: /path}`` or ``{stack_parameter: Name}`` that holds it."""

    stage: Late | Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,128}$")]
    """The API's stage that answers."""

    base_path: Annotated[str, Field(pattern=r"^[A-Za-z0-9$_.+!*'()/-]{1,300}$")] | None = None
    """The path below which it answers. Default: the root."""

    endpoint_ids: Keyed[Late | VpcEndpointId] = NONE_YET
    """Interface endpoints to execute-api of the same account that may call it, each under a key that never changes.
    Default: none."""

    endpoint_ids_elsewhere: tuple[Late | VpcEndpointId, ...] = ()
    """Interface endpoints of other accounts that may call it, in the same Region; those accounts associate them.
    Default: none."""

    shared_with: tuple[Late | Principal, ...] = ()
    """Accounts, users or roles that may associate endpoints of theirs with the name, by AWS Resource Access Manager.
    Default: nobody."""

    outside_organization: Flag = False
    """Whether principals outside the account's organization are among them. Default: no; then AWS refuses them."""

    @property
    def stack_parameter(self) -> str | None:
        """The name of the stack parameter that the API's id is given by, if it is."""
        return self.rest_api_id.stack_parameter if isinstance(self.rest_api_id, HandedOver) else None


def check_private_api_domain(
    spec: PrivateApiDomainSpec, region: Region, account: Late | AccountId
) -> Iterable[Problem]:
    """Yield the problems of `spec` in `region` of `account`."""
    yield from _endpoints(spec)
    yield from _shared(spec, region)
    if isinstance(spec.certificate_arn, CertificateArn):
        yield from other_region("certificate-in-other-region", "certificate_arn", spec.certificate_arn, region)
        yield from other_account("certificate-in-other-account", "certificate_arn", spec.certificate_arn, account)


def _endpoints(spec: PrivateApiDomainSpec) -> Iterable[Problem]:
    if not spec.endpoint_ids and not spec.endpoint_ids_elsewhere:
        fix = "name the endpoints that may call it"
        yield Problem("api-without-endpoints", "endpoint_ids", "", "is empty: nobody could call the API", fix)
    given = [
        *((f"endpoint_ids.{key}", endpoint) for key, endpoint in spec.endpoint_ids.items()),
        *((f"endpoint_ids_elsewhere[{place}]", one) for place, one in enumerate(spec.endpoint_ids_elsewhere)),
    ]
    seen: dict[object, str] = {}
    for path, endpoint in given:
        first = seen.setdefault(endpoint, path)
        if first != path:
            yield Problem("duplicate-endpoint", path, str(endpoint), f"is also {first}", "name each endpoint once")


def _shared(spec: PrivateApiDomainSpec, region: Region) -> Iterable[Problem]:
    for place, principal in enumerate(spec.shared_with):
        path = f"shared_with[{place}]"
        if principal == EVERYONE:
            limit = "is nobody that AWS Resource Access Manager shares with"
            yield Problem("shared-with-everyone", path, EVERYONE, limit, "name accounts, users or roles")
        elif isinstance(principal, Principal):
            yield from other_partition(path, principal, principal.partition, region)
    for place, first in repeated(spec.shared_with):
        path, limit = f"shared_with[{place}]", f"is the same as shared_with[{first}]"
        yield Problem("duplicate-principal", path, str(spec.shared_with[place]), limit, "name each one once")
    if spec.outside_organization and not spec.shared_with:
        limit = "is given, and nobody is in shared_with"
        yield Problem("outside-without-principals", "outside_organization", "true", limit, "leave it out")
