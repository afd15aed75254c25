"""The domain name of a private REST API and who may call it."""

from __future__ import annotations

from typing import Any

from constructs_pkg.fragments.private_api import private_api_domain_fragment
from constructs_pkg.values.place import Region
from constructs_pkg.values.private_api import PrivateApiDomainSpec
from constructs_pkg.values.spec import parse

CERTIFICATE = "arn:aws:acm:us-east-1:111111111111:certificate/01234567-89ab-cdef-0123-456789abcdef"
FIRST, SECOND = "vpce-0123456789abcdef0", "vpce-1123456789abcdef0"


def made(**endpoints: str) -> dict[str, Any]:
    """The resources of a domain name for these endpoints."""
    given = {
        "domain_name": "orders.example.com",
        "certificate_arn": CERTIFICATE,
        "rest_api_id": "a1b2c3d4e5",
        "stage": "live",
        "endpoint_ids": endpoints,
    }
    return dict(
        private_api_domain_fragment(
            parse(PrivateApiDomainSpec, given), region=Region("us-east-1"), name="a"
        ).template()["Resources"]
    )


def test_only_the_endpoints_get_through() -> None:
    """The policy is the one that API Gateway documents for private names: everybody, but from elsewhere nobody."""
    everybody = {"Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    expected = [
        {"Effect": "Allow", **everybody},
        {"Effect": "Deny", **everybody, "Condition": {"StringNotEquals": {"aws:SourceVpce": [FIRST, SECOND]}}},
    ]
    assert expected == made(a=FIRST, b=SECOND)["Resource"]["Properties"]["Policy"]["Statement"]


def test_an_endpoint_more_is_one_association_more() -> None:
    """The name's policy changes in place, and nothing else does."""
    before, after = made(b=FIRST), made(a=SECOND, b=FIRST)
    assert {"Access-a"} == after.keys() - before.keys()
    assert ["Resource"] == [name for name in before if before[name] != after[name]]
