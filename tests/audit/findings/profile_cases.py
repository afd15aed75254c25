"""Cases of rules on Route 53 Profiles."""

from ..templates import Json, profile_in, ref, stack
from .case import Case, cell, vpc

PROFILE = {"Type": "AWS::Route53Profiles::Profile", "Properties": {"Name": "shared"}}
TWO: Json = {"First": PROFILE, "Second": PROFILE, "In": profile_in(ref("Vpc"), ref("First"))}

CASES = (
    # https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53profiles_AssociateProfile.html.
    Case(
        "second-profile",
        "two on one VPC",
        cell({**TWO, "Too": profile_in(ref("Vpc"), ref("Second"))}),
        {"us/Too": "VPC us gets Profile us/Second, and has Profile us/First by us/In already."},
    ),
    Case(
        "second-profile",
        "each on a VPC of its own",
        [*cell(TWO), stack("eu", {"Vpc": vpc("eu"), "Too": profile_in(ref("Vpc"), "rp-0123")})],
    ),
)
