"""DNSSEC validation and reverse rules of the Resolver of one VPC.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53resolver-resolverdnssecconfig.html
and .../aws-resource-route53resolver-resolverconfig.html.
"""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, resource
from constructs_pkg.values.resolver_settings import ResolverSettingsSpec


def resolver_settings_fragment(spec: ResolverSettingsSpec) -> Fragment:
    """Return the settings `spec`, one resource for each that is not AWS's own default."""
    made = {}
    if spec.dnssec_validation:
        made["DnssecValidation"] = resource("AWS::Route53Resolver::ResolverDNSSECConfig", {"ResourceId": spec.vpc_id})
    if not spec.autodefined_reverse:
        made["ReverseRules"] = resource(
            "AWS::Route53Resolver::ResolverConfig", {"ResourceId": spec.vpc_id, "AutodefinedReverseFlag": "DISABLE"}
        )
    return Fragment(made)
