"""Resource configurations of VPC Lattice, which resource endpoints are to.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-vpclattice-resourceconfiguration.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from constructs_pkg.audit.reading import Reading
from constructs_pkg.audit.services import published_values
from constructs_pkg.audit.value import Resource, Value


@dataclass(frozen=True)
class SharedHostFact:
    """A resource configuration made in the assembly.

    Attributes:
        published: Where its template writes its ARN: Systems Manager parameters of its account and Region.
        custom_domain_name: The name that consumers may have answered, None where it has none.
        verification: The verification of that name, None where it names none.
    """

    id: Resource
    account: str | None
    region: str | None
    published: tuple[str, ...] = ()
    custom_domain_name: Value | None = None
    verification: Value | None = None


def read_shared_hosts(reading: Reading) -> Iterator[SharedHostFact]:
    """Yield the resource configurations of the assembly."""
    published = published_values(reading)
    for resource, host in reading.resources("AWS::VpcLattice::ResourceConfiguration"):
        yield SharedHostFact(
            id=resource,
            account=host.stack.account,
            region=host.stack.region,
            published=published.get(resource, ()),
            custom_domain_name=host.get("CustomDomainName"),
            verification=host.get("DomainVerificationId"),
        )
