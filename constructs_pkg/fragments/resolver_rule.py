"""A Resolver rule, its associations with VPCs and its share.

Sources: the types' pages below
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Route53Resolver.html.
"""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, Json, attribute, ref, resource
from constructs_pkg.fragments.handed_over import Parameters
from constructs_pkg.fragments.ram_share import resource_share
from constructs_pkg.values.late import Late
from constructs_pkg.values.resolver_endpoint import resolver_name
from constructs_pkg.values.resolver_rule import ResolverRuleSpec, ResolverTarget, RuleAssociationSpec

RULE = "Resource"
OUTPUT = "RuleId"


def resolver_rule_fragment(spec: ResolverRuleSpec, *, name: str) -> Fragment:
    """Return the rule `spec`; every property of an association replaces it, so that it has no name."""
    made = {
        RULE: resource(
            "AWS::Route53Resolver::ResolverRule",
            {
                "Name": resolver_name(name),
                "RuleType": spec.type,
                "DelegationRecord" if spec.type == "DELEGATE" else "DomainName": spec.domain,
                "TargetIps": [_target(target) for target in spec.targets] or None,
                "ResolverEndpointId": spec.endpoint_id,
            },
        )
    }
    for key, vpc_id in spec.vpcs.items():
        made[f"Association {key}"] = _association(ref(RULE), vpc_id)
    made |= resource_share(attribute(RULE, "Arn"), name, spec.share_with, spec.outside_organization)
    return Fragment(made, outputs={OUTPUT: {"Description": "The Resolver rule's id", "Value": ref(RULE)}})


def rule_association_fragment(spec: RuleAssociationSpec) -> Fragment:
    """Return the association of a rule that exists; an id in Systems Manager is a parameter of the template."""
    read = Parameters()
    rule_id = read(spec.rule_id) if isinstance(spec.rule_id, Late) else spec.rule_id
    return Fragment({RULE: _association(rule_id, spec.vpc_id)}, parameters=read.declarations)


def _association(rule_id: Json, vpc_id: Json) -> Json:
    return resource("AWS::Route53Resolver::ResolverRuleAssociation", {"ResolverRuleId": rule_id, "VPCId": vpc_id})


def _target(target: ResolverTarget) -> Json:
    """Return a target; what is asked on port 53 by Do53 is written like any other, nothing being implied."""
    held = {
        "Ipv6" if target.address.address.version == 6 else "Ip": target.address,
        "Port": str(target.asked_port),
        "Protocol": target.protocol,
    }
    name = target.server_name_indication
    return held if name is None else {**held, "ServerNameIndication": name}
