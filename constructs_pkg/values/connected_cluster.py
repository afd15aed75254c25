"""A cluster of ECS services that reach each other by ECS Service Connect, and only those that they name.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from constructs_pkg.values.consumer import Ingress
from constructs_pkg.values.keyed import NONE_YET, Frozen, Keyed, StableKey
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Count, Flag, Network
from constructs_pkg.values.resource_id import NamespaceArn
from constructs_pkg.values.retention import DEFAULT_RETENTION_DAYS
from constructs_pkg.values.service_connect import ConnectedPort
from constructs_pkg.values.spec import Spec

# image in https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
Image = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9/:@._-]{0,254}$")]
Environment = Annotated[dict[Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")], str], AfterValidator(Frozen)]
Whole = Annotated[int, Field(strict=True)]


class Egress(Ingress):
    """Traffic that a service may send beside its calls; source words of `Ingress` mean the destination."""


class ConnectedService(Spec):
    """A service of tasks on AWS Fargate."""

    image: Image
    """The image of its container."""

    ports: Keyed[ConnectedPort] = NONE_YET
    """The ports that others call, each under a key that never changes and names the port. Default: none."""

    calls: tuple[StableKey, ...] = ()
    """The services of the cluster that it calls, by key: nothing else in the cluster is reached. Default: none."""

    cpu: Whole = 256
    """CPU units of a task: 256, 512, 1024, 2048, 4096, 8192 or 16384. Default: 256."""

    memory: Whole = 512
    """MiB of a task, as Fargate allows for its CPU. Default: 512."""

    architecture: Literal["X86_64", "ARM64"] = "X86_64"
    """What its image is built for. Default: X86_64."""

    desired_count: Count = 1
    """How many tasks run. Default: 1."""

    environment: Environment = NONE_YET
    """Environment variables that anybody may read who may describe the task. Default: none."""

    ingress: tuple[Ingress, ...] = ()
    """Who reaches it beside those that call it. Default: nobody."""

    egress: tuple[Egress, ...] = ()
    """What it reaches beside those that it calls. Default: the VPC on 443, where interface endpoints are."""

    registers_as: Late | None = None
    """The ARN of a service of a namespace in whose DNS its tasks are found as well. Default: none."""

    writable_root: Flag = False
    """Whether the container may write to its own file system. Default: no."""


class ConnectedClusterSpec(Spec):
    """A cluster, and services in it that share a namespace."""

    network: Network
    """The network that tasks stand in."""

    tier: str | None = None
    """The tier of subnets they stand in. Default: every subnet of the network, which must be one tier."""

    availability_zones: tuple[str, ...] | None = None
    """Names or ids of the zones they stand in. Default: all of the tier's."""

    namespace_arn: Late | NamespaceArn
    """The namespace, of any type."""

    services: Keyed[ConnectedService] = NONE_YET
    """The services, each under a key that never changes. Default: none: others join the cluster."""

    access_logs: Literal["JSON", "TEXT"] | None = "JSON"
    """How proxies log each request. Default: JSON. None: not."""

    log_retention_days: Whole = DEFAULT_RETENTION_DAYS
    """Days that logs of tasks and proxies are kept, in an encrypted log group. Default: 365."""

    container_insights: Literal["enabled", "enhanced", "disabled"] = "enhanced"
    """How much CloudWatch measures of the tasks. Default: enhanced."""
