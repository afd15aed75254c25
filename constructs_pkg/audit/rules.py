"""Resolver rules and Route 53 Profiles, read with what they are associated with.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Route53Resolver.html and
.../AWS_Route53Profiles.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.audit.firewalls import profile_priority
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.rule_facts import ProfileFact, RuleFact, RuleType, TargetFact
from constructs_pkg.audit.value import Literal, Resource, Unresolved, Value, in_words, leaves, literal_text

_TYPES = {one.value: one for one in RuleType}

# What the ids of rules begin with: https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ResolverRule.html.
_RULE_ID = "rslvr-rr-"


def read_rules(reading: Reading, profiles: Iterable[ProfileFact]) -> Iterator[RuleFact]:
    """Yield the rules made in the assembly, then those that only associations name.

    Of the latter nothing is known but the id; another account may have shared them.
    """
    vpcs = _associations(reading, "AWS::Route53Resolver::ResolverRuleAssociation", "ResolverRuleId", "VPCId")
    made = dict(reading.resources("AWS::Route53Resolver::ResolverRule"))
    for resource, rule in made.items():
        yield _rule(resource, rule, tuple(vpcs.pop(resource, ())))
    for profile in profiles:
        for brought in profile.resources:
            if (literal_text(brought) or "").startswith(_RULE_ID):
                vpcs.setdefault(brought, [])
    for identifier, associated in vpcs.items():
        reading.note(f"rule {in_words(identifier)}", "is known by its id only; the names that it forwards are not told")
        yield RuleFact(identifier, None, None, (), tuple(associated))


def _rule(resource: Resource, rule: Properties, vpcs: tuple[Value, ...]) -> RuleFact:
    given = literal_text(rule.identifier("RuleType"))
    found = _TYPES.get(given.upper()) if given is not None else None
    if found is None and given is not None:
        rule.note(f"is of type {given}, which is none of {', '.join(_TYPES)}")
    domain = rule.identifier("DelegationRecord" if found is RuleType.DELEGATE else "DomainName")
    text = literal_text(domain)
    if domain is not None and text is None:
        rule.note(f"is a rule for {in_words(domain)}; the names that it forwards are not told")
    return RuleFact(
        id=resource,
        type=found,
        domain=normal_name(text) if text is not None else None,
        targets=tuple(_targets(rule)),
        vpcs=vpcs,
        endpoint=rule.get("ResolverEndpointId"),
    )


def _targets(rule: Properties) -> Iterator[TargetFact]:
    for target in rule.entries("TargetIps"):
        address = target.get("Ip") or target.get("Ipv6")
        if address is None:
            target.note("has neither Ip nor Ipv6; it is not read")
        else:
            yield TargetFact(address, target.get("Port"))


def read_profiles(reading: Reading) -> Iterator[ProfileFact]:
    """Yield the Profiles made in the assembly, then those that only associations name."""
    vpcs = _associations(reading, "AWS::Route53Profiles::ProfileAssociation", "ProfileId", "ResourceId")
    resources: dict[Value, list[Value]] = {}
    priorities: dict[Value, list[tuple[Value, int | None]]] = {}
    for _, association in reading.resources("AWS::Route53Profiles::ProfileResourceAssociation"):
        profile, arn = association.identifier("ProfileId"), association.identifier("ResourceArn")
        if profile is not None and arn is not None:
            resources.setdefault(profile, []).append(_of_arn(arn))
            if (given := association.get("ResourceProperties")) is not None:
                told = (_of_arn(arn), profile_priority(literal_text(given)))
                priorities.setdefault(profile, []).append(told)
    made = [resource for resource, _ in reading.resources("AWS::Route53Profiles::Profile")]
    for identifier in dict.fromkeys([*made, *vpcs, *resources]):
        if identifier not in made:
            reading.note(f"Profile {in_words(identifier)}", "is not in the assembly; not all that it brings is known")
        yield ProfileFact(
            id=identifier,
            made_here=identifier in made,
            vpcs=tuple(vpcs.get(identifier, ())),
            resources=tuple(resources.get(identifier, ())),
            priorities=tuple(priorities.get(identifier, ())),
        )


def vpcs_without_reverse_rules(reading: Reading) -> Iterator[Value]:
    """Yield the VPCs whose Resolver makes no rules of its own for reverse lookups.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53resolver-resolverconfig.html.
    """
    for _, config in reading.resources("AWS::Route53Resolver::ResolverConfig"):
        vpc = config.identifier("ResourceId")
        if vpc is not None and literal_text(config.get("AutodefinedReverseFlag")) == "DISABLE":
            yield vpc


def _associations(reading: Reading, kind: str, what: str, vpc: str) -> dict[Value, list[Value]]:
    """Return the VPCs that each rule or Profile is associated with by resources of type `kind`."""
    found: dict[Value, list[Value]] = {}
    for _, association in reading.resources(kind):
        identifier, associated = association.identifier(what), association.identifier(vpc)
        if identifier is not None and associated is not None:
            found.setdefault(identifier, []).append(associated)
    return found


def _of_arn(arn: Value) -> Value:
    """Return the id at the end of an ARN such as ``arn:aws:route53:::hostedzone/Z0123``."""
    *_, last = (Unresolved("an empty ARN"), *leaves(arn))
    match last:
        case Resource(stack, logical_id, _):
            return Resource(stack, logical_id)
        case Literal():
            return Literal((literal_text(last) or "").rpartition("/")[2])
        case _:
            return last
