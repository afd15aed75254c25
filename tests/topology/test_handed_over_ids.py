"""Ids of rules and rule groups that a cell reads from Systems Manager at deployment."""

from typing import Any

from constructs_pkg.preview import preview

from .wishes import planned

BROUGHT = {
    "cells.app.resolver": {
        "shared_rules": {"corp": {"id": {"ssm_parameter": "/rules/corp"}}},
        "firewall": {"rule_group_id": {"ssm_parameter": "/firewalls/all"}},
    }
}


def _referred(templates: dict[str, Any], kind: str, key: str) -> Any:
    """Return the parameter of the template that `key` of its one resource of type `kind` refers to."""
    template = templates["net-app-links"]
    (found,) = (one for one in template["Resources"].values() if one["Type"] == kind)
    parameter = template["Parameters"][found["Properties"][key]["Ref"]]
    return parameter["Type"], parameter["Default"]


def test_an_id_in_systems_manager_is_a_parameter_of_the_template() -> None:
    """What a resource refers to is declared, or CloudFormation refuses the template."""
    templates = dict(preview(planned(BROUGHT)))
    rule = _referred(templates, "AWS::Route53Resolver::ResolverRuleAssociation", "ResolverRuleId")
    group = _referred(templates, "AWS::Route53Resolver::FirewallRuleGroupAssociation", "FirewallRuleGroupId")
    kind = "AWS::SSM::Parameter::Value<String>"
    assert [(kind, "/rules/corp"), (kind, "/firewalls/all")] == [rule, group]
