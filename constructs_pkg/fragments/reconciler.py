"""What keeps the connections of a service as its rules say: a function, what wakes it, and what watches it."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_pkg.fragments.connection_queue import DEAD_LETTERS, KEY, QUEUE, UNDELIVERED, connection_queue_fragment
from constructs_pkg.fragments.encryption import log_key_fragment
from constructs_pkg.fragments.fragment import (
    Acknowledgement,
    Fragment,
    Json,
    attribute,
    concatenated,
    join,
    ref,
    resource,
)
from constructs_pkg.fragments.function import (
    CUSTOM_RESOURCE,
    LONGEST_TIMEOUT,
    custom_resource,
    function_fragment,
    on_every_resource,
    outside_vpc,
)
from constructs_pkg.fragments.reconciler_alarms import reconciler_alarms_fragment
from constructs_pkg.values.connection_rules import OF_CUSTOMERS, ConnectionRule, ReconcilerSpec
from constructs_pkg.values.late import pseudo_parameter
from constructs_pkg.values.place import Region

PREFIX = "Reconcile"
FUNCTION = f"{PREFIX}Function"
DRAIN_PREFIX = "Drain"
DRAIN = "Drain"
SCHEDULE = f"{PREFIX}Schedule"
MESSAGES = f"{PREFIX}Messages"
ZONE_MARK = "ZoneMark"

TIMEOUT = 300
MEMORY = 256
# As many as an event source has at least, and one for the schedule: who is throttled puts its messages back, and those
# that come back five times are put aside. Runs that meet do no harm.
# https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
FOR_MESSAGES = 2
CONCURRENCY = FOR_MESSAGES + 1

_OUTSIDE = outside_vpc("It calls EC2 and Route 53, and needs nothing of the service's network.")
_UNDIVIDED = on_every_resource("ec2:DescribeVpcEndpointConnections has no resource-level permission.")
# https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
_REDRIVEN = Acknowledgement(
    "Serverless-LambdaEventSourceMappingDestination",
    "Destinations are for streams: the queue's own redrive policy puts aside what could not be handled.",
)


def reconciler_fragment(spec: ReconcilerSpec, *, region: Region, name: str, own_key: bool = True) -> Fragment:
    """Return what reconciles the connections of a service.

    Args:
        spec: The rules and the service.
        region: Its Region.
        name: What people call it.
        own_key: Whether it makes a key for its logs where none is given. Default: yes.
    """
    makes_key = own_key and spec.log_key_arn is None
    return join(
        log_key_fragment(account=_ACCOUNT, region=region, partition=region.partition) if makes_key else Fragment({}),
        connection_queue_fragment(
            spec.service_id, region=region, name=name, timeout=TIMEOUT, schedule_arn=attribute(SCHEDULE, "Arn")
        ),
        function_fragment(
            PREFIX,
            module="reconcile_connections",
            description="Keeps the connections of an endpoint service as its provider's rules say",
            statements=reconciling(spec, region),
            partition=region.partition,
            timeout=TIMEOUT,
            memory=MEMORY,
            concurrency=CONCURRENCY,
            dead_letters=attribute(DEAD_LETTERS, "Arn"),
            settings=settings_of(spec, region),
            environment=_environment(spec),
            log_key_arn=spec.log_key_arn,
            role_reasons=[*_UNDIVIDED, _any_connection(region)],
            function_reasons=[_OUTSIDE],
        ),
        Fragment(_wakers(spec), acknowledgements={MESSAGES: (_REDRIVEN,)}),
        _zone_mark(spec),
        reconciler_alarms_fragment(PREFIX, name=name, topic_arn=spec.notification_topic_arn, minutes=spec.minutes),
        function_fragment(
            DRAIN_PREFIX,
            module="drain_connections",
            description="Rejects every connection to an endpoint service that is to be deleted",
            statements=draining(spec, region),
            partition=region.partition,
            timeout=LONGEST_TIMEOUT,
            environment={"SERVICE_ID": spec.service_id, **_forgotten(spec)},
            log_key_arn=spec.log_key_arn,
            role_reasons=_UNDIVIDED,
            function_reasons=[*CUSTOM_RESOURCE, _OUTSIDE],
        ),
        Fragment(
            {
                DRAIN: custom_resource(
                    f"{DRAIN_PREFIX}Function",
                    {"ServiceId": spec.service_id, "OnDeletion": spec.on_deletion},
                    kind="ConnectionDrain",
                    timeout=LONGEST_TIMEOUT + 60,
                    # Names are taken away while the zone still says whose it is.
                    **({"DependsOn": [ZONE_MARK]} if spec.names else {}),
                )
            }
        ),
    )


def settings_of(spec: ReconcilerSpec, region: Region) -> dict[str, Json]:
    """Return what is written into the function's code."""
    labels = {rule.key: rule.customer for rule in spec.rules if rule.customer}
    blocks = {
        rule.key: {rule.customer or rule.key: sorted(rule.cidr_blocks)} for rule in spec.rules if rule.cidr_blocks
    }
    names = spec.names
    told: dict[str, Json] = {
        "region": region,
        "rules": [rule_settings(rule) for rule in spec.rules],
        "most_rejected": spec.most_rejected,
        "memberships": {account: sorted(ids) for account, ids in spec.memberships.items()} or None,
        "names": {
            "zone": names.zone,
            "ttl": names.ttl,
            "customers": dict(sorted(names.customers.items())),
            "labels": labels,
        }
        if names
        else None,
        "cidr_blocks": blocks if spec.cidr_collection_id is not None else None,
        "dry_run": spec.dry_run or None,
    }
    return {key: value for key, value in told.items() if value is not None}


