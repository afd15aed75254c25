"""Resolver query logging of one VPC."""

from __future__ import annotations

from constructs_pkg.fragments.encryption import LOG_KEY
from constructs_pkg.fragments.fragment import Fragment, Json, attribute, kept, ref, resource
from constructs_pkg.values.query_logs import QueryLogs

QUERY_LOG_GROUP = "QueryLogGroup"
QUERY_LOG_CONFIG = "QueryLogConfig"


def query_logs_fragment(logs: QueryLogs, *, vpc_id: Json, log_key_arn: Json = None) -> Fragment:
    """Return the logging of the queries from a VPC, and the log group it goes to unless one is brought.

    Every property of the configuration replaces it, its tags included, so it is called after the VPC and gets no tags
    of its own. The log group needs no policy of ours: AWS lets the delivery write to it when the logging begins.
    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html

    Args:
        logs: The wish.
        vpc_id: The VPC.
        log_key_arn: The KMS key that encrypts the log group. Default: the fragment's own (`log_key_fragment`).
    """
    made = logs.destination_arn is None
    group = kept(
        "AWS::Logs::LogGroup",
        {"KmsKeyId": log_key_arn or attribute(LOG_KEY, "Arn"), "RetentionInDays": logs.kept_days},
    )
    return Fragment(
        {
            **({QUERY_LOG_GROUP: group} if made else {}),
            QUERY_LOG_CONFIG: resource(
                "AWS::Route53Resolver::ResolverQueryLoggingConfig",
                {
                    "Name": vpc_id,
                    "DestinationArn": attribute(QUERY_LOG_GROUP, "Arn") if made else logs.destination_arn,
                },
            ),
            "QueryLogAssociation": resource(
                "AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation",
                {"ResolverQueryLogConfigId": ref(QUERY_LOG_CONFIG), "ResourceId": vpc_id},
            ),
        }
    )
