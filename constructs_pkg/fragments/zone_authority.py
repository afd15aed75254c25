"""A role in a private zone's account by which others may authorise associations with that zone."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, attribute, resource
from constructs_pkg.fragments.zone_association import zone_arn
from constructs_pkg.values.principal import principal_arns
from constructs_pkg.values.zone_sharing import ZoneAuthority


def zone_authority_fragment(authority: ZoneAuthority, role: str, *, zone_id: Json, partition: str) -> Fragment:
    """Return the role that `authority` asks for under the id `role`, and its ARN as the output of that name.

    Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateVPCAssociationAuthorization.html
    """
    trust: Json = {
        "Effect": "Allow",
        "Principal": {"AWS": principal_arns(authority.principals, partition)},
        "Action": "sts:AssumeRole",
    }
    if authority.external_id is not None:
        trust["Condition"] = {"StringEquals": {"sts:ExternalId": authority.external_id}}
    allowed = {
        "Effect": "Allow",
        "Action": ["route53:CreateVPCAssociationAuthorization", "route53:DeleteVPCAssociationAuthorization"],
        "Resource": zone_arn(zone_id, partition),
    }
    made = resource(
        "AWS::IAM::Role",
        {
            "RoleName": authority.role_name,
            "Description": "Authorises VPCs of others to be associated with one private zone",
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
            "Policies": [
                {
                    "PolicyName": "ZoneAuthority",
                    "PolicyDocument": {"Version": "2012-10-17", "Statement": [allowed]},
                }
            ],
        },
    )
    output = {"Description": "Authorises associations with a private zone", "Value": attribute(role, "Arn")}
    return Fragment({role: made}, outputs={role: output}, acknowledgements={role: (_INLINE_POLICY,)})


_INLINE_POLICY = Acknowledgement(
    "NIST.800.53.R5-IAMNoInlinePolicy", "The policy is about one zone, belongs to this role alone and goes with it."
)
