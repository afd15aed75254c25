"""What a service of VPC Lattice must keep to.

Sources: https://docs.aws.amazon.com/vpc-lattice/latest/ug/listeners.html, .../tls-listeners.html,
.../https-listeners.html, .../service-custom-domain-name.html, .../quotas.html and
https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateRule.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from constructs_pkg.values.allowed_callers import check_callers
from constructs_pkg.values.common_rules import other_account, other_region, out_of_range, repeated
from constructs_pkg.values.lattice_service import LatticeListener, LatticeRule, LatticeServiceSpec, WeightedTargets
from constructs_pkg.values.lattice_target_rules import check_reachable, check_targets
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import CertificateArn, ServiceNetworkArn
from constructs_pkg.values.retention import check_retention

LISTENERS_OF_A_SERVICE = 2
RULES_OF_A_LISTENER = 5
TARGET_GROUPS_OF_AN_ACTION = 10
HEADERS_OF_A_RULE = 5
PRIORITY = (1, 2_000)
WEIGHT = (0, 999)
IDLE_TIMEOUT_SECONDS = (60, 600)

# PathMatchType and HeaderMatchType in the schemas of AWS::VpcLattice::Rule.
LONGEST_MATCH = 128
LONGEST_HEADER = 40


def check_lattice_service(spec: LatticeServiceSpec, region: Region, account: object) -> list[Problem]:
    """Return the problems of `spec` in `region` of `account`; empty means good."""
    return [
        *_networks(spec, region),
        *_domain(spec, region, account),
        *_listeners(spec),
        *_targets(spec, region, account),
        *_unused(spec),
        *check_callers(spec.allowed, spec.open_because, region),
        *_signed_through_tls(spec),
        *out_of_range("idle-timeout", "idle_timeout_seconds", spec.idle_timeout_seconds, *IDLE_TIMEOUT_SECONDS),
        *_logs(spec.log_retention_days),
    ]


def _targets(spec: LatticeServiceSpec, region: Region, account: object) -> Iterator[Problem]:
    for key, group in spec.target_groups.items():
        yield from check_targets(f"target_groups.{key}", group, region, account)
        yield from (problem.under(f"target_groups.{key}") for problem in check_reachable(group, spec.network))


def _networks(spec: LatticeServiceSpec, region: Region) -> Iterator[Problem]:
    for key, arn in spec.service_networks.items():
        if isinstance(arn, ServiceNetworkArn):
            yield from other_region("service-network-in-other-region", f"service_networks.{key}", arn, region)
    keys = list(spec.service_networks)
    for place, first in repeated(spec.service_networks.values()):
        path, limit = f"service_networks.{keys[place]}", f"is also service_networks.{keys[first]}"
        yield Problem("duplicate-service-network", path, str(spec.service_networks[keys[place]]), limit, "name it once")


def _domain(spec: LatticeServiceSpec, region: Region, account: object) -> Iterator[Problem]:
    name, certificate = spec.custom_domain_name, spec.certificate_arn
    if name is not None and name.startswith("*"):
        yield Problem("wildcard-service-name", "custom_domain_name", name, "is a wildcard", "give one name")
    if name is None and certificate is not None:
        limit = "is given without a custom_domain_name that it is for"
        yield Problem("certificate-without-domain", "certificate_arn", str(certificate), limit, "leave it out")
    if name is None and spec.zone is not None:
        limit = "is given without a custom_domain_name to put into it"
        yield Problem("zone-without-domain", "zone", spec.zone.name, limit, "leave it out, or give the name")
    if name is not None and spec.zone is not None and not name.within(spec.zone.name):
        limit = f"is outside zone {spec.zone.name}"
        yield Problem("record-outside-zone", "custom_domain_name", name, limit, "use a name below the zone")
    if isinstance(certificate, CertificateArn):
        yield from other_region("certificate-in-other-region", "certificate_arn", certificate, region)
        yield from other_account("certificate-in-other-account", "certificate_arn", certificate, account)
    if name is not None and certificate is None and any(one.protocol == "HTTPS" for one in spec.listeners.values()):
        limit = "is missing, and an HTTPS listener has no other certificate for the custom_domain_name"
        yield Problem("https-without-certificate", "certificate_arn", "", limit, "give it")


def _listeners(spec: LatticeServiceSpec) -> Iterator[Problem]:
    count = len(spec.listeners)
    if not count:
        yield Problem("no-lattice-listeners", "listeners", "", "are missing", "give at least one")
    if count > LISTENERS_OF_A_SERVICE:
        limit = f"are more than the {LISTENERS_OF_A_SERVICE} of a service's default quota"
        fix = "merge some, or have the quota raised first"
        yield Problem("many-lattice-listeners", "listeners", f"{count} listeners", limit, fix, "warning")
    keys = list(spec.listeners)
    for place, first in repeated(one.asked_port for one in spec.listeners.values()):
        limit, port = f"is the port of listeners.{keys[first]} as well", spec.listeners[keys[place]].asked_port
        yield Problem("duplicate-port", f"listeners.{keys[place]}.port", str(port), limit, "choose another port")
    for key, listener in spec.listeners.items():
        yield from (problem.under(f"listeners.{key}") for problem in _listener(spec, listener))


def _listener(spec: LatticeServiceSpec, listener: LatticeListener) -> Iterator[Problem]:
    yield from _forward(spec, listener, listener.forward)
    if listener.protocol == "TLS_PASSTHROUGH":
        if spec.custom_domain_name is None:
            limit = "tells services apart by their custom_domain_name, which is missing"
            yield Problem("passthrough-without-domain", "protocol", listener.protocol, limit, "give the service one")
        if listener.rules:
            limit = "are given for a listener that does not see requests"
            yield Problem("rules-of-passthrough", "rules", f"{len(listener.rules)} rules", limit, "leave them out")
        if not listener.forward:
            limit = "is missing: a listener that passes TLS through answers nothing by itself"
            yield Problem("passthrough-without-targets", "forward", "", limit, "name target groups of TCP")
    elif not listener.forward and not listener.rules:
        limit = "is missing as rules are: every request would be answered with 404"
        yield Problem("listener-without-targets", "forward", "", limit, "name target groups")
    if len(listener.rules) > RULES_OF_A_LISTENER:
        limit = f"are more than the {RULES_OF_A_LISTENER} of a listener's default quota"
        fix = "merge some, or have the quota raised first"
        yield Problem("many-lattice-rules", "rules", f"{len(listener.rules)} rules", limit, fix, "warning")
    keys = list(listener.rules)
    for place, first in repeated(rule.priority for rule in listener.rules.values()):
        limit = f"is the priority of rules.{keys[first]} as well"
        path, value = f"rules.{keys[place]}.priority", str(listener.rules[keys[place]].priority)
        yield Problem("duplicate-priority", path, value, limit, "give each rule its own")
    for key, rule in listener.rules.items():
        yield from (problem.under(f"rules.{key}") for problem in _rule(spec, listener, rule))


def _rule(spec: LatticeServiceSpec, listener: LatticeListener, rule: LatticeRule) -> Iterator[Problem]:
    yield from out_of_range("rule-priority", "priority", rule.priority, *PRIORITY)
    yield from _forward(spec, listener, rule.forward)
    if bool(rule.forward) == (rule.respond is not None):
        limit = "are both given" if rule.forward else "are both missing"
        yield Problem("one-action", "", "forward and respond", limit, "give exactly one")
    if rule.path is not None and rule.path_prefix is not None:
        limit = "is given beside path"
        yield Problem("two-paths", "path_prefix", rule.path_prefix, limit, "leave one of them out")
    if not (rule.path or rule.path_prefix or rule.method or rule.headers):
        limit = "matches every request"
        yield Problem("rule-without-match", "", "", limit, "say which requests, or use the listener's forward")
    if len(rule.headers) > HEADERS_OF_A_RULE:
        limit = f"are more than {HEADERS_OF_A_RULE}"
        yield Problem("too-many-headers", "headers", f"{len(rule.headers)} headers", limit, "leave some out")
    names = list(rule.headers)
    for place, first in repeated(name.lower() for name in names):
        # https://www.rfc-editor.org/rfc/rfc9110#section-5.1: "Field names are case-insensitive".
        limit = f"is {names[first]}: upper and lower case are one in the names of headers"
        yield Problem("duplicate-header", f"headers.{names[place]}", names[place], limit, "name it once")
    for name, match in rule.headers.items():
        given = [text for text in (match.exact, match.prefix, match.contains) if text is not None]
        if len(given) != 1:
            limit = f"says {len(given)} of exact, prefix and contains"
            yield Problem("one-header-match", f"headers.{name}", "", limit, "give exactly one")
        if "" in given:
            limit = "is compared with an empty text"
            yield Problem("empty-match", f"headers.{name}", "", limit, "say what the header holds")
        if not 1 <= len(name) <= LONGEST_HEADER:
            limit = f"is outside 1 to {LONGEST_HEADER} characters"
            yield Problem("header-name-length", f"headers.{name}", name, limit, "shorten it")
        yield from (_too_long(f"headers.{name}", text) for text in given if len(text) > LONGEST_MATCH)
    for key in ("path", "path_prefix"):
        text = getattr(rule, key)
        if text is not None and len(text) > LONGEST_MATCH:
            yield _too_long(key, text)


def _too_long(path: str, text: str) -> Problem:
    limit = f"is over {LONGEST_MATCH} characters"
    return Problem("match-too-long", path, f"{len(text)} characters", limit, "match less of it")


def _forward(
    spec: LatticeServiceSpec, listener: LatticeListener, forward: Sequence[WeightedTargets]
) -> Iterator[Problem]:
    if len(forward) > TARGET_GROUPS_OF_AN_ACTION:
        limit = f"are more than the {TARGET_GROUPS_OF_AN_ACTION} of an action"
        yield Problem("too-many-target-groups", "forward", f"{len(forward)} target groups", limit, "name fewer")
    for place, first in repeated(each.targets for each in forward):
        limit = f"is forward[{first}] as well"
        yield Problem("duplicate-targets", f"forward[{place}].targets", forward[place].targets, limit, "name it once")
    through = listener.protocol == "TLS_PASSTHROUGH"
    for place, each in enumerate(forward):
        path = f"forward[{place}]"
        yield from out_of_range("target-weight", f"{path}.weight", each.weight, *WEIGHT)
        group = spec.target_groups.get(each.targets)
        if group is None:
            fix = f"name one of: {', '.join(spec.target_groups) or 'none yet'}"
            yield Problem("unknown-targets", f"{path}.targets", each.targets, "is no target group of the service", fix)
        elif through != (group.asked_by == "TCP"):
            limit = f"are asked by {group.asked_by or 'invocation'}, and the listener is of {listener.protocol}"
            fix = "TCP target groups are for TLS_PASSTHROUGH, the others for HTTP and HTTPS"
            yield Problem("targets-of-other-protocol", f"{path}.targets", each.targets, limit, fix)
    if forward and not any(each.weight for each in forward):
        limit = "are all 0: no target group would be chosen"
        yield Problem("weights-all-zero", "forward", "weights", limit, "give one target group a weight")


def _unused(spec: LatticeServiceSpec) -> Iterator[Problem]:
    actions = [
        action for one in spec.listeners.values() for action in (one.forward, *(r.forward for r in one.rules.values()))
    ]
    used = {each.targets for action in actions for each in action}
    for key in spec.target_groups:
        if key not in used:
            limit, path = "is in no action, so that no request goes there", f"target_groups.{key}"
            yield Problem("unused-targets", path, key, limit, "name it in a listener, or leave it out", "warning")


def _signed_through_tls(spec: LatticeServiceSpec) -> Iterator[Problem]:
    if not any(one.protocol == "TLS_PASSTHROUGH" for one in spec.listeners.values()):
        return
    for place, caller in enumerate(spec.allowed):
        for key in ("principals", "organization_id", "methods"):
            if getattr(caller, key):
                limit = "is asked, and requests that pass in TLS show neither signature nor method"
                yield Problem("signature-through-tls", f"allowed[{place}].{key}", "", limit, "name VPCs only")


def _logs(days: int | None) -> Iterable[Problem]:
    for problem in check_retention(days) if days is not None else ():
        yield Problem(problem.rule, "log_retention_days", problem.value, problem.limit, problem.fix)
