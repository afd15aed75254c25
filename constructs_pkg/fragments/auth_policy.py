"""The auth policy of a service or service network of VPC Lattice: who may call, as a document.

Sources: https://docs.aws.amazon.com/vpc-lattice/latest/ug/auth-policies.html and
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonvpclatticeservices.html
"""

from __future__ import annotations

from collections.abc import Sequence

from constructs_pkg.fragments.fragment import Json, Resource, resource
from constructs_pkg.values.allowed_callers import AllowedCaller
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import Region
from constructs_pkg.values.principal import principal_arns


def auth_type(open_because: str | None) -> str:
    """Return whether requests are judged by a policy, or not at all."""
    return "NONE" if open_because is not None else "AWS_IAM"


def auth_policy(target: Json, callers: Sequence[AllowedCaller], network: Network, region: Region) -> Resource:
    """Return the policy of `target` by which those `callers` are let in, and nobody else.

    Args:
        target: The id or ARN of what is called.
        callers: Who is let in; at least one.
        network: The network that a caller's own VPC is.
        region: The Region of the target.
    """
    statements = [_statement(caller, network, region) for caller in callers]
    document = {"Version": "2012-10-17", "Statement": statements}
    return resource("AWS::VpcLattice::AuthPolicy", {"ResourceIdentifier": target, "Policy": document})


def _statement(caller: AllowedCaller, network: Network, region: Region) -> Json:
    vpcs: list[Late | str] = [*([network.vpc_id] if caller.from_own_vpc else []), *caller.from_vpc_ids]
    equal: dict[str, Json] = {
        **({"vpc-lattice-svcs:SourceVpc": vpcs} if vpcs else {}),
        **({"aws:PrincipalOrgID": caller.organization_id} if caller.organization_id else {}),
        **({"vpc-lattice-svcs:RequestMethod": sorted(caller.methods)} if caller.methods else {}),
    }
    # An unsigned request has the principal "*" and no other; what is asked beside limits who that is.
    arns = principal_arns(caller.principals, region.partition)
    return {
        "Effect": "Allow",
        "Principal": {"AWS": arns} if arns else "*",
        "Action": "vpc-lattice-svcs:Invoke",
        "Resource": "*",
        **({"Condition": {"StringEquals": equal}} if equal else {}),
    }
