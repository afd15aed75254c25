"""What an RDS Proxy in front of a database is asked to be."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.resource_id import KeyArn, ResourceId, SecurityGroupId
from constructs_pkg.values.spec import Spec

Whole = Annotated[int, Field(strict=True)]
DatabaseUser = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9_.@$-]+$")]


class SecretArn(ResourceId):
    """The ARN of a secret of AWS Secrets Manager, whole: with the six characters that Secrets Manager adds to its name.

    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
    """

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]{1,512}-[A-Za-z0-9]{6}$"
    example = "arn:aws:secretsmanager:us-east-1:111111111111:secret:database-user-AbCdEf"


class DatabaseIdentifier(ResourceId):
    """The identifier of a DB instance or DB cluster: 1 to 63 letters, digits and single inner hyphens.

    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints
    """

    __slots__ = ()
    pattern, example = r"^(?=.{1,63}$)[A-Za-z](-?[A-Za-z0-9])*$", "orders"


class ProxyName(ResourceId):
    """The name of a DB proxy or of one of its endpoints (DBProxyName in the RDS API)."""

    __slots__ = ()
    pattern, example = r"^(?=.{1,63}$)[A-Za-z](-?[A-Za-z0-9])*$", "orders-proxy"


class EngineFamily(StrEnum):
    """The network protocols that an RDS Proxy speaks."""

    POSTGRESQL = "POSTGRESQL"
    MYSQL = "MYSQL"
    SQLSERVER = "SQLSERVER"

    @property
    def port(self) -> int:
        """The port that a proxy of this family listens on, which is the engine's default and cannot be chosen."""
        match self:
            case EngineFamily.POSTGRESQL:
                return 5432
            case EngineFamily.MYSQL:
                return 3306
        return 1433


class ConnectionPool(Spec):
    """How a proxy shares its connections to the database.

    Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ConnectionPoolConfiguration.html
    """

    max_connections_percent: Whole | None = None
    """How much of the database's max_connections it may use, 1 to 100. Default: 100; 10 for SQL Server."""

    max_idle_connections_percent: Whole | None = None
    """How much of it may stay open and idle, 0 to `max_connections_percent`. Default: half of it."""

    borrow_timeout: Whole = 120
    """Seconds that a client waits for a free connection, 0 to 300. Default: 120."""


class DatabaseProxySpec(Spec):
    """An RDS Proxy in front of one DB instance or DB cluster of the same VPC.

    Clients must use TLS and sign in by IAM; there is no key to turn either off. The proxy signs in to the database
    as one user, whose password it reads from one secret.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html
    """

    name: ProxyName
    """Its name, unique in the account and Region: at most 63 letters, digits and inner hyphens."""

    engine_family: EngineFamily
    """POSTGRESQL, MYSQL (MariaDB too) or SQLSERVER."""

    user_name: DatabaseUser
    """The database user that clients sign in as, and the proxy with them."""

    secret_arn: Late | SecretArn | None = None
    """A secret that holds that user's ``username`` and ``password``. Default: one is made here, with a password that
    Secrets Manager generates; give it to the user in the database."""

    secret_key_arn: Late | KeyArn | None = None
    """The KMS key that encrypts the secret. Default: for a secret made here a key of its own; for one that is brought
    the key of Secrets Manager, which needs no permission."""

    instance_identifier: Late | DatabaseIdentifier | None = None
    """The DB instance behind it. Exactly one of this and `cluster_identifier` is given."""

    cluster_identifier: Late | DatabaseIdentifier | None = None
    """The DB cluster behind it."""

    database_port: Whole | None = None
    """The database's own port. Default: that of the engine family."""

    database_security_group_id: Late | SecurityGroupId | None = None
    """The database's security group, which gets one rule that lets the proxy in. Default: none gets a rule, and the
    proxy may reach that port anywhere in the VPC."""

    tier: str | None = None
    """The tier of subnets it stands in: at least two zones. Default: every subnet, which must be one tier."""

    availability_zones: tuple[str, ...] | None = None
    """Names or ids of the zones it stands in. Default: all of the tier's. A proxy cannot change its subnets, and is
    replaced under another name only: name the zones, if the tier may get more."""

    read_only_name: ProxyName | None = None
    """The name of a second endpoint, which leads to the readers of a cluster. Default: none is made."""

    connection_pool: ConnectionPool = ConnectionPool()
    """How it shares connections. Default: see `ConnectionPool`."""

    idle_client_timeout: Whole = 1800
    """Seconds until an idle client is disconnected, 1 to 28,800. Default: 1800."""

    debug_logging: Flag = False
    """Whether it logs statements and their texts as well. Default: no."""

    client_principals: tuple[Late | Principal, ...] = ()
    """Who may take the role that may sign in as `user_name`: accounts, users or roles. The role is in the database's
    account, as IAM sign-in demands. Default: no role is made."""

    @property
    def port(self) -> int:
        """The port of the database itself."""
        return self.database_port or self.engine_family.port
