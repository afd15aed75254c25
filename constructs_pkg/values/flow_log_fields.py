"""What an entry of a VPC flow log can hold, and the named choices of it.

Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html#flow-logs-fields
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable

from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.problem import Problem

# In the order of AWS's table; the comments tell the versions that brought them.
FIELDS = (
    # 2: the default format
    *("version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets"),
    *("bytes", "start", "end", "action", "log-status"),
    # 3
    *("vpc-id", "subnet-id", "instance-id", "tcp-flags", "type", "pkt-srcaddr", "pkt-dstaddr"),
    # 4
    *("region", "az-id", "sublocation-type", "sublocation-id"),
    # 5
    *("pkt-src-aws-service", "pkt-dst-aws-service", "flow-direction", "traffic-path"),
    # 7
    *("ecs-cluster-arn", "ecs-cluster-name", "ecs-container-instance-arn", "ecs-container-instance-id"),
    *("ecs-container-id", "ecs-second-container-id", "ecs-service-name", "ecs-task-definition-arn", "ecs-task-arn"),
    "ecs-task-id",
    # 8 to 10
    *("reject-reason", "resource-id", "encryption-status"),
)

RECORDS: dict[str, Collection[str]] = {
    "default": (),
    # Who spoke to whom through an endpoint's network interface: what is behind a hop, in which zone, which way.
    "endpoints": (
        *("version", "account-id", "vpc-id", "subnet-id", "az-id", "interface-id", "flow-direction", "traffic-path"),
        *("srcaddr", "srcport", "dstaddr", "dstport", "pkt-srcaddr", "pkt-dstaddr", "pkt-src-aws-service"),
        *("pkt-dst-aws-service", "protocol", "tcp-flags", "type", "packets", "bytes", "start", "end", "action"),
        *("reject-reason", "log-status"),
    ),
    "all": FIELDS,
}


def log_format(record: str, fields: Collection[str]) -> str | None:
    """Return the format of entries with `fields`, or of the named `record`; None is AWS's default.

    Fields stand in the order of AWS's table, so that another order of the same fields replaces no flow log.
    """
    chosen = fields or RECORDS[record]
    return " ".join(f"${{{field}}}" for field in FIELDS if field in chosen) or None


def check_fields(record: str, fields: tuple[str, ...]) -> Iterable[Problem]:
    """Yield the problems of the own `fields` of a flow log beside the named `record`, at ``fields``."""
    if fields and record != "default":
        limit = f"is given beside fields {', '.join(fields)}"
        yield Problem("flow-log-record-and-fields", "record", record, limit, "leave one of them out")
    for place, field in enumerate(fields):
        if field not in FIELDS:
            close = difflib.get_close_matches(field, FIELDS, n=1)
            fix = f"did you mean {close[0]!r}?" if close else f"name one of: {', '.join(FIELDS)}"
            yield Problem("unknown-flow-log-field", f"fields[{place}]", field, "is no field of a flow log", fix)
    for place, first in repeated(fields):
        limit = f"is also fields[{first}]"
        yield Problem("duplicate-flow-log-field", f"fields[{place}]", fields[place], limit, "name each field once")
