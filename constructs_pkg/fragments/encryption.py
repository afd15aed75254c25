"""The key that encrypts a cell's log groups."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, Json, concatenated, kept
from constructs_pkg.values.late import pseudo_parameter

LOG_KEY = "LogKey"


def log_key_fragment(*, account: Json, region: Json, partition: str) -> Fragment:
    """Return a KMS key that the account governs and CloudWatch Logs may use for the account's log groups.

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    """
    log_groups = concatenated(f"arn:{partition}:logs:", region, ":", account, ":log-group:*")
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "AccountGoverns",
                "Effect": "Allow",
                "Principal": {"AWS": concatenated(f"arn:{partition}:iam::", account, ":root")},
                "Action": "kms:*",
                "Resource": "*",
            },
            {
                "Sid": "LogsEncrypt",
                "Effect": "Allow",
                "Principal": {"Service": concatenated("logs.", region, ".", pseudo_parameter("AWS::URLSuffix"))},
                "Action": [
                    "kms:Decrypt",
                    "kms:DescribeKey",
                    "kms:Encrypt",
                    "kms:GenerateDataKey*",
                    "kms:ReEncrypt*",
                ],
                "Resource": "*",
                "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": log_groups}},
            },
        ],
    }
    key = kept(
        "AWS::KMS::Key",
        {
            "Description": "Encrypts the logs of a private cell",
            "EnableKeyRotation": True,
            "KeyPolicy": policy,
        },
    )
    return Fragment({LOG_KEY: key})
