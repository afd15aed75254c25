"""The ways from APIs of API Gateway into a VPC."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, Json, attribute, named, ref, resource
from constructs_pkg.fragments.security_group import cidr_rule, security_group
from constructs_pkg.values.late import Late
from constructs_pkg.values.vpc_link import HttpVpcLinkSpec, RestVpcLinkSpec

LINK = "Resource"
SECURITY_GROUP = "SecurityGroup"


def http_vpc_link_fragment(spec: HttpVpcLinkSpec, *, name: str, outputs: bool = False) -> Fragment:
    """Return the link `spec` of HTTP APIs, called `name`; `outputs` shows its id.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-vpclink.html
    """
    own = spec.security_group_ids is None
    return Fragment(
        {
            **({SECURITY_GROUP: _group(spec, name)} if own else {}),
            LINK: resource(
                "AWS::ApiGatewayV2::VpcLink",
                {
                    "Name": name,
                    "SubnetIds": [subnet.id for subnet in spec.network.choose(spec.tier, spec.availability_zones)],
                    "SecurityGroupIds": [ref(SECURITY_GROUP)] if own else list(spec.security_group_ids or ()),
                    "Tags": {"Name": name},
                },
            ),
        },
        outputs=_outputs(attribute(LINK, "VpcLinkId")) if outputs else {},
    )


def rest_vpc_link_fragment(spec: RestVpcLinkSpec, *, outputs: bool = False) -> Fragment:
    """Return the link `spec` of REST APIs; `outputs` shows its id.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-vpclink.html
    """
    made = {"Name": spec.name, "TargetArns": [spec.load_balancer_arn], "Tags": named(spec.name)}
    shown = _outputs(attribute(LINK, "VpcLinkId")) if outputs else {}
    return Fragment({LINK: resource("AWS::ApiGateway::VpcLink", made)}, outputs=shown)


def _group(spec: HttpVpcLinkSpec, name: str) -> Json:
    known: list[Late | str] = [spec.network.cidr] if spec.network.cidr is not None else []
    blocks = known if spec.target_cidrs is None else list(spec.target_cidrs)
    return security_group(
        description="Traffic of a VPC link of APIs to its targets",
        name=name,
        vpc_id=spec.network.vpc_id,
        egress=[cidr_rule("tcp", port, port, block, "To a target") for port in spec.ports for block in blocks],
    )


def _outputs(link_id: Json) -> dict[str, Json]:
    return {"VpcLinkId": {"Description": "What integrations of APIs name as their connection", "Value": link_id}}
