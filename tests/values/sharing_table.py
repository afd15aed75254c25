"""The rules of zones on several VPCs: what is refused and its nearest valid neighbour."""

from typing import Any

from constructs_pkg.values.cell import CellSpec
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.place import AccountId
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.resource_id import ProfileId, RoleArn
from constructs_pkg.values.spec import parse
from constructs_pkg.values.zone_profile import ProfileSpec, SharePrincipal, check_profile
from constructs_pkg.values.zone_sharing_rules import check_zone_sharing

from .case import Case
from .examples import ACCOUNT, NETWORK, OTHER_ZONE_ID, REGION, ZONE_ID, value

OTHER = "222222222222"
ROLE = f"arn:aws:iam::{OTHER}:role/zone-authority"
VPC = {"vpc_id": "vpc-0123456789abcdef1", "region": "eu-west-1"}
_GROUP = f"arn:aws:route53resolver:us-east-1:{ACCOUNT}:firewall-rule-group/rslvr-frg-0123456789abcdef0"
ORGANIZATION = f"arn:aws:organizations::{OTHER}:organization/o-0123456789"


def zone(**fields: object) -> list[Problem]:
    """Return the problems of a cell with zone example.com, made unless told, of `fields`."""
    try:
        spec = parse(CellSpec, {"network": NETWORK, "zones": [{"name": "example.com", **fields}]})
    except InvalidInput as invalid:
        return list(invalid.problems)
    return check_zone_sharing(spec, REGION, AccountId(ACCOUNT))


def brought(**fields: object) -> list[Problem]:
    """Return the problems of a cell with an existing zone of `fields`."""
    return zone(id=ZONE_ID, **fields)


def joined(**associate: object) -> list[Problem]:
    """Return the problems of a cell that associates its VPC as `associate` says."""
    return brought(associate=associate)


def authority(*principals: str) -> list[Problem]:
    """Return the problems of a zone over which `principals` have authority."""
    return zone(authority={"principals": list(principals)})


def seen_by(*vpcs: dict[str, Any]) -> list[Problem]:
    """Return the problems of a zone that `vpcs` see."""
    return zone(also_seen_by=list(vpcs))


def profile(**fields: object) -> list[Problem]:
    """Return the problems of a Profile with zone example.com of `fields`."""
    given = {"name": "shared", "zones": [{"name": "example.com", "id": ZONE_ID}], **fields}
    return check_profile(parse(ProfileSpec, given), REGION, AccountId(ACCOUNT))


def handed_over(given: object) -> list[Problem]:
    """Return the problems of an id that is given as `given`."""
    return value(HandedOver._parse, given)  # type: ignore[arg-type]


ASSOCIATIONS = [
    Case(
        "a zone made here is on its VPC already",
        "associated-zone-made",
        "zones[0].associate",
        lambda: zone(associate=True),
        lambda: brought(associate=True),
    ),
    Case(
        "a zone of the own account needs no authority",
        "authority-in-own-account",
        "zones[0].associate.authorised_by",
        lambda: joined(authorised_by=f"arn:aws:iam::{ACCOUNT}:role/zone-authority"),
        lambda: joined(authorised_by=ROLE),
    ),
    Case(
        "an association stays in its partition",
        "mixed-partition",
        "zones[0].associate.authorised_by",
        lambda: joined(authorised_by=ROLE.replace("aws:", "aws-cn:", 1)),
        lambda: joined(authorised_by="${Token[Role.Arn.1]}"),
    ),
    Case(
        "an external id is for a role",
        "external-id-without-role",
        "zones[0].associate.external_id",
        lambda: joined(external_id="private-cells"),
        lambda: joined(external_id="private-cells", authorised_by=ROLE),
    ),
    Case(
        "only the zone's account authorises",
        "authority-over-foreign-zone",
        "zones[0].authority",
        lambda: brought(associate={"authorised_by": ROLE}, authority={"principals": [OTHER]}),
        lambda: brought(associate=True, authority={"principals": [OTHER]}),
    ),
    Case(
        "an id is handed over by one parameter",
        "malformed-parameter",
        "",
        lambda: handed_over({"stack_parameter": "Zone-Id"}),
        lambda: handed_over({"stack_parameter": "ZoneId"}),
    ),
    Case(
        "the CDK's own parameter hands nothing over",
        "parameter-of-the-cdk",
        "",
        lambda: handed_over({"stack_parameter": "BootstrapVersion"}),
        lambda: handed_over({"stack_parameter": "Bootstrap"}),
    ),
    Case(
        "a parameter of Systems Manager has a path",
        "malformed-parameter",
        "",
        lambda: handed_over({"ssm_parameter": "zone-id"}),
        lambda: handed_over({"ssm_parameter": "/zone-id"}),
    ),
]

AUTHORITIES = [
    Case(
        "a zone is not open to everybody",
        "zone-open-to-everybody",
        "zones[0].authority.principals[0]",
        lambda: authority("*"),
        lambda: authority(OTHER),
    ),
    Case(
        "an authority stays in its partition",
        "mixed-partition",
        "zones[0].authority.principals[0]",
        lambda: authority(f"arn:aws-cn:iam::{OTHER}:role/admin"),
        lambda: authority(f"arn:aws:iam::{OTHER}:role/admin"),
    ),
    Case(
        "a principal is named once",
        "duplicate-principal",
        "zones[0].authority.principals[1]",
        lambda: authority(OTHER, OTHER),
        lambda: authority(OTHER, "333333333333"),
    ),
]

