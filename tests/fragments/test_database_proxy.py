"""An RDS Proxy: who it lets in, what its role may read, and how its clients sign in."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_pkg.fragments.database_proxy import database_proxy_fragment
from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.values.database_proxy import DatabaseProxySpec
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import Region
from constructs_pkg.values.spec import parse

from .test_run_time_targets import KEY, NETWORK, statements

SECRET = "arn:aws:secretsmanager:us-east-1:111111111111:secret:orders-AbCdEf"
PROXY = {"name": "orders", "engine_family": "POSTGRESQL", "user_name": "app", "cluster_identifier": "orders"}


def fragment(region: str = "us-east-1", **changes: Any) -> Fragment:
    """Return the fragment of a proxy of which some fields are changed."""
    spec = parse(DatabaseProxySpec, {**PROXY, **changes})
    network = parse(Network, NETWORK)
    group = {"Ref": "Balancer"}
    return database_proxy_fragment(
        spec, network, region=Region(region), name="Orders", client_groups=(group,), log_key_arn=KEY, outputs=True
    )


def properties(of: Fragment, resource: str) -> Any:
    """Return the properties of a resource as a template has them."""
    return of.template()["Resources"][resource]["Properties"]


@pytest.mark.parametrize("family", ["POSTGRESQL", "MYSQL", "SQLSERVER"])
def test_clients_need_tls_and_iam(family: str) -> None:
    """Every proxy requires both, whatever it speaks."""
    made = properties(fragment(engine_family=family), "DatabaseProxy")
    (login,) = made["Auth"]
    assert (True, "REQUIRED", "SECRETS") == (made["RequireTLS"], login["IAMAuth"], login["AuthScheme"])


def test_the_role_reads_the_one_secret() -> None:
    """A secret with the key of Secrets Manager needs no permission to decrypt."""
    expected = [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": SECRET}]
    assert expected == statements(fragment(secret_arn=SECRET), "DatabaseProxyRole")


def test_the_role_decrypts_by_way_of_secrets_manager_only() -> None:
    """With a key of its own the secret is decrypted where Secrets Manager asks for it."""
    via = {"Fn::Join": ["", ["secretsmanager.us-east-1.", {"Ref": "AWS::URLSuffix"}]]}
    assert {
        "Effect": "Allow",
        "Action": "kms:Decrypt",
        "Resource": KEY,
        "Condition": {"StringEquals": {"kms:ViaService": via}},
    } == statements(fragment(secret_arn=SECRET, secret_key_arn=KEY), "DatabaseProxyRole")[1]


def test_a_template_holds_no_password() -> None:
    """Secrets Manager makes the password of a secret that is made here, and it outlives the stack."""
    made = fragment()
    assert {"Description", "GenerateSecretString", "KmsKeyId"} == properties(made, "DatabaseProxySecret").keys()
    assert "Retain" == made.resources["DatabaseProxySecret"]["DeletionPolicy"]
    assert not [name for name in fragment(secret_arn=SECRET).resources if "Secret" in name]


def test_clients_sign_in_by_the_proxys_resource_id() -> None:
    """IAM takes the id at the end of the proxy's ARN, not its name, and one database user."""
    parts = {"Fn::Split": [":", {"Fn::GetAtt": ["DatabaseProxy", "DBProxyArn"]}]}
    partition, region, account, identifier = ({"Fn::Select": [place, parts]} for place in (1, 3, 4, 6))
    joined = ["arn:", partition, ":rds-db:", region, ":", account, ":dbuser:", identifier, "/app"]
    made = fragment(client_principals=["222222222222"])
    assert [{"Effect": "Allow", "Action": "rds-db:connect", "Resource": {"Fn::Join": ["", joined]}}] == statements(
        made, "DatabaseProxyClientRole"
    )
    (trust,) = properties(made, "DatabaseProxyClientRole")["AssumeRolePolicyDocument"]["Statement"]
    assert {"AWS": ["arn:aws:iam::222222222222:root"]} == trust["Principal"]


def test_nobody_may_sign_in_unless_named() -> None:
    """Without clients there is no role for them."""
    assert "DatabaseProxyClientRole" not in fragment().resources


def test_the_proxy_lets_in_the_load_balancer_only() -> None:
    """Its group lets in the load balancer's on the engine's port, and out to the VPC on the database's."""
    group = properties(fragment(database_port=6000), "DatabaseProxySecurityGroup")
    rule = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "Description": "From clients"}
    assert [{**rule, "SourceSecurityGroupId": {"Ref": "Balancer"}}] == group["SecurityGroupIngress"]
    (outward,) = group["SecurityGroupEgress"]
    assert (6000, 6000, "10.0.0.0/16") == (outward["FromPort"], outward["ToPort"], outward["CidrIp"])


def test_the_database_lets_the_proxy_in() -> None:
    """A database's own group is the only way out, and gets the one rule that is needed."""
    database = "sg-0123456789abcdef0"
    made = fragment(database_security_group_id=database)
    (outward,) = properties(made, "DatabaseProxySecurityGroup")["SecurityGroupEgress"]
    way_in = properties(made, "DatabaseProxyWayIn")
    own = {"Fn::GetAtt": ["DatabaseProxySecurityGroup", "GroupId"]}
    assert (database, database, own, 5432) == (
        outward["DestinationSecurityGroupId"],
        way_in["GroupId"],
        way_in["SourceSecurityGroupId"],
        way_in["ToPort"],
    )


def test_readers_have_an_endpoint_of_their_own() -> None:
    """A second endpoint leads to readers, and changes nothing else."""
    before, after = (dict(each.resources) for each in (fragment(), fragment(read_only_name="orders-readers")))
    reader = after.pop("DatabaseProxyReader")
    assert before == after
    assert ("READ_ONLY", "orders-readers") == (
        reader["Properties"]["TargetRole"],
        reader["Properties"]["DBProxyEndpointName"],
    )


def test_the_pool_is_as_it_was_asked_for() -> None:
    """What is not asked for is left to RDS, whose defaults depend on the engine."""
    asked = {"max_connections_percent": 80, "borrow_timeout": 30}
    targets = properties(fragment(connection_pool=asked), "DatabaseProxyTargets")
    assert {"MaxConnectionsPercent": 80, "ConnectionBorrowTimeout": 30} == targets["ConnectionPoolConfigurationInfo"]
    assert (["orders"], "default") == (targets["DBClusterIdentifiers"], targets["TargetGroupName"])


def test_the_log_is_there_before_the_proxy() -> None:
    """RDS finds the encrypted group by its name; else it would make one that is kept for ever."""
    made = fragment()
    assert ["DatabaseProxyLogGroup"] == made.resources["DatabaseProxy"]["DependsOn"]
    assert ("/aws/rds/proxy/orders", KEY, 365) == tuple(
        properties(made, "DatabaseProxyLogGroup")[name] for name in ("LogGroupName", "KmsKeyId", "RetentionInDays")
    )
