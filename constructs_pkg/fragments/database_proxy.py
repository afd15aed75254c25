"""An RDS Proxy with everything it needs: its own role, log, targets and endpoints are made here."""

from __future__ import annotations

from constructs_pkg.fragments.database_proxy_access import (
    CLIENT_ROLE,
    PROXY,
    SECURITY_GROUP,
    client_role_fragment,
    proxy_group_fragment,
)
from constructs_pkg.fragments.database_proxy_secret import SECRET, SECRET_KEY, proxy_secret_fragment
from constructs_pkg.fragments.encryption import LOG_KEY
from constructs_pkg.fragments.fragment import (
    Fragment,
    Json,
    attribute,
    concatenated,
    join,
    named,
    ref,
    resource,
)
from constructs_pkg.fragments.function import INLINE_POLICY, RETENTION_DAYS, service_role
from constructs_pkg.values.database_proxy import ConnectionPool, DatabaseProxySpec
from constructs_pkg.values.late import pseudo_parameter
from constructs_pkg.values.network import Network, Subnet
from constructs_pkg.values.place import Region

READER = f"{PROXY}Reader"


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
        proxy_secret_fragment(spec, region),
        proxy_group_fragment(spec, network, name=name, client_groups=client_groups, client_blocks=client_blocks),
        _proxy(spec, subnets, region, name, log_key_arn),
        client_role_fragment(spec, region),
        Fragment({}, outputs=_outputs(spec) if outputs else {}),
    )


def _role(spec: DatabaseProxySpec, secret_arn: Json, region: Region) -> Json:
    """Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-iam-setup.html."""
    key = spec.secret_key_arn or (attribute(SECRET_KEY, "Arn") if spec.secret_arn is None else None)
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
