"""An RDS Proxy: its secret, role, security group, log and endpoints, and the role that its clients take."""

from __future__ import annotations

from constructs_pkg.fragments.encryption import LOG_KEY
from constructs_pkg.fragments.fragment import (
    Acknowledgement,
    Fragment,
    Json,
    attribute,
    concatenated,
    join,
    kept,
    named,
    ref,
    resource,
)
from constructs_pkg.fragments.function import INLINE_POLICY, RETENTION_DAYS, service_role
from constructs_pkg.fragments.security_group import cidr_rule, security_group
from constructs_pkg.values.database_proxy import ConnectionPool, DatabaseProxySpec
from constructs_pkg.values.late import pseudo_parameter
from constructs_pkg.values.network import Network, Subnet
from constructs_pkg.values.place import Region
from constructs_pkg.values.principal import principal_arns

PROXY = "DatabaseProxy"
READER = f"{PROXY}Reader"
SECURITY_GROUP = f"{PROXY}SecurityGroup"
SECRET = f"{PROXY}Secret"
CLIENT_ROLE = f"{PROXY}ClientRole"

_ACCOUNT = pseudo_parameter("AWS::AccountId")
_PASSWORD_LENGTH = 32
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints for passwords.
_NOT_IN_PASSWORDS = "\"'/@\\ "

_ROTATION = "Rotation needs a function that reaches the database; the proxy reads a rotated secret anew."
_SECRET_REASONS = (
    Acknowledgement("AwsSolutions-SMG4", _ROTATION),
    Acknowledgement("NIST.800.53.R5-SecretsManagerRotationEnabled", _ROTATION),
)


def database_proxy_fragment(
    spec: DatabaseProxySpec,
    network: Network,
    *,
    region: Region,
    name: str,
    client_groups: tuple[Json, ...] = (),
    client_blocks: tuple[Json, ...] = (),
    log_key_arn: Json = None,
    outputs: bool = False,
) -> Fragment:
    """Return the proxy `spec` in `network` of `region`.

    Args:
        spec: The proxy.
        network: Where it stands.
        region: The Region.
        name: Shown in tags.
        client_groups: Security groups whose members may connect to it.
        client_blocks: Blocks from which clients may connect to it.
        log_key_arn: The KMS key that encrypts its log. Default: the fragment's own (`log_key_fragment`).
        outputs: Whether the stack shows the secret and the role of the clients.
    """
    subnets = network.choose(spec.tier, spec.availability_zones)
    return join(
        _secret(spec, region) if spec.secret_arn is None else Fragment({}),
        Fragment({SECURITY_GROUP: _security_group(spec, network, name, client_groups, client_blocks)}),
        Fragment(_way_in(spec)),
        _proxy(spec, subnets, region, name, log_key_arn),
        _client_role(spec, region),
        Fragment({}, outputs=_outputs(spec) if outputs else {}),
    )


def client_endpoint(spec: DatabaseProxySpec) -> Json:
    """Return the ARN by which IAM lets a client sign in to the proxy: it takes the proxy's resource id, not its name.

    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
    """
    parts = {"Fn::Split": [":", attribute(PROXY, "DBProxyArn")]}
    partition, region = ({"Fn::Select": [place, parts]} for place in (1, 3))
    account, proxy_id = ({"Fn::Select": [place, parts]} for place in (4, 6))
    return concatenated("arn:", partition, ":rds-db:", region, ":", account, ":dbuser:", proxy_id, f"/{spec.user_name}")


def _secret(spec: DatabaseProxySpec, region: Region) -> Fragment:
    own_key = f"{SECRET}Key"
    secret = kept(
        "AWS::SecretsManager::Secret",
        {
            "Description": f"What the RDS Proxy {spec.name} signs in to the database with",
            "KmsKeyId": spec.secret_key_arn or attribute(own_key, "Arn"),
            "GenerateSecretString": {
                "SecretStringTemplate": f'{{"username":"{spec.user_name}"}}',
                "GenerateStringKey": "password",
                "PasswordLength": _PASSWORD_LENGTH,
                "ExcludeCharacters": _NOT_IN_PASSWORDS,
            },
        },
    )
    made = {SECRET: secret}
    if spec.secret_key_arn is None:
        made[own_key] = _key(region)
    return Fragment(made, acknowledgements={SECRET: _SECRET_REASONS})


def _key(region: Region) -> Json:
    statement = {
        "Sid": "AccountGoverns",
        "Effect": "Allow",
        "Principal": {"AWS": concatenated(f"arn:{region.partition}:iam::", _ACCOUNT, ":root")},
        "Action": "kms:*",
        "Resource": "*",
    }
    return kept(
        "AWS::KMS::Key",
        {
            "Description": "Encrypts the secret of an RDS Proxy",
            "EnableKeyRotation": True,
            "KeyPolicy": {"Version": "2012-10-17", "Statement": [statement]},
        },
    )


