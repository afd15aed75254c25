"""A cluster of ECS services on AWS Fargate that reach each other by Service Connect, and only those that they name."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.fragments.connected_roles import execution_role, task_role
from constructs_pkg.fragments.fragment import (
    Acknowledgement,
    Fragment,
    Json,
    Resource,
    attribute,
    join,
    named,
    ref,
    resource,
)
from constructs_pkg.fragments.lattice_logs import log_group
from constructs_pkg.fragments.security_group import cidr_rule, ingress_rule, security_group
from constructs_pkg.fragments.service_connect import service_connect_configuration
from constructs_pkg.values.connected_cluster import ConnectedClusterSpec, ConnectedService, Egress
from constructs_pkg.values.connected_cluster_rules import in_circles
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.service_connect import ConnectedPort, ServiceConnectSpec

CLUSTER = "Resource"
LOG_GROUP = "LogGroup"


def part_id(part: str, key: str) -> str:
    """Return the id of a part (Service, Task, SecurityGroup, TaskRole, ExecutionRole) of the service `key`."""
    return f"{part} {key}"


def connected_cluster_fragment(
    spec: ConnectedClusterSpec, *, account: Late | AccountId, region: Region, name: str, outputs: bool = False
) -> Fragment:
    """Return the cluster `spec` in `region` of `account`; `name` is shown in tags, and `outputs` shows its name.

    Sources: the types' pages below
    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ECS.html
    """
    resources: dict[str, Resource] = {
        CLUSTER: resource(
            "AWS::ECS::Cluster",
            {
                "ClusterSettings": [{"Name": "containerInsights", "Value": spec.container_insights}],
                "ServiceConnectDefaults": {"Namespace": spec.namespace_arn},
                "Tags": named(name),
            },
        )
    }
    acknowledged: dict[str, tuple[Acknowledgement, ...]] = {}
    circle = in_circles(spec)
    for key, service in spec.services.items():
        execution, reasons = execution_role(service.image, attribute(LOG_GROUP, "Arn"), account, region)
        resources[part_id("ExecutionRole", key)] = execution
        acknowledged[part_id("ExecutionRole", key)] = reasons
        resources[part_id("TaskRole", key)] = task_role(account, region)
        resources[part_id("SecurityGroup", key)] = _group(spec, service, f"{name} {key}")
        resources[part_id("Task", key)] = _task(key, service, region, f"{name} {key}")
        resources[part_id("Service", key)] = _service(spec, key, service, region, f"{name} {key}", circle)
        resources.update(_calls(spec, key, service))
    shown = {"ClusterName": {"Description": "The cluster", "Value": ref(CLUSTER)}}
    return join(
        Fragment(resources, outputs=shown if outputs else {}, acknowledgements=acknowledged),
        log_group(spec.network, region, spec.log_retention_days, LOG_GROUP),
    )


def _logs(region: Region, stream: str) -> Json:
    options = {"awslogs-group": ref(LOG_GROUP), "awslogs-region": str(region), "awslogs-stream-prefix": stream}
    return {"LogDriver": "awslogs", "Options": options}


def _task(key: str, service: ConnectedService, region: Region, name: str) -> Resource:
    container = {
        "Name": key,
        "Image": service.image,
        "Essential": True,
        "ReadonlyRootFilesystem": not service.writable_root,
        "LogConfiguration": _logs(region, key),
        **({"PortMappings": [_port(each, port) for each, port in service.ports.items()]} if service.ports else {}),
        **(
            {"Environment": [{"Name": each, "Value": value} for each, value in service.environment.items()]}
            if service.environment
            else {}
        ),
    }
    return resource(
        "AWS::ECS::TaskDefinition",
        {
            "RequiresCompatibilities": ["FARGATE"],
            "NetworkMode": "awsvpc",
            "Cpu": str(service.cpu),
            "Memory": str(service.memory),
            "RuntimePlatform": {"CpuArchitecture": service.architecture, "OperatingSystemFamily": "LINUX"},
            "ExecutionRoleArn": attribute(part_id("ExecutionRole", key), "Arn"),
            "TaskRoleArn": attribute(part_id("TaskRole", key), "Arn"),
            "ContainerDefinitions": [container],
            "Tags": named(name),
        },
    )


def _port(key: str, port: ConnectedPort) -> Json:
    return {
        "Name": key,
        "ContainerPort": port.container_port,
        "Protocol": "tcp",
        **({"AppProtocol": port.protocol} if port.protocol != "tcp" else {}),
    }


def _service(
    spec: ConnectedClusterSpec, key: str, service: ConnectedService, region: Region, name: str, circle: frozenset[str]
) -> Resource:
    connect = ServiceConnectSpec(namespace_arn=spec.namespace_arn, ports=service.ports, access_logs=spec.access_logs)
    # A task knows the names that were there when it started: what it calls comes first.
    first = [part_id("Service", one) for one in sorted(service.calls) if key not in circle or one not in circle]
    subnets = [subnet.id for subnet in spec.network.choose(spec.tier, spec.availability_zones)]
    made = resource(
        "AWS::ECS::Service",
        {
            "Cluster": ref(CLUSTER),
            "TaskDefinition": ref(part_id("Task", key)),
            "LaunchType": "FARGATE",
            "DesiredCount": service.desired_count,
            "DeploymentConfiguration": {"DeploymentCircuitBreaker": {"Enable": True, "Rollback": True}},
            "NetworkConfiguration": {
                "AwsvpcConfiguration": {
                    "AssignPublicIp": "DISABLED",
                    "SecurityGroups": [attribute(part_id("SecurityGroup", key), "GroupId")],
                    "Subnets": subnets,
                }
            },
            "ServiceConnectConfiguration": service_connect_configuration(connect, _logs(region, f"{key}-proxy")),
            "ServiceRegistries": [{"RegistryArn": service.registers_as}] if service.registers_as is not None else None,
            "EnableECSManagedTags": True,
            "PropagateTags": "SERVICE",
            "Tags": named(name),
        },
    )
    return {**made, **({"DependsOn": first} if first else {})}


def _group(spec: ConnectedClusterSpec, service: ConnectedService, name: str) -> Resource:
    block = spec.network.cidr
    default = [cidr_rule("tcp", 443, 443, block, "To endpoints of AWS services")] if block is not None else []
    return security_group(
        description="Tasks of a service that others of its namespace call",
        name=name,
        vpc_id=spec.network.vpc_id,
        ingress=[ingress_rule(asked) for asked in service.ingress],
        egress=[egress_rule(asked) for asked in service.egress] if service.egress else default,
    )


def egress_rule(asked: Egress) -> Json:
    """Return the outbound rule for `asked`."""
    renamed = {"SourceSecurityGroupId": "DestinationSecurityGroupId", "SourcePrefixListId": "DestinationPrefixListId"}
    return {renamed.get(key, key): value for key, value in ingress_rule(asked).items()}


def _calls(spec: ConnectedClusterSpec, key: str, service: ConnectedService) -> Iterator[tuple[str, Resource]]:
    """Yield the rules by which a service reaches those that it calls; apart, so that two may call each other."""
    for called in service.calls:
        for name, port in spec.services[called].ports.items():
            rule = {"IpProtocol": "tcp", "FromPort": port.proxy_port, "ToPort": port.proxy_port}
            caller, callee = (attribute(part_id("SecurityGroup", one), "GroupId") for one in (key, called))
            yield (
                f"Call {key} {called} {name}",
                resource(
                    "AWS::EC2::SecurityGroupEgress",
                    {**rule, "GroupId": caller, "DestinationSecurityGroupId": callee, "Description": f"To {called}"},
                ),
            )
            yield (
                f"Called {called} {name} {key}",
                resource(
                    "AWS::EC2::SecurityGroupIngress",
                    {**rule, "GroupId": callee, "SourceSecurityGroupId": caller, "Description": f"From {key}"},
                ),
            )
