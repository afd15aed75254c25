"""Cases of rules on the policies of endpoints to AWS services."""

from collections.abc import Mapping

from constructs_pkg.audit.facts import StackFact

from .case import Case, endpoint, ref, stack, vpc

ALL = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
OF_ACCOUNT = {**ALL, "Condition": {"StringEquals": {"aws:PrincipalAccount": "111111111111"}}}


def to(service: str, **properties: object) -> list[StackFact]:
    """Return a stack with an endpoint to `service`."""
    made = endpoint(ref("Vpc"), ServiceName=f"com.amazonaws.us-east-1.{service}", **properties)
    return [stack("us", {"Vpc": vpc(), "Ep": made})]


def policy(*statements: Mapping[str, object]) -> dict[str, object]:
    return {"PolicyDocument": {"Version": "2012-10-17", "Statement": list(statements)}}


RULE = "endpoint-full-access"
CASES = (
    # https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html.
    Case(RULE, "no policy", to("ssm"), {"us/Ep": "to com.amazonaws.us-east-1.ssm has no policy"}),
    Case(
        RULE,
        "a gateway without a policy",
        to("s3", VpcEndpointType="Gateway"),
        {"us/Ep": "to com.amazonaws.us-east-1.s3 has no policy"},
    ),
    Case(RULE, "the default policy written out", to("ssm", **policy(ALL)), {"us/Ep": "allows everything to everybody"}),
    Case(
        RULE,
        "everybody as a list of AWS principals",
        to("ssm", PolicyDocument={"Statement": {**ALL, "Principal": {"AWS": ["*"]}, "Action": ["*"]}}),
        {"us/Ep": "allows everything to everybody"},
    ),
    Case(RULE, "principals of one account", to("ssm", **policy(OF_ACCOUNT))),
    Case(RULE, "some actions", to("ssm", **policy({**ALL, "Action": "ssm:GetParameter"}))),
    Case(RULE, "everything but what is denied", to("ssm", **policy(ALL, {**OF_ACCOUNT, "Effect": "Deny"}))),
    Case(RULE, "a policy given at deployment", to("ssm", PolicyDocument={"Fn::ImportValue": "policy"})),
    Case(
        RULE, "an endpoint service, which honours no policy", [stack("us", {"Vpc": vpc(), "Ep": endpoint(ref("Vpc"))})]
    ),
    Case(RULE, "a service of AWS that honours no policy", to("verifiedpermissions")),
)