def rule_settings(rule: ConnectionRule) -> dict[str, Json]:
    """Return a rule as the function's code reads it: what it does not ask for is left out."""
    told = rule.model_dump(mode="json", exclude_none=True, exclude_defaults=True, exclude={"customer", "cidr_blocks"})
    return {key: value for key, value in told.items() if value != [] and value != {}}


def reconciling(spec: ReconcilerSpec, region: Region) -> list[dict[str, Json]]:
    """Return what the function may do.

    Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html and
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
    """
    statements: list[dict[str, Json]] = [
        {
            "Effect": "Allow",
            "Action": ["ec2:AcceptVpcEndpointConnections", "ec2:RejectVpcEndpointConnections"],
            "Resource": _service_arn(spec.service_id, region),
        },
        {"Effect": "Allow", "Action": "ec2:DescribeVpcEndpointConnections", "Resource": "*"},
        {
            "Effect": "Allow",
            "Action": "ec2:CreateTags",
            "Resource": concatenated(f"arn:{region.partition}:ec2:{region}:", _ACCOUNT, ":vpc-endpoint-connection/*"),
            "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["private-cells:accepted-by"]}},
        },
        {
            "Effect": "Allow",
            "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
            "Resource": attribute(QUEUE, "Arn"),
        },
        {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": attribute(DEAD_LETTERS, "Arn")},
        {"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": attribute(KEY, "Arn")},
    ]
    if spec.organizations_role is not None:
        statements.append({"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": spec.organizations_role})
    return statements + _of_customers(spec, region)


def draining(spec: ReconcilerSpec, region: Region) -> list[dict[str, Json]]:
    """Return what rejects the connections of a service, and takes away what its customers have."""
    return [
        {
            "Effect": "Allow",
            "Action": "ec2:RejectVpcEndpointConnections",
            "Resource": _service_arn(spec.service_id, region),
        },
        {"Effect": "Allow", "Action": "ec2:DescribeVpcEndpointConnections", "Resource": "*"},
        *(_of_customers(spec, region) if spec.on_deletion == "reject" else []),
    ]


def _of_customers(spec: ReconcilerSpec, region: Region) -> list[dict[str, Json]]:
    """Return what keeps the customers' names and blocks."""
    statements = _naming(spec.names.zone, spec.names.zone_id, region) if spec.names else []
    if spec.cidr_collection_id is not None:
        statements.append(
            {
                "Effect": "Allow",
                "Action": ["route53:ChangeCidrCollection", "route53:ListCidrBlocks"],
                "Resource": concatenated(f"arn:{region.partition}:route53:::cidrcollection/", spec.cidr_collection_id),
            }
        )
    return statements


def _any_connection(region: Region) -> Acknowledgement:
    partition = region.partition
    return Acknowledgement(
        f"AwsSolutions-IAM5[Resource::arn:{partition}:ec2:{region}:<AWS::AccountId>:vpc-endpoint-connection/*]",
        "The ids of connections are not known before; the tag is this function's own.",
    )


_ACCOUNT = pseudo_parameter("AWS::AccountId")


def _service_arn(service_id: Json, region: Region) -> Json:
    return concatenated(f"arn:{region.partition}:ec2:{region}:", _ACCOUNT, ":vpc-endpoint-service/", service_id)


def _naming(zone: str, zone_id: Json, region: Region) -> list[dict[str, Json]]:
    arn = concatenated(f"arn:{region.partition}:route53:::hostedzone/", zone_id)
    return [
        {"Effect": "Allow", "Action": "route53:ListResourceRecordSets", "Resource": arn},
        {
            "Effect": "Allow",
            "Action": "route53:ChangeResourceRecordSets",
            "Resource": arn,
            "Condition": {
                "ForAllValues:StringLike": {"route53:ChangeResourceRecordSetsNormalizedRecordNames": [f"*.{zone}"]},
                # The record by which the zone says whose it is stays as it is.
                "ForAllValues:StringNotEquals": {
                    "route53:ChangeResourceRecordSetsNormalizedRecordNames": [f"{OF_CUSTOMERS}.{zone}"]
                },
                "ForAllValues:StringEquals": {
                    "route53:ChangeResourceRecordSetsRecordTypes": ["CNAME", "TXT"],
                    "route53:ChangeResourceRecordSetsActions": ["UPSERT", "DELETE"],
                },
            },
        },
    ]


def _environment(spec: ReconcilerSpec) -> Mapping[str, Json]:
    known = {
        "SERVICE_ID": spec.service_id,
        "ZONE_ID": spec.names.zone_id if spec.names else None,
        "COLLECTION_ID": spec.cidr_collection_id,
        "ORGANIZATIONS_ROLE": spec.organizations_role,
    }
    return {key: value for key, value in known.items() if value is not None}


def _forgotten(spec: ReconcilerSpec) -> Mapping[str, Json]:
    """Return what the draining is told of the customers' names and blocks that it takes away."""
    if spec.on_deletion != "reject":
        return {}
    known = {
        "ZONE": spec.names.zone if spec.names else None,
        "ZONE_ID": spec.names.zone_id if spec.names else None,
        "COLLECTION_ID": spec.cidr_collection_id,
    }
    return {key: value for key, value in known.items() if value is not None}


# Else the rules would let in again whom the draining rejects.
_DELETED_FIRST = {"DependsOn": [DRAIN]}


def _wakers(spec: ReconcilerSpec) -> dict[str, Json]:
    return {
        MESSAGES: resource(
            "AWS::Lambda::EventSourceMapping",
            {
                "EventSourceArn": attribute(QUEUE, "Arn"),
                "FunctionName": ref(FUNCTION),
                # One run looks at everything: many messages wake it once.
                "BatchSize": 100,
                "MaximumBatchingWindowInSeconds": 5,
                "FunctionResponseTypes": ["ReportBatchItemFailures"],
                "ScalingConfig": {"MaximumConcurrency": FOR_MESSAGES},
            },
            **_DELETED_FIRST,
        ),
        SCHEDULE: resource(
            "AWS::Events::Rule",
            {
                "Description": "Looks at all connections, whatever was told of them or not",
                "ScheduleExpression": f"rate({spec.minutes} minute{'s' if spec.minutes > 1 else ''})",
                "State": "ENABLED",
                "Targets": [
                    {
                        "Id": "Reconcile",
                        "Arn": attribute(FUNCTION, "Arn"),
                        "DeadLetterConfig": {"Arn": attribute(UNDELIVERED, "Arn")},
                    }
                ],
            },
            **_DELETED_FIRST,
        ),
        f"{PREFIX}Permission": resource(
            "AWS::Lambda::Permission",
            {
                "Action": "lambda:InvokeFunction",
                "FunctionName": attribute(FUNCTION, "Arn"),
                "Principal": "events.amazonaws.com",
                "SourceArn": attribute(SCHEDULE, "Arn"),
            },
        ),
    }


def _zone_mark(spec: ReconcilerSpec) -> Fragment:
    """Return the record by which the zone of customers' names says whose it is."""
    if spec.names is None:
        return Fragment({})
    value = concatenated('"service=', spec.service_id, '"')
    record = {
        "HostedZoneId": spec.names.zone_id,
        "Name": f"{OF_CUSTOMERS}.{spec.names.zone}.",
        "Type": "TXT",
        "TTL": "300",
        "ResourceRecords": [value],
    }
    return Fragment({ZONE_MARK: resource("AWS::Route53::RecordSet", record)})
