"""`Namespace`: names in AWS Cloud Map, and what answers for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_servicediscovery as servicediscovery
from constructs import Construct

from constructs_pkg.cdk_values import network_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.namespace import NAMESPACE, discovery_id, namespace_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import region_of
from constructs_pkg.values.late import Late
from constructs_pkg.values.namespace import DiscoveryService, NamespaceSpec
from constructs_pkg.values.namespace_rules import check_namespace
from constructs_pkg.values.network import Network


class Namespace(IncludedFragment):
    """A namespace of AWS Cloud Map: private, with a private zone on a VPC; public, with a public zone; or HTTP.

    Makes the namespace, its services, and the instances that are known when the template is written. Others, such as
    Amazon ECS, register instances at run time.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        type: str | None = None,
        vpc: ec2.IVpc | Network | None = None,
        negative_ttl: int | None = None,
        services: Mapping[str, DiscoveryService | Mapping[str, Any]] | None = None,
        display_name: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Make the namespace.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id begins with it.
            name: Its name. A private or public one is the name of a zone, which no zone of the VPC may have.
            type: ``private``, ``public`` or ``http``. Default: private.
            vpc: The VPC of a private namespace. Default: none.
            negative_ttl: Seconds that resolvers may keep the answer that a name does not exist. Default: AWS's own.
            services: Its services, by keys that never change. Default: none.
            display_name: Shown in tags. Default: `construct_id`.
            outputs: Whether the stack shows its ARN as an output. Default: no.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(vpc_id="vpc")
        place = door.take("region", region_of, scope, region)
        network = None if vpc is None else door.take("vpc", network_of, vpc)
        spec = door.parse(
            NamespaceSpec,
            {
                "name": name,
                "type": type,
                "vpc_id": network.vpc_id if network is not None else None,
                "negative_ttl": negative_ttl,
                "services": services,
            },
        )
        warnings = door.refuse(check_namespace(spec, place))
        fragment = namespace_fragment(spec, name=display_name or construct_id, outputs=outputs)
        super().__init__(scope, construct_id, fragment, warnings)
        self._name, self._type = spec.name, spec.type
        self._handle: servicediscovery.INamespace | None = None

    @property
    def namespace_id(self) -> str:
        """The namespace's id."""
        return self._attribute(NAMESPACE, "Id")

    @property
    def namespace_arn(self) -> str:
        """What ECS Service Connect is given."""
        return self._attribute(NAMESPACE, "Arn")

    @property
    def hosted_zone_id(self) -> str | None:
        """The id of its zone, for further records; None for an HTTP namespace."""
        return None if self._type == "http" else self._attribute(NAMESPACE, "HostedZoneId")

    @property
    def namespace(self) -> servicediscovery.INamespace:
        """The namespace as the CDK knows it."""
        if self._handle is None:
            given = {
                "namespace_name": self._name,
                "namespace_id": self.namespace_id,
                "namespace_arn": self.namespace_arn,
            }
            if self._type == "private":
                self._handle = servicediscovery.PrivateDnsNamespace.from_private_dns_namespace_attributes(
                    self, "NamespaceHandle", **given
                )
            elif self._type == "public":
                self._handle = servicediscovery.PublicDnsNamespace.from_public_dns_namespace_attributes(
                    self, "NamespaceHandle", **given
                )
            else:
                self._handle = servicediscovery.HttpNamespace.from_http_namespace_attributes(
                    self, "NamespaceHandle", **given
                )
        return self._handle

    def service_arn(self, key: str) -> str:
        """Return the ARN of the service `key`, which an ECS service registers its tasks with."""
        return self._attribute(discovery_id(key), "Arn")

    def given(self, part: str) -> Late:
        """Return its ARN, or that of the service `part`."""
        return Late(self.service_arn(part) if part else self.namespace_arn)
