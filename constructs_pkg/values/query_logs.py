"""Where the DNS queries of a VPC are logged, and the rules of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from constructs_pkg.values.common_rules import other_partition, other_region
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import QueryLogDestinationArn
from constructs_pkg.values.retention import DEFAULT_RETENTION_DAYS, check_retention
from constructs_pkg.values.spec import Spec


class QueryLogs(Spec):
    """Logging of every DNS query that comes from the cell's VPC and that the Resolver does not answer from its cache.

    Changing the destination replaces the configuration: some queries between are not logged.
    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html
    """

    destination_arn: Late | QueryLogDestinationArn | None = None
    """A log group, S3 bucket or Firehose stream that exists and lets the Resolver write to it. Default: an encrypted
    log group is made."""

    retention_days: Annotated[int, Field(strict=True)] | None = None
    """Days until an entry of the log group made here is deleted: one of CloudWatch Logs' periods. Default: 365."""

    @property
    def kept_days(self) -> int:
        """Days until an entry of the log group made here is deleted."""
        return DEFAULT_RETENTION_DAYS if self.retention_days is None else self.retention_days


def check_query_logs(logs: QueryLogs | None, region: Region) -> list[Problem]:
    """Return the problems of `logs` in `region`, below ``query_logs``."""
    if logs is None:
        return []
    return [problem.under("query_logs") for problem in (*_destination(logs, region), *_retention(logs))]


def _destination(logs: QueryLogs, region: Region) -> Iterable[Problem]:
    arn = logs.destination_arn
    if not isinstance(arn, QueryLogDestinationArn):
        return
    if arn.region:
        yield from other_region("query-logs-in-other-region", "destination_arn", arn, region)
    else:
        # A bucket's ARN names no Region.
        yield from other_partition("destination_arn", arn, arn.split(":")[1], region)


def _retention(logs: QueryLogs) -> Iterable[Problem]:
    if logs.retention_days is None:
        return
    if logs.destination_arn is not None:
        limit = "is given beside destination_arn, which keeps entries as long as it says itself"
        yield Problem(
            "retention-of-brought-destination",
            "retention_days",
            str(logs.retention_days),
            limit,
            "leave one of them out",
        )
    yield from check_retention(logs.retention_days)
