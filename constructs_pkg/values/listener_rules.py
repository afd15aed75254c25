"""What the listeners of a Network Load Balancer must keep to.

Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html and
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
"""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.common_rules import other_account, other_region, out_of_range, repeated
from constructs_pkg.values.health_check_rules import check_health_check
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import CertificateArn
from constructs_pkg.values.run_time_target_rules import check_run_time_targets
from constructs_pkg.values.service import Listener, ListenerProtocol, ServiceSpec
from constructs_pkg.values.target_rules import check_targets
from constructs_pkg.values.target_settings_rules import check_target_settings
from constructs_pkg.values.tls_rules import check_tls

# Not adjustable: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html
MOST_LISTENERS = 50

LOWEST_PORT, HIGHEST_PORT = 1, 65_535

_WITH_UDP = (ListenerProtocol.UDP, ListenerProtocol.TCP_UDP)


def is_dualstack(spec: ServiceSpec) -> bool:
    """Tell whether the load balancer of `spec` has IPv6 addresses."""
    return "ipv6" in spec.ip_address_types


def check_listeners(spec: ServiceSpec, region: Region, account: Late | AccountId) -> list[Problem]:
    """Return the problems of the listeners of `spec`, with paths below ``listeners``."""
    listeners = spec.listeners
    problems = list(_ports(listeners))
    if len(listeners) > MOST_LISTENERS:
        limit = f"are more than the {MOST_LISTENERS} of a Network Load Balancer"
        fix = "spread them over several services"
        problems.append(Problem("too-many-listeners", "listeners", f"{len(listeners)} listeners", limit, fix))
    for place, listener in enumerate(listeners):
        found = [*_listener(listener, spec, region, account), *_alb(listener), *check_health_check(listener)]
        found += [*check_tls(listener, region, account), *check_target_settings(listener)]
        problems.extend(problem.under(f"listeners[{place}]") for problem in found)
    return problems


def _ports(listeners: tuple[Listener, ...]) -> Iterable[Problem]:
    for place, first in repeated(listener.port for listener in listeners):
        protocols = {listeners[place].protocol, listeners[first].protocol}
        both = protocols == {ListenerProtocol.TCP, ListenerProtocol.UDP}
        yield Problem(
            "two-listeners-on-one-port",
            f"listeners[{place}].port",
            str(listeners[place].port),
            f"is also listeners[{first}].port",
            "make it one listener of protocol TCP_UDP" if both else "give each listener its own port",
        )


def _listener(listener: Listener, spec: ServiceSpec, region: Region, account: Late | AccountId) -> Iterable[Problem]:
    yield from out_of_range("port-out-of-range", "port", listener.port, LOWEST_PORT, HIGHEST_PORT)
    yield from out_of_range("port-out-of-range", "target_port", listener.target_port, LOWEST_PORT, HIGHEST_PORT)
    yield from check_targets(listener.targets, spec.network, region, account, dualstack=is_dualstack(spec))
    yield from check_run_time_targets(listener, spec.database_proxy)
    secure, certificate = listener.protocol is ListenerProtocol.TLS, listener.certificate_arn
    if secure and not certificate:
        fix = "give the ARN of an ACM certificate, or use TCP and let the targets decrypt"
        yield Problem("tls-without-certificate", "certificate_arn", "", "is missing on a TLS listener", fix)
    if certificate and not secure:
        fix = "leave it out, or use TLS"
        limit = f"is given for a {listener.protocol} listener"
        yield Problem("certificate-without-tls", "certificate_arn", str(certificate), limit, fix)
    if isinstance(certificate, CertificateArn):
        # https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html and, for the account,
        # https://aws.amazon.com/blogs/security/how-to-deploy-public-acm-certificates-across-multiple-aws-accounts-and-regions-using-aws-cloudformation-stacksets/
        yield from other_region("certificate-in-other-region", "certificate_arn", certificate, region)
        yield from other_account("certificate-in-other-account", "certificate_arn", certificate, account)
    if listener.protocol in _WITH_UDP and is_dualstack(spec):
        # https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-listener.html
        yield Problem(
            "udp-on-dualstack",
            "protocol",
            listener.protocol,
            "needs IPv6 source NAT prefixes on a dualstack load balancer, which this library does not make",
            "offer ipv4 only, or bring a load balancer of your own",
        )


def _alb(listener: Listener) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
    if listener.targets.application_load_balancer_arn is None:
        return
    if listener.protocol is not ListenerProtocol.TCP:
        limit = "cannot forward to an Application Load Balancer"
        yield Problem("alb-target-protocol", "protocol", listener.protocol, limit, "use TCP: the target may decrypt")
    if listener.health_check and listener.health_check.protocol == "TCP":
        limit = "cannot probe an Application Load Balancer"
        yield Problem("alb-health-check", "health_check.protocol", "TCP", limit, "use HTTP or HTTPS")
