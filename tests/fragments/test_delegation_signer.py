"""The code that tells a signed zone's DS record, against Route 53, and the order in which signing is undone."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from unittest.mock import patch

import pytest

from constructs_pkg.fragments.public_zone import public_zone_fragment
from constructs_pkg.values.place import Region
from constructs_pkg.values.public_zone import PublicZoneSpec
from constructs_pkg.values.spec import parse

from .handling import Answer, Context, event, loaded, run_handler
from .public_zone_accounts import ZONE, PublicZone

ASKED = {"HostedZoneId": ZONE, "KeyName": "private_cells", "SecondsInCaches": "300"}
PHYSICAL = f"{ZONE}/private_cells"
DS = "12345 13 2 0123456789ABCDEF"


def dnssec(status: str, *names: str, **told: str) -> dict[str, Any]:
    keys = [{"Name": name, "DSRecord": DS if name == "private_cells" else "1 13 2 00"} for name in names]
    return {"Status": {"ServeSignature": status, **told}, "KeySigningKeys": keys}


def run(*signing: dict[str, Any], request: str = "Create", **more: Any) -> list[Answer]:
    zone = PublicZone(signing=list(signing), failing=more.pop("failing", {}))
    return run_handler("delegation_signer", zone.clients(), event(request, ASKED, **more))


def test_the_ds_record_of_the_key_is_told() -> None:
    """Of two keys it is the one that is named."""
    assert [Answer("SUCCESS", PHYSICAL, {"DsRecord": DS})] == run(dnssec("SIGNING", "older", "private_cells"))


def test_signing_is_waited_for() -> None:
    """Until the zone is signed and knows the key, nothing is told."""
    told = [dnssec("NOT_SIGNING", "private_cells"), dnssec("SIGNING"), dnssec("SIGNING", "private_cells")]
    assert [Answer("SUCCESS", PHYSICAL, {"DsRecord": DS})] == run(*told)


@pytest.mark.parametrize("status", ["ACTION_NEEDED", "INTERNAL_FAILURE"])
def test_signing_that_fails_is_told(status: str) -> None:
    """What Route 53 says is wrong stands in the answer."""
    (answer,) = run(dnssec(status, "private_cells", StatusMessage="the key is gone"))
    assert ("FAILED", True) == (answer.status, f"{status} the key is gone" in str(answer.reason))


def test_signing_that_never_begins_ends_in_time() -> None:
    """The function answers before it is ended."""
    zone = PublicZone(signing=[dnssec("NOT_SIGNING")])
    context = Context(seconds=60, seconds_a_look=5)
    (answer,) = run_handler("delegation_signer", zone.clients(), event("Create", ASKED), context)
    assert ("FAILED", True) == (answer.status, f"signing of zone {ZONE}" in str(answer.reason))


def waited(asked: dict[str, Any], physical_id: str = PHYSICAL, seconds: float = 420) -> list[float]:
    """Return how many seconds a deletion waits."""
    answers: list[Answer] = []
    request = event("Delete", asked, physical_id=physical_id)
    with loaded("delegation_signer", PublicZone().clients(), answers) as index, patch("time.sleep") as sleep:
        index.handler(request, Context(seconds=seconds))
    assert [Answer("SUCCESS", physical_id)] == answers
    return [call.args[0] for call in sleep.call_args_list]


def test_deletion_outlasts_caches() -> None:
    """Signing ends when no resolver holds the DS record any more, which its parent has lost before."""
    assert [300] == waited(ASKED)


def test_deletion_waits_no_longer_than_it_may() -> None:
    """The function answers before it is ended."""
    assert [110] == waited(ASKED, seconds=120)


@pytest.mark.parametrize(("asked", "physical_id"), [({**ASKED, "SecondsInCaches": "0"}, PHYSICAL), (ASKED, "Made")])
def test_deletion_of_what_no_parent_was_told_does_not_wait(asked: dict[str, Any], physical_id: str) -> None:
    """Neither a zone without a parent here, nor a creation that failed, is in anybody's cache."""
    assert 0 == sum(waited(asked, physical_id))


def fragment(**wish: Any) -> dict[str, Any]:
    spec = parse(PublicZoneSpec, {"name": "eu.example.com", **wish})
    made = public_zone_fragment(spec, account="111111111111", region=Region("us-east-1"), name="zone")
    template: dict[str, Any] = made.template()
    return template


PARENT = {"name": "example.com", "id": "Z0PARENT"}


def after(resources: dict[str, Any], name: str) -> set[str]:
    """Return everything that is made before `name`, and so deleted after it."""
    text = str(resources[name])
    direct = {
        other
        for other in resources
        if other != name and (f"'{other}'" in text or other in resources[name].get("DependsOn", []))
    }
    return direct.union(*(after(resources, one) for one in direct)) if direct else direct


def test_the_chain_of_trust_is_undone_from_above() -> None:
    """The DS record goes first, then signing, then the key-signing key, then the zone's key, then the zone."""
    made = fragment(dnssec=True, delegated_from=PARENT)["Resources"]
    order = ["DelegationSignerRecord", "DelegationSigner", "Signing", "KeySigningKey", "Zone"]
    for earlier, later in pairwise(order):
        assert later in after(made, earlier)
        assert earlier not in after(made, later)
    assert "Delegation" in after(made, "DelegationSignerRecord")
    assert ["Retain", "Retain"] == [made[one]["DeletionPolicy"] for one in ("Zone", "SigningKey")]


def test_the_key_is_for_route_53_of_the_own_account() -> None:
    """The policy is the one that AWS documents for DNSSEC, with its conditions against confused deputies."""
    key = fragment(dnssec=True)["Resources"]["SigningKey"]["Properties"]
    assert ("ECC_NIST_P256", "SIGN_VERIFY") == (key["KeySpec"], key["KeyUsage"])
    service = {"Service": "dnssec-route53.amazonaws.com"}
    assert [
        {
            "Sid": "AccountGoverns",
            "Effect": "Allow",
            "Principal": {"AWS": "arn:aws:iam::111111111111:root"},
            "Action": "kms:*",
            "Resource": "*",
        },
        {
            "Sid": "Route53Signs",
            "Effect": "Allow",
            "Principal": service,
            "Action": ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
            "Resource": "*",
            "Condition": {
                "StringEquals": {"aws:SourceAccount": "111111111111"},
                "ArnLike": {"aws:SourceArn": "arn:aws:route53:::hostedzone/*"},
            },
        },
        {
            "Sid": "Route53Grants",
            "Effect": "Allow",
            "Principal": service,
            "Action": "kms:CreateGrant",
            "Resource": "*",
            "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        },
    ] == key["KeyPolicy"]["Statement"]


def test_the_signers_role_may_look_at_the_one_zone() -> None:
    """It reads the zone's DNSSEC, and writes its own log."""
    (policy,) = fragment(dnssec=True)["Resources"]["SignerRole"]["Properties"]["Policies"]
    zone = {"Fn::Join": ["", ["arn:aws:route53:::hostedzone/", {"Ref": "Zone"}]]}
    assert [
        {"Effect": "Allow", "Action": "route53:GetDNSSEC", "Resource": zone},
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": {"Fn::GetAtt": ["SignerLogGroup", "Arn"]},
        },
    ] == policy["PolicyDocument"]["Statement"]
