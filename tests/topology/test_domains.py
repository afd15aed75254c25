"""What endpoints bring to a VPC meets neither its zones nor the names in them."""

from typing import Any

import pytest

from constructs_pkg.values.late import import_value

from .wishes import Wish, planned, problems

_OPEN: dict[str, Any] = {"security_group_ids": ["sg-00000000000000001"], "policy": "own-account"}
_SSM = {**_OPEN, "cell": "app", "service_name": "com.amazonaws.us-east-1.ssm", "private_dns": True}
_S3 = _SSM | {"service_name": "com.amazonaws.us-east-1.s3"}
_ZONE = "ssm.us-east-1.amazonaws.com"
_NO_GATEWAY: Wish = {"cells.app.network.gateway_endpoints": []}
_OLD_VPC = {"vpc_id": "vpc-00000000000000001", "region": "us-east-1"}
_API = {"private_dns": True, "private_dns_name": "api.old.test"}


def _inbound_only(wanted: bool) -> Wish:
    return {"dns_options": {"private_dns_only_for_inbound_resolver_endpoint": wanted}}


@pytest.mark.parametrize(
    ("expected", "bad", "good"),
    [
        (
            ("duplicate-zone", "links.ssm.private_dns"),
            {"links.ssm": _SSM, "cells.app.zones": [_ZONE]},
            {"links.ssm": _SSM, "cells.app.zones": [f"x.{_ZONE}"]},
        ),
        (
            ("duplicate-zone", "cells.older.interface_endpoints[0].names"),
            {
                "cells.older": {
                    "account": "111111111111",
                    "region": "us-east-1",
                    "network": {
                        "vpc_id": "vpc-00000000000000001",
                        "cidr": "172.16.0.0/16",
                        "subnets": [{"id": "subnet-00000000000000001", "availability_zone": "us-east-1b"}],
                    },
                    "interface_endpoints": ["ssm"],
                },
                "cells.old.zones": [{"name": _ZONE, "id": "Z1"}],
            },
            {"cells.old.zones": [{"name": _ZONE, "id": "Z1"}]},
        ),
        (
            ("duplicate-zone", "cells.app.zones[0].also_seen_by[0].vpc_id"),
            {
                "cells.app.zones": [{"name": _ZONE, "also_seen_by": [_OLD_VPC]}],
                "cells.app.hosts": {},
                "cells.old.interface_endpoints": ["ssm"],
            },
            {
                "cells.app.zones": [{"name": _ZONE, "also_seen_by": [_OLD_VPC]}],
                "cells.app.hosts": {},
                "cells.old.interface_endpoints": ["sqs"],
            },
        ),
        (
            ("masked-record", "links.vendor.names[0]"),
            {"links.vendor.names": ["web.api.old.test"]} | {f"links.vendor.{key}": held for key, held in _API.items()},
            {"links.vendor.names": ["web.old.test"]} | {f"links.vendor.{key}": held for key, held in _API.items()},
        ),
        (
            ("inbound-only-without-gateway", "links.s3.dns_options.private_dns_only_for_inbound_resolver_endpoint"),
            {"links.s3": _S3} | _NO_GATEWAY,
            {"links.s3": _S3 | _inbound_only(False)} | _NO_GATEWAY,
        ),
        (
            ("inbound-only-without-gateway", "links.s3.dns_options.private_dns_only_for_inbound_resolver_endpoint"),
            {"links.s3": _S3 | _inbound_only(True)} | _NO_GATEWAY,
            {"links.s3": _S3 | _inbound_only(True)},
        ),
    ],
)
def test_domain_of_an_endpoint(expected: tuple[str, str], bad: Wish, good: Wish) -> None:
    """A domain that AWS would refuse, or that hides a name, is told where it stands; its neighbour is not."""
    assert [expected] == [(problem.rule, problem.path) for problem in problems(bad)]
    assert planned(good).warnings == ()


def test_a_profile_takes_zones_of_services() -> None:
    """What a cell makes for the names of AWS services is shared like any zone of it, by its exported id."""
    shared = {"cell": "app", "zones": [_ZONE, "example.com"]}
    plan = planned(
        {"cells.app.interface_endpoints": [{"service": "ssm", "names": "own-zones"}], "profiles.all": shared}
    )
    (profile,) = next(cell for cell in plan.cells if cell.key == "app").profiles
    known = {str(zone.name): zone.id for zone in profile.spec.zones}
    assert {_ZONE, "example.com"} == set(known)
    assert import_value("net-app-network:Zone:ssm:us-east-1:amazonaws:com") == known[_ZONE]
