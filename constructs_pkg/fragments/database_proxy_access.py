"""Who reaches an RDS Proxy: its security group, its way in to the database, and the role that its clients take."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, Json, attribute, concatenated, resource
from constructs_pkg.fragments.function import INLINE_POLICY
from constructs_pkg.fragments.security_group import cidr_rule, security_group
from constructs_pkg.values.database_proxy import DatabaseProxySpec
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import Region
from constructs_pkg.values.principal import principal_arns

PROXY = "DatabaseProxy"
SECURITY_GROUP = f"{PROXY}SecurityGroup"
CLIENT_ROLE = f"{PROXY}ClientRole"


def client_endpoint(spec: DatabaseProxySpec) -> Json:
    """Return the ARN by which IAM lets a client sign in to the proxy: it takes the proxy's resource id, not its name.

    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
    """
    parts = {"Fn::Split": [":", attribute(PROXY, "DBProxyArn")]}
    partition, region = ({"Fn::Select": [place, parts]} for place in (1, 3))
    account, proxy_id = ({"Fn::Select": [place, parts]} for place in (4, 6))
    return concatenated("arn:", partition, ":rds-db:", region, ":", account, ":dbuser:", proxy_id, f"/{spec.user_name}")


def proxy_group_fragment(
    spec: DatabaseProxySpec,
    network: Network,
    *,
    name: str,
    client_groups: tuple[Json, ...] = (),
    client_blocks: tuple[Json, ...] = (),
) -> Fragment:
    """Return the security group of the proxy `spec`, and its way into the database's group where that is given.

    Args:
        spec: The proxy.
        network: Where it stands.
        name: Shown in tags.
        client_groups: Security groups whose members may connect to it.
        client_blocks: Blocks from which clients may connect to it.
    """
    listened, port = spec.engine_family.port, spec.port
    inward = [
        *({**_ports(listened, "From clients"), "SourceSecurityGroupId": group} for group in client_groups),
        *(cidr_rule("tcp", listened, listened, block, "From clients") for block in client_blocks),
    ]
    database = spec.database_security_group_id
    if database is None:
        assert network.cidr is not None
        outward = cidr_rule("tcp", port, port, network.cidr, "To the database")
    else:
        outward = {**_ports(port, "To the database"), "DestinationSecurityGroupId": database}
    group = security_group(
        description="Traffic of an RDS Proxy", name=name, vpc_id=network.vpc_id, ingress=inward, egress=[outward]
    )
    return Fragment({SECURITY_GROUP: group, **_way_in(spec)})


def _ports(port: int, description: str) -> dict[str, Json]:
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "Description": description}


def _way_in(spec: DatabaseProxySpec) -> dict[str, Json]:
    if spec.database_security_group_id is None:
        return {}
    return {
        f"{PROXY}WayIn": resource(
            "AWS::EC2::SecurityGroupIngress",
            {
                "GroupId": spec.database_security_group_id,
                **_ports(spec.port, f"From RDS Proxy {spec.name}"),
                "SourceSecurityGroupId": attribute(SECURITY_GROUP, "GroupId"),
            },
        )
    }


def client_role_fragment(spec: DatabaseProxySpec, region: Region) -> Fragment:
    """Return the role by which clients of the proxy `spec` sign in; nothing where there are none."""
    if not spec.client_principals:
        return Fragment({})
    trust = {
        "Effect": "Allow",
        "Principal": {"AWS": principal_arns(spec.client_principals, region.partition)},
        "Action": "sts:AssumeRole",
    }
    connect = {"Effect": "Allow", "Action": "rds-db:connect", "Resource": client_endpoint(spec)}
    role = resource(
        "AWS::IAM::Role",
        {
            "Description": f"Signs in to RDS Proxy {spec.name} as {spec.user_name}",
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
            "Policies": [
                {"PolicyName": "Connect", "PolicyDocument": {"Version": "2012-10-17", "Statement": [connect]}}
            ],
        },
    )
    return Fragment({CLIENT_ROLE: role}, acknowledgements={CLIENT_ROLE: (INLINE_POLICY,)})
