"""The connections of one endpoint service, as EC2 tells of them, and what changes them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from botocore.exceptions import ClientError

from constructs_pkg.fragments.handlers.calls import UNREACHED, again
from constructs_pkg.fragments.handlers.connection import ACCEPTED_BY, Connection, read_connection

PAGE = 1000
MOST_AT_ONCE = 25


def connections(ec2: Any, service_id: str, home: str) -> list[Connection]:
    """Return every connection of the service, those from other Regions as well, the oldest first.

    Args:
        ec2: A client in the Region of the service.
        service_id: The service.
        home: The Region of the service, which endpoints have that tell none.
    """
    # Without the filter EC2 may leave out endpoints of other Regions.
    # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointConnections.html
    elsewhere = [{"Name": "vpc-endpoint-region", "Values": ["cross-region"]}]
    found = [*_described(ec2, service_id, []), *_described(ec2, service_id, elsewhere)]
    told = {one.endpoint_id: one for one in (read_connection(each, home) for each in found)}
    return sorted(told.values(), key=lambda one: one.age)


def accept(ec2: Any, service_id: str, wanted: Iterable[tuple[Connection, str]]) -> dict[str, str]:
    """Accept connections, each marked with the rule it is accepted by; return why some were not, by endpoint.

    The mark comes first: a connection that is accepted is always known to be the rules' own.
    """
    failed: dict[str, str] = {}
    asked: list[str] = []
    unmarked: dict[str, dict[str, str]] = defaultdict(dict)
    for one, rule in wanted:
        asked.append(one.endpoint_id)
        if one.identifier is None:
            failed[one.endpoint_id] = "EC2 tells no id of the connection, so that it cannot be marked"
        elif one.accepted_by != rule:
            unmarked[rule][one.endpoint_id] = one.identifier
    for rule, identifiers in unmarked.items():
        failed |= _in_parts(partial(_mark, ec2, rule, identifiers), list(identifiers))
    marked = [one for one in asked if one not in failed]
    return failed | _changed(ec2.accept_vpc_endpoint_connections, service_id, marked)


def reject(ec2: Any, service_id: str, unwanted: Iterable[Connection]) -> dict[str, str]:
    """Reject connections; return why some were not, by endpoint."""
    return _changed(ec2.reject_vpc_endpoint_connections, service_id, [one.endpoint_id for one in unwanted])


def _described(ec2: Any, service_id: str, filters: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    asked: dict[str, Any] = {
        "Filters": [{"Name": "service-id", "Values": [service_id]}, *filters],
        "MaxResults": PAGE,
    }
    while True:
        page = again(ec2.describe_vpc_endpoint_connections, **asked)
        # A filter that is not known lets everything through.
        yield from (one for one in page.get("VpcEndpointConnections", []) if one.get("ServiceId") == service_id)
        if not page.get("NextToken"):
            return
        asked["NextToken"] = page["NextToken"]


def _changed(call: Callable[..., dict[str, Any]], service_id: str, endpoints: list[str]) -> dict[str, str]:
    """Change the connections of endpoints; return why some were not changed."""
    return _in_parts(partial(_called, call, service_id), endpoints)


def _in_parts(change: Callable[[list[str]], dict[str, str]], endpoints: list[str]) -> dict[str, str]:
    """Change some endpoints at a time; return why some were not changed: one that is refused holds up no other.

    Where AWS is not reached, those that are left are not tried: each would take as long as the first.
    """
    failed: dict[str, str] = {}
    for start in range(0, len(endpoints), MOST_AT_ONCE):
        some = endpoints[start : start + MOST_AT_ONCE]
        try:
            failed |= change(some)
        except ClientError as error:
            if len(some) == 1:
                failed[some[0]] = str(error)
            else:
                for endpoint in some:
                    failed |= _in_parts(change, [endpoint])
        except UNREACHED as error:
            return failed | dict.fromkeys(endpoints[start:], str(error))
    return failed


def _mark(ec2: Any, rule: str, identifiers: dict[str, str], endpoints: list[str]) -> dict[str, str]:
    """Mark the connections of endpoints with the rule that accepts them: all, or none."""
    marked = [identifiers[endpoint] for endpoint in endpoints]
    again(ec2.create_tags, Resources=marked, Tags=[{"Key": ACCEPTED_BY, "Value": rule}])
    return {}


def _called(call: Callable[..., dict[str, Any]], service_id: str, endpoints: list[str]) -> dict[str, str]:
    """Return what a call that succeeds says it did not do, by endpoint."""
    answered = again(call, ServiceId=service_id, VpcEndpointIds=endpoints)
    return {one.get("ResourceId", endpoints[0]): _why(one.get("Error", {})) for one in answered.get("Unsuccessful", [])}


def _why(error: dict[str, str]) -> str:
    return f"{error.get('Code', 'unknown')}: {error.get('Message', '')}"