def _role(spec: DatabaseProxySpec, secret_arn: Json, region: Region) -> Json:
    """Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-iam-setup.html."""
    key = spec.secret_key_arn or (attribute(f"{SECRET}Key", "Arn") if spec.secret_arn is None else None)
    statements = [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": secret_arn}]
    if key is not None:
        via = concatenated(f"secretsmanager.{region}.", pseudo_parameter("AWS::URLSuffix"))
        statements.append(
            {
                "Effect": "Allow",
                "Action": "kms:Decrypt",
                "Resource": key,
                "Condition": {"StringEquals": {"kms:ViaService": via}},
            }
        )
    return service_role("rds.amazonaws.com", PROXY, statements)


def _proxy(
    spec: DatabaseProxySpec, subnets: tuple[Subnet, ...], region: Region, name: str, log_key_arn: Json
) -> Fragment:
    role, log_group = f"{PROXY}Role", f"{PROXY}LogGroup"
    secret_arn = spec.secret_arn or attribute(SECRET, "Id")
    placed = {
        "VpcSubnetIds": [subnet.id for subnet in subnets],
        "VpcSecurityGroupIds": [attribute(SECURITY_GROUP, "GroupId")],
        "Tags": named(name),
    }
    made = {
        role: _role(spec, secret_arn, region),
        # RDS writes to the group of this name, and makes it itself where it is missing.
        # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.troubleshooting.html
        log_group: resource(
            "AWS::Logs::LogGroup",
            {
                "LogGroupName": f"/aws/rds/proxy/{spec.name}",
                "KmsKeyId": log_key_arn or attribute(LOG_KEY, "Arn"),
                "RetentionInDays": RETENTION_DAYS,
            },
            # A first deployment that fails leaves no group behind, whose name would be in the way of the second.
            DeletionPolicy="RetainExceptOnCreate",
            UpdateReplacePolicy="Retain",
        ),
        PROXY: resource(
            "AWS::RDS::DBProxy",
            {
                "DBProxyName": spec.name,
                "EngineFamily": str(spec.engine_family),
                "RequireTLS": True,
                "Auth": [{"AuthScheme": "SECRETS", "IAMAuth": "REQUIRED", "SecretArn": secret_arn}],
                "RoleArn": attribute(role, "Arn"),
                "IdleClientTimeout": spec.idle_client_timeout,
                "DebugLogging": spec.debug_logging,
                **placed,
            },
            DependsOn=[log_group],
        ),
        f"{PROXY}Targets": _targets(spec),
    }
    if spec.read_only_name is not None:
        made[READER] = resource(
            "AWS::RDS::DBProxyEndpoint",
            {
                "DBProxyName": ref(PROXY),
                "DBProxyEndpointName": spec.read_only_name,
                "TargetRole": "READ_ONLY",
                **placed,
            },
        )
    return Fragment(made, acknowledgements={role: (INLINE_POLICY,)})


def _targets(spec: DatabaseProxySpec) -> Json:
    clusters, instances = (
        [identifier] if identifier is not None else None
        for identifier in (spec.cluster_identifier, spec.instance_identifier)
    )
    return resource(
        "AWS::RDS::DBProxyTargetGroup",
        {
            "DBProxyName": ref(PROXY),
            # The only one there is.
            "TargetGroupName": "default",
            "DBClusterIdentifiers": clusters,
            "DBInstanceIdentifiers": instances,
            "ConnectionPoolConfigurationInfo": _pool(spec.connection_pool),
        },
    )


def _pool(pool: ConnectionPool) -> dict[str, int]:
    given = {
        "MaxConnectionsPercent": pool.max_connections_percent,
        "MaxIdleConnectionsPercent": pool.max_idle_connections_percent,
        "ConnectionBorrowTimeout": pool.borrow_timeout,
    }
    return {name: value for name, value in given.items() if value is not None}


def _security_group(
    spec: DatabaseProxySpec, network: Network, name: str, groups: tuple[Json, ...], blocks: tuple[Json, ...]
) -> Json:
    listened, port = spec.engine_family.port, spec.port
    inward = [
        *({**_ports(listened, "From clients"), "SourceSecurityGroupId": group} for group in groups),
        *(cidr_rule("tcp", listened, listened, block, "From clients") for block in blocks),
    ]
    database = spec.database_security_group_id
    if database is None:
        assert network.cidr is not None
        outward = cidr_rule("tcp", port, port, network.cidr, "To the database")
    else:
        outward = {**_ports(port, "To the database"), "DestinationSecurityGroupId": database}
    return security_group(
        description="Traffic of an RDS Proxy", name=name, vpc_id=network.vpc_id, ingress=inward, egress=[outward]
    )


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


def _client_role(spec: DatabaseProxySpec, region: Region) -> Fragment:
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


def _outputs(spec: DatabaseProxySpec) -> dict[str, Json]:
    outputs = {
        "ProxyEndpoint": {
            "Description": "The name that tokens for signing in are made for",
            "Value": attribute(PROXY, "Endpoint"),
        }
    }
    if spec.secret_arn is None:
        outputs["ProxySecretArn"] = {
            "Description": "The password to give to the database user",
            "Value": attribute(SECRET, "Id"),
        }
    if spec.client_principals:
        outputs["ClientRoleArn"] = {
            "Description": "The role that clients take to sign in",
            "Value": attribute(CLIENT_ROLE, "Arn"),
        }
    return outputs
