"""`DatabaseProxy`: an RDS Proxy that clients reach with TLS and sign in to by IAM."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_pkg.cdk_values import group_id, network_of, principal_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.database_proxy import READER, database_proxy_fragment
from constructs_pkg.fragments.database_proxy_access import CLIENT_ROLE, PROXY, SECURITY_GROUP
from constructs_pkg.fragments.database_proxy_secret import SECRET
from constructs_pkg.fragments.encryption import log_key_fragment
from constructs_pkg.fragments.fragment import join
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.values.database_proxy import ConnectionPool, DatabaseProxySpec
from constructs_pkg.values.database_proxy_rules import check_database_proxy
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network

_KEYWORDS = {"network": "vpc", "database_security_group_id": "database_security_group"}


@jsii.implements(ec2.IConnectable)
class DatabaseProxy(IncludedFragment):
    """An RDS Proxy in front of one DB instance or DB cluster of the same VPC.

    Makes the proxy, the role by which it reads its one secret, the secret with a generated password unless one is
    brought, a security group that lets nobody in, an encrypted log, and a role for clients if any are named. Clients
    need TLS and IAM; neither can be turned off. Makes no database and no load balancer: an `EndpointService` makes a
    proxy of its own by ``database_proxy``, and takes `endpoint` as the ``dns_name`` of its targets.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc | Network,
        vpc_subnets: ec2.SubnetSelection | None = None,
        name: str,
        engine_family: str,
        user_name: str,
        secret_arn: str | Late | None = None,
        secret_key_arn: str | Late | None = None,
        instance_identifier: str | Late | None = None,
        cluster_identifier: str | Late | None = None,
        database_port: int | None = None,
        database_security_group: ec2.ISecurityGroup | Late | str | None = None,
        tier: str | None = None,
        availability_zones: Sequence[str] | None = None,
        read_only_name: str | None = None,
        connection_pool: ConnectionPool | Mapping[str, Any] | None = None,
        idle_client_timeout: int | None = None,
        debug_logging: bool | None = None,
        client_principals: Sequence[str | Late | iam.ArnPrincipal | iam.IRole | iam.IUser] = (),
        display_name: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Make the proxy.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id of the proxy begins with it.
            vpc: Where it stands: the database's VPC.
            vpc_subnets: Which subnets of a VPC of the CDK. Default: the CDK's choice, private ones first.
            name: Its name, unique in the account and Region.
            engine_family: ``POSTGRESQL``, ``MYSQL`` or ``SQLSERVER``.
            user_name: The database user that clients sign in as, and the proxy with them.
            secret_arn: A secret with that user's name and password. Default: one is made, with a generated password.
            secret_key_arn: The KMS key of the secret. Default: one is made for a secret that is made.
            instance_identifier: The DB instance behind it; or else `cluster_identifier`.
            cluster_identifier: The DB cluster behind it.
            database_port: The database's own port. Default: that of the engine family.
            database_security_group: The database's group, which gets a rule that lets the proxy in. Default: none.
            tier: The tier of a network it stands in. Default: every subnet.
            availability_zones: Names or ids of its zones, at least two. Default: all.
            read_only_name: The name of a second endpoint, to a cluster's readers. Default: none.
            connection_pool: How it shares connections. Default: see `ConnectionPool`.
            idle_client_timeout: Seconds until an idle client is disconnected, 1 to 28,800. Default: 1800.
            debug_logging: Whether it logs statements as well. Default: no.
            client_principals: Who may take the role that signs in. Default: no role is made.
            display_name: Shown in tags. Default: `construct_id`.
            outputs: Whether the stack shows its endpoint, secret and role. Default: no.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(**_KEYWORDS)
        home = door.take("region", region_of, scope, region)
        account = door.take("account", account_of, scope)
        network = door.take("vpc", network_of, vpc, vpc_subnets)
        group = database_security_group
        spec = door.parse(
            DatabaseProxySpec,
            {
                "name": name,
                "engine_family": engine_family,
                "user_name": user_name,
                "secret_arn": secret_arn,
                "secret_key_arn": secret_key_arn,
                "instance_identifier": instance_identifier,
                "cluster_identifier": cluster_identifier,
                "database_port": database_port,
                "database_security_group_id": group and door.take("database_security_group", group_id, group),
                "tier": tier,
                "availability_zones": availability_zones,
                "read_only_name": read_only_name,
                "connection_pool": connection_pool,
                "idle_client_timeout": idle_client_timeout,
                "debug_logging": debug_logging,
                "client_principals": door.take_each("client_principals", principal_of, client_principals),
            },
        )
        warnings = door.refuse(check_database_proxy(spec, network, home))
        fragment = database_proxy_fragment(
            spec,
            network,
            region=home,
            name=display_name or construct_id,
            log_key_arn=network.log_key_arn,
            outputs=outputs,
        )
        if network.log_key_arn is None:
            key = log_key_fragment(account=account, region=str(home), partition=home.partition)
            fragment = join(key, fragment)
        super().__init__(scope, construct_id, fragment, warnings)
        self._spec = spec
        self._region = home
        self._groups: list[ec2.ISecurityGroup] | None = None

    @property
    def endpoint(self) -> str:
        """The name of its endpoint: what clients make tokens for, and a ``dns_name`` target of an `EndpointService`."""
        return self._attribute(PROXY, "Endpoint")

    @property
    def read_only_endpoint(self) -> str:
        """The name of its endpoint to the readers.

        Raises:
            LookupError: if `read_only_name` was not given.
        """
        if self._spec.read_only_name is None:
            raise LookupError(f"{self.node.path}: it has no read-only endpoint; give read_only_name")
        return self._attribute(READER, "Endpoint")

    @property
    def resource_id(self) -> str:
        """Its resource id, such as ``prx-0123456789abcdef0``, which IAM knows it by."""
        return cdk.Fn.select(6, cdk.Fn.split(":", self._attribute(PROXY, "DBProxyArn")))

    @property
    def secret_arn(self) -> str:
        """The ARN of its secret."""
        given = self._spec.secret_arn
        if given is None:
            return self._attribute(SECRET, "Id")
        return given if isinstance(given, str) else cdk.Token.as_string(given.expression)

    @property
    def client_role_arn(self) -> str:
        """The ARN of the role that clients take to sign in.

        Raises:
            LookupError: if no `client_principals` were given.
        """
        if not self._spec.client_principals:
            raise LookupError(f"{self.node.path}: it has no role for clients; give client_principals")
        return self._attribute(CLIENT_ROLE, "Arn")

    @property
    def connections(self) -> ec2.Connections:
        """Its security group, on the port that it listens on."""
        if self._groups is None:
            self._groups = [self._own_group(SECURITY_GROUP)]
        port = ec2.Port.tcp(self._spec.engine_family.port)
        return ec2.Connections(security_groups=self._groups, default_port=port)

    def grant_connect(self, grantee: iam.IGrantable) -> iam.Grant:
        """Let a role or user of the database's account sign in as the proxy's user."""
        stack = cdk.Stack.of(self)
        resource = f"{self.resource_id}/{self._spec.user_name}"
        arn = f"arn:{self._region.partition}:rds-db:{self._region}:{stack.account}:dbuser:{resource}"
        return iam.Grant.add_to_principal(grantee=grantee, actions=["rds-db:connect"], resource_arns=[arn])
