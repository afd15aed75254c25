"""The rules of alarms, notifications and logs: what is refused and its nearest valid neighbour."""

from typing import Any

from constructs_pkg.values.resource_id import QueryLogDestinationArn, TopicArn

from .case import Case
from .examples import ACCOUNT, brought, cell, consumer, made, service, value

_TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:alarms"
_GROUP = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:queries"


def tuned(name: str, **changes: Any) -> Any:
    """Return the problems of a service one of whose alarms is tuned."""
    return service(alarms={"tune": {name: changes}})


def logged(**changes: Any) -> Any:
    """Return the problems of a made network whose flow log has some fields changed."""
    return made(flow_logs=changes)


def in_zones(name: object) -> Any:
    """Return the problems of a service with an alarm a zone, one of which is called `name`."""
    subnets = [
        {"id": f"subnet-{place:017x}", "availability_zone": zone} for place, zone in enumerate((name, "us-east-1b"))
    ]
    network = {"vpc_id": "vpc-0123456789abcdef0", "cidr": "10.0.0.0/16", "subnets": subnets}
    return service(network=network, alarms={"tune": {"rejected-flows": {"each_zone": True}}})


OBSERVABILITY_RULES = [
    Case(
        "an alarm is one that there is",
        "unknown-alarm",
        "alarms.tune.unhealthy-targets",
        lambda: tuned("unhealthy-targets", threshold=1),
        lambda: tuned("unhealthy-target", threshold=1),
    ),
    Case(
        "an endpoint has no alarm of a service",
        "unknown-alarm",
        "alarms.tune.unhealthy-target",
        lambda: consumer(alarms={"tune": {"unhealthy-target": {}}}),
        lambda: consumer(alarms={"tune": {"packets-dropped": {}}}),
    ),
    Case(
        "an alarm without a default has a threshold",
        "alarm-without-threshold",
        "alarms.tune.target-resets.threshold",
        lambda: tuned("target-resets"),
        lambda: tuned("target-resets", enabled=False),
    ),
    Case(
        "a period is a multiple of 60",
        "alarm-period",
        "alarms.tune.rejected-flows.period",
        lambda: tuned("rejected-flows", period=90),
        lambda: tuned("rejected-flows", period=120),
    ),
    Case(
        "a metric of every five minutes is not looked at more often",
        "alarm-period",
        "alarms.tune.endpoints.period",
        lambda: tuned("endpoints", threshold=1, period=60),
        lambda: tuned("endpoints", threshold=1, period=300),
    ),
    Case(
        "an alarm looks at one period at least",
        "alarm-periods",
        "alarms.tune.rejected-flows.periods",
        lambda: tuned("rejected-flows", periods=0),
        lambda: tuned("rejected-flows", periods=1),
    ),
    Case(
        "short periods reach back a day",
        "alarm-window",
        "alarms.tune.rejected-flows.periods",
        lambda: tuned("rejected-flows", period=60, periods=1441),
        lambda: tuned("rejected-flows", period=60, periods=1440),
    ),
    Case(
        "periods of an hour reach back a week",
        "alarm-window",
        "alarms.tune.rejected-flows.periods",
        lambda: tuned("rejected-flows", period=3600, periods=169),
        lambda: tuned("rejected-flows", period=3600, periods=168),
    ),
    Case(
        "alarming periods are among those looked at",
        "alarm-datapoints",
        "alarms.tune.rejected-flows.datapoints",
        lambda: tuned("rejected-flows", periods=3, datapoints=4),
        lambda: tuned("rejected-flows", periods=3, datapoints=3),
    ),
    Case(
        "only a load balancer's metrics are told zone by zone",
        "alarm-not-zonal",
        "alarms.tune.connections.each_zone",
        lambda: tuned("connections", threshold=9, each_zone=True),
        lambda: tuned("rejected-flows", each_zone=True),
    ),
    Case(
        "an alarm a zone needs the zones' names",
        "alarm-zones-unknown",
        "alarms.tune.rejected-flows.each_zone",
        lambda: in_zones("${Token[AZ.1]}"),
        lambda: in_zones("us-east-1a"),
    ),
    Case(
        "a brought load balancer has its alarms elsewhere",
        "alarm-of-brought-load-balancer",
        "alarms.tune.rejected-flows",
        lambda: brought(alarms={"tune": {"rejected-flows": {}}}),
        lambda: brought(alarms={"tune": {"connections": {"threshold": 9}}}),
    ),
    Case(
        "an endpoint to another Region has no metrics",
        "alarms-across-regions",
        "alarms",
        lambda: consumer(service_name={"ssm_parameter": "/name"}, service_region="eu-west-1", alarms={}),
        lambda: consumer(service_name={"ssm_parameter": "/name"}, service_region="us-east-1", alarms={}),
    ),
    Case(
        "a threshold is known before deployment",
        "token-where-literal",
        "alarms.tune.rejected-flows.threshold",
        lambda: tuned("rejected-flows", threshold=-1.8881545897087626e289),
        lambda: tuned("rejected-flows", threshold=-1.5),
    ),
    Case(
        "a topic is in the alarm's Region",
        "topic-in-other-region",
        "alarms.topic_arn",
        lambda: service(alarms={"topic_arn": _TOPIC.replace("us-east-1", "us-west-2")}),
        lambda: service(alarms={"topic_arn": _TOPIC}),
    ),
    Case(
        "a topic is in the endpoint's Region",
        "topic-in-other-region",
        "notifications.topic_arn",
        lambda: consumer(notifications={"topic_arn": _TOPIC.replace("us-east-1", "us-west-2")}),
        lambda: consumer(notifications={"topic_arn": _TOPIC}),
    ),
    Case(
        "a topic is an SNS topic",
        "malformed-id",
        "",
        lambda: value(TopicArn, _TOPIC.replace("sns", "sqs")),
        lambda: value(TopicArn, _TOPIC),
    ),
    Case(
        "a notification has events",
        "no-connection-events",
        "notifications.events",
        lambda: service(notifications={"events": []}),
        lambda: service(notifications={"events": ["Connect"]}),
    ),
    Case(
        "an event is named once",
        "duplicate-connection-event",
        "notifications.events[1]",
        lambda: service(notifications={"events": ["Connect", "Connect"]}),
        lambda: service(notifications={"events": ["Connect", "Delete"]}),
    ),
    Case(
        "an event is one of AWS's",
        "wrong-type",
        "notifications.events[0]",
        lambda: service(notifications={"events": ["Appear"]}),
        lambda: service(notifications={"events": ["Accept"]}),
    ),
    Case(
        "query logs stay in the VPC's Region",
        "query-logs-in-other-region",
        "query_logs.destination_arn",
        lambda: cell(query_logs={"destination_arn": _GROUP.replace("us-east-1", "us-west-2")}),
        lambda: cell(query_logs={"destination_arn": _GROUP}),
    ),
    Case(
        "a bucket is in the VPC's partition",
        "mixed-partition",
        "query_logs.destination_arn",
        lambda: cell(query_logs={"destination_arn": "arn:aws-cn:s3:::query-logs"}),
        lambda: cell(query_logs={"destination_arn": "arn:aws:s3:::query-logs/eu"}),
    ),
    Case(
        "query logs go where the Resolver can write",
        "malformed-id",
        "",
        lambda: value(QueryLogDestinationArn, f"arn:aws:kinesis:us-east-1:{ACCOUNT}:stream/queries"),
        lambda: value(QueryLogDestinationArn, f"arn:aws:firehose:us-east-1:{ACCOUNT}:deliverystream/queries"),
    ),
    Case(
        "what keeps brought query logs says how long",
        "retention-of-brought-destination",
        "query_logs.retention_days",
        lambda: cell(query_logs={"destination_arn": _GROUP, "retention_days": 30}),
        lambda: cell(query_logs={"retention_days": 30}),
    ),
    Case(
        "query logs are kept for one of CloudWatch's periods",
        "retention-days",
        "query_logs.retention_days",
        lambda: cell(query_logs={"retention_days": 31}),
        lambda: cell(query_logs={"retention_days": 30}),
    ),
    Case(
        "a flow log's field is one that AWS documents",
        "unknown-flow-log-field",
        "network.flow_logs.fields[1]",
        lambda: logged(fields=["version", "vpc_id"]),
        lambda: logged(fields=["version", "vpc-id"]),
    ),
    Case(
        "a flow log's field is named once",
        "duplicate-flow-log-field",
        "network.flow_logs.fields[1]",
        lambda: logged(fields=["version", "version"]),
        lambda: logged(fields=["version", "action"]),
    ),
    Case(
        "a flow log has a named record or fields of its own",
        "flow-log-record-and-fields",
        "network.flow_logs.record",
        lambda: logged(record="endpoints", fields=["version"]),
        lambda: logged(record="endpoints"),
    ),
]
