"""The log group of a public zone's queries, and the policy by which Route 53 writes there."""

from __future__ import annotations

from constructs_pkg.fragments.encryption import LOG_KEY
from constructs_pkg.fragments.fragment import Fragment, Json, attribute, concatenated, json_text, resource
from constructs_pkg.values.place import Region
from constructs_pkg.values.public_zone import PublicQueryLogs

QUERY_LOG_GROUP = "QueryLogGroup"
QUERY_LOG_POLICY = "QueryLogPolicy"


def public_query_logs_fragment(
    logs: PublicQueryLogs, zone: str, *, account: Json, region: Region, log_key_arn: Json = None
) -> Fragment:
    """Return where the queries of the zone called `zone` are logged.

    The policy holds for zones of the own account alone. It cannot name the zone's id: the zone takes the log group
    when it is made, and the policy has to be there before. Source:
    https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateQueryLoggingConfig.html

    Args:
        logs: The wish.
        zone: The zone's name.
        account: The account of the stack.
        region: The Region of the stack, us-east-1.
        log_key_arn: The KMS key that encrypts the log group. Default: the fragment's own (`log_key_fragment`).
    """
    name = logs.log_group_name or f"/aws/route53/{zone}"
    partition = region.partition
    statement = {
        "Sid": "PublicZoneQueries",
        "Effect": "Allow",
        "Principal": {"Service": "route53.amazonaws.com"},
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": concatenated(f"arn:{partition}:logs:{region}:", account, f":log-group:{name}:*"),
        "Condition": {
            "StringEquals": {"aws:SourceAccount": account},
            "ArnLike": {"aws:SourceArn": f"arn:{partition}:route53:::hostedzone/*"},
        },
    }
    return Fragment(
        {
            QUERY_LOG_GROUP: resource(
                "AWS::Logs::LogGroup",
                {
                    "LogGroupName": name,
                    "KmsKeyId": log_key_arn or attribute(LOG_KEY, "Arn"),
                    "RetentionInDays": logs.retention_days,
                },
                # Else the group that a failed creation leaves would stand in the way of the next by its name.
                DeletionPolicy="RetainExceptOnCreate",
                UpdateReplacePolicy="Retain",
            ),
            QUERY_LOG_POLICY: resource(
                "AWS::Logs::ResourcePolicy",
                {
                    "PolicyName": f"public-zone-{name.removeprefix('/aws/route53/').replace('/', '-')}"[:255],
                    "PolicyDocument": json_text({"Version": "2012-10-17", "Statement": [statement]}),
                },
            ),
        }
    )
