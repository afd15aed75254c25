"""What a listener's settings for TLS must keep to.

Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/tls-listener-certificates.html and
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
"""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.common_rules import other_account, other_region
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import CertificateArn
from constructs_pkg.values.service import Listener, ListenerProtocol

# Beside the default one, adjustable: "Certificates per Network Load Balancer" in
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html
MOST_CERTIFICATES = 25

# Those that take TLS 1.0 or 1.1.
OUTDATED_POLICIES = (
    "ELBSecurityPolicy-2016-08",
    "ELBSecurityPolicy-FS-1-1-2019-08",
    "ELBSecurityPolicy-FS-2018-06",
    "ELBSecurityPolicy-TLS-1-0-2015-04",
    "ELBSecurityPolicy-TLS-1-1-2017-01",
    "ELBSecurityPolicy-TLS13-1-0-2021-06",
    "ELBSecurityPolicy-TLS13-1-1-2021-06",
)


def check_tls(listener: Listener, region: Region, account: Late | AccountId) -> Iterable[Problem]:
    """Yield the problems of what `listener` asks of TLS beyond its first certificate."""
    if listener.protocol is not ListenerProtocol.TLS:
        yield from _without_tls(listener)
        return
    places: dict[object, str] = {listener.certificate_arn: "certificate_arn"}
    for key, certificate in listener.more_certificate_arns.items():
        path = f"more_certificate_arns.{key}"
        first = places.setdefault(certificate, path)
        if first != path:
            fix = "name each certificate once"
            yield Problem("duplicate-certificate", path, str(certificate), f"is also {first}", fix)
        if isinstance(certificate, CertificateArn):
            yield from other_region("certificate-in-other-region", path, certificate, region)
            yield from other_account("certificate-in-other-account", path, certificate, account)
    if len(listener.more_certificate_arns) > MOST_CERTIFICATES:
        value, fix = f"{len(listener.more_certificate_arns)} certificates", "have it raised in the account beforehand"
        limit = f"are over the quota of {MOST_CERTIFICATES} beside the first of each listener"
        yield Problem("many-certificates", "more_certificate_arns", value, limit, fix, "warning")
    if listener.ssl_policy in OUTDATED_POLICIES:
        limit, fix = "takes TLS 1.0 or 1.1, which are outdated", "leave it out, or name one that begins with TLS 1.2"
        yield Problem("outdated-tls", "ssl_policy", str(listener.ssl_policy), limit, fix, "warning")


def _without_tls(listener: Listener) -> Iterable[Problem]:
    given: dict[str, object] = {
        "more_certificate_arns": len(listener.more_certificate_arns) or None,
        "ssl_policy": listener.ssl_policy,
        "alpn_policy": listener.alpn_policy,
        "target_protocol": listener.target_protocol,
    }
    for key, value in given.items():
        if value is not None:
            limit = f"is given for a {listener.protocol} listener, which passes bytes through"
            yield Problem("tls-setting-without-tls", key, str(value), limit, "leave it out, or use TLS")
