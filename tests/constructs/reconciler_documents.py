"""Policies of a reconciler, word by word, as a security review would read them; ids are those within the construct."""

from __future__ import annotations

from typing import Any

SERVICE = "vpce-svc-0123456789abcdef0"
ACCOUNT = {"Ref": "AWS::AccountId"}


def joined(*parts: Any) -> dict[str, Any]:
    return {"Fn::Join": ["", list(parts)]}


def made(name: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [name, "Arn"]}


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


SERVICE_ARN = joined("arn:aws:ec2:us-east-1:", ACCOUNT, ":vpc-endpoint-service/", SERVICE)

ALWAYS: list[dict[str, Any]] = [
    {
        "Effect": "Allow",
        "Action": ["ec2:AcceptVpcEndpointConnections", "ec2:RejectVpcEndpointConnections"],
        "Resource": SERVICE_ARN,
    },
    {"Effect": "Allow", "Action": "ec2:DescribeVpcEndpointConnections", "Resource": "*"},
    {
        "Effect": "Allow",
        "Action": "ec2:CreateTags",
        "Resource": joined("arn:aws:ec2:us-east-1:", ACCOUNT, ":vpc-endpoint-connection/*"),
        "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["private-cells:accepted-by"]}},
    },
    {
        "Effect": "Allow",
        "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        "Resource": made("ConnectionQueue"),
    },
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": made("ConnectionDeadLetters")},
    {"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": made("ConnectionKey")},
]

OWN_LOG = {
    "Effect": "Allow",
    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
    "Resource": made("ReconcileLogGroup"),
}

LOOKING_UP = [
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::999999999999:role/looks-up-accounts"}
]

NAMING = [
    {
        "Effect": "Allow",
        "Action": "route53:ListResourceRecordSets",
        "Resource": "arn:aws:route53:::hostedzone/Z0123456789CUSTOMERS",
    },
    {
        "Effect": "Allow",
        "Action": "route53:ChangeResourceRecordSets",
        "Resource": "arn:aws:route53:::hostedzone/Z0123456789CUSTOMERS",
        "Condition": {
            "ForAllValues:StringLike": {
                "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["*.customers.example.com"]
            },
            "ForAllValues:StringNotEquals": {
                "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["_private-cells.customers.example.com"]
            },
            "ForAllValues:StringEquals": {
                "route53:ChangeResourceRecordSetsRecordTypes": ["CNAME", "TXT"],
                "route53:ChangeResourceRecordSetsActions": ["UPSERT", "DELETE"],
            },
        },
    },
]

COLLECTING = [
    {
        "Effect": "Allow",
        "Action": ["route53:ChangeCidrCollection", "route53:ListCidrBlocks"],
        "Resource": "arn:aws:route53:::cidrcollection/01234567-89ab-cdef-0123-456789abcdef",
    }
]

DRAINING: list[dict[str, Any]] = [
    {"Effect": "Allow", "Action": "ec2:RejectVpcEndpointConnections", "Resource": SERVICE_ARN},
    {"Effect": "Allow", "Action": "ec2:DescribeVpcEndpointConnections", "Resource": "*"},
]

DRAINS_OWN_LOG = {
    "Effect": "Allow",
    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
    "Resource": made("DrainLogGroup"),
}

TRUSTED = document({"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"})


def encrypted(action: str, resource: dict[str, Any]) -> dict[str, Any]:
    """What refuses whoever does not use TLS."""
    return {
        "Sid": "OnlyEncrypted",
        "Effect": "Deny",
        "Principal": "*",
        "Action": action,
        "Resource": resource,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def on_behalf(sid: str, action: Any, resource: Any, source: Any, *, by_account: bool = False) -> dict[str, Any]:
    """What lets a service act for one resource of this account alone.

    SNS, and EventBridge, are documented to tell a queue the resource and no account beside it:
    https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html,
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    """
    account = {"StringEquals": {"aws:SourceAccount": ACCOUNT}} if by_account else {}
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": f"{sid.lower()}.amazonaws.com"},
        "Action": action,
        "Resource": resource,
        "Condition": {**account, "ArnLike": {"aws:SourceArn": source}},
    }


TOPIC = document(
    on_behalf("Vpce", "sns:Publish", {"Ref": "ConnectionTopic"}, SERVICE_ARN, by_account=True),
    encrypted("sns:Publish", {"Ref": "ConnectionTopic"}),
)

QUEUE = document(
    on_behalf("Sns", "sqs:SendMessage", made("ConnectionQueue"), {"Ref": "ConnectionTopic"}),
    encrypted("sqs:*", made("ConnectionQueue")),
)

DEAD_LETTERS = document(encrypted("sqs:*", made("ConnectionDeadLetters")))

UNDELIVERED = document(
    on_behalf("Sns", "sqs:SendMessage", made("ConnectionUndelivered"), {"Ref": "ConnectionTopic"}),
    on_behalf("Events", "sqs:SendMessage", made("ConnectionUndelivered"), made("ReconcileSchedule")),
    encrypted("sqs:*", made("ConnectionUndelivered")),
)

KEY = document(
    {
        "Sid": "AccountGoverns",
        "Effect": "Allow",
        "Principal": {"AWS": joined("arn:aws:iam::", ACCOUNT, ":root")},
        "Action": "kms:*",
        "Resource": "*",
    },
    on_behalf("Vpce", ["kms:Decrypt", "kms:GenerateDataKey*"], "*", SERVICE_ARN, by_account=True),
    on_behalf("Sns", ["kms:Decrypt", "kms:GenerateDataKey*"], "*", joined("arn:aws:sns:us-east-1:", ACCOUNT, ":*")),
)