FURTHER_VPCS = [
    Case(
        "an existing zone's VPCs are told where it is made",
        "brought-zone-shared",
        "zones[0].also_seen_by",
        lambda: brought(also_seen_by=[VPC]),
        lambda: seen_by(VPC),
    ),
    Case(
        "a VPC is named once",
        "duplicate-zone-vpc",
        "zones[0].also_seen_by[1].vpc_id",
        lambda: seen_by(VPC, VPC),
        lambda: seen_by(VPC, {**VPC, "vpc_id": "vpc-0123456789abcdef2"}),
    ),
    Case(
        "the cell's own VPC sees its zones already",
        "duplicate-zone-vpc",
        "zones[0].also_seen_by[0].vpc_id",
        lambda: seen_by({**VPC, "vpc_id": NETWORK["vpc_id"]}),
        lambda: seen_by(VPC),
    ),
    Case(
        "VPCs of other accounts associate themselves",
        "zone-vpc-in-other-account",
        "zones[0].also_seen_by[0].account",
        lambda: seen_by({**VPC, "account": OTHER}),
        lambda: seen_by({**VPC, "account": ACCOUNT}),
    ),
    Case(
        "a zone stays in its partition",
        "mixed-partition",
        "zones[0].also_seen_by[0].region",
        lambda: seen_by({**VPC, "region": "cn-north-1"}),
        lambda: seen_by({**VPC, "region": "eu-central-1"}),
    ),
    Case(
        "a zone is on 300 VPCs unless the quota is raised",
        "many-zone-vpcs",
        "zones[0].also_seen_by",
        lambda: seen_by(*({**VPC, "vpc_id": f"vpc-{number:017x}"} for number in range(300))),
        lambda: seen_by(*({**VPC, "vpc_id": f"vpc-{number:017x}"} for number in range(299))),
        "warning",
    ),
]

PROFILES = [
    Case(
        "a zone in a Profile exists",
        "zone-without-id",
        "zones[0]",
        lambda: profile(zones=[{"name": "example.com"}]),
        profile,
    ),
    Case(
        "a Profile's firewall has a place from 100 to 9900",
        "firewall-priority",
        "firewalls.own.priority",
        lambda: profile(firewalls={"own": {"rule_group_arn": _GROUP, "priority": 9_901}}),
        lambda: profile(firewalls={"own": {"rule_group_arn": _GROUP, "priority": 9_900}}),
    ),
    Case(
        "a Profile has one zone of a name",
        "duplicate-zone",
        "zones[1].name",
        lambda: profile(zones=[{"name": "a.com", "id": ZONE_ID}, {"name": "a.com", "id": OTHER_ZONE_ID}]),
        lambda: profile(zones=[{"name": "a.com", "id": ZONE_ID}, {"name": "b.com", "id": OTHER_ZONE_ID}]),
    ),
    Case(
        "a Profile is shared with somebody once",
        "duplicate-share-principal",
        "share_with[1]",
        lambda: profile(share_with=[OTHER, OTHER]),
        lambda: profile(share_with=[OTHER, "333333333333"]),
    ),
    Case(
        "a Profile is shared with others",
        "shared-with-itself",
        "share_with[0]",
        lambda: profile(share_with=[ACCOUNT]),
        lambda: profile(share_with=[OTHER]),
    ),
    Case(
        "a Profile stays in its partition",
        "mixed-partition",
        "share_with[0]",
        lambda: profile(share_with=[ORGANIZATION.replace("aws:", "aws-cn:", 1)]),
        lambda: profile(share_with=[ORGANIZATION]),
    ),
    Case(
        "outside the organization are accounts",
        "nobody-outside",
        "outside_organization",
        lambda: profile(share_with=[ORGANIZATION], outside_organization=True),
        lambda: profile(share_with=[ORGANIZATION, OTHER], outside_organization=True),
    ),
    Case(
        "a Profile is shared with organizations and units of them",
        "malformed-share-principal",
        "",
        lambda: value(SharePrincipal, f"arn:aws:iam::{OTHER}:root"),
        lambda: value(SharePrincipal, f"arn:aws:organizations::{OTHER}:ou/o-0123456789/ou-0123-01234567"),
    ),
    Case(
        "a role's ARN has a name",
        "malformed-id",
        "",
        lambda: value(RoleArn, f"arn:aws:iam::{OTHER}:user/zone-authority"),
        lambda: value(RoleArn, f"arn:aws:iam::{OTHER}:role/zones/zone-authority"),
    ),
    Case("a Profile's id", "malformed-id", "", lambda: value(ProfileId, "rp-"), lambda: value(ProfileId, "rp-0123")),
]

SHARING_RULES = [*ASSOCIATIONS, *AUTHORITIES, *FURTHER_VPCS, *PROFILES]
