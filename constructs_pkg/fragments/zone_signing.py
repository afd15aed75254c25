"""DNSSEC signing of a public zone: the KMS key, the key-signing key made of it, and what the parent is told.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html
"""

from __future__ import annotations

from constructs_pkg.fragments.fragment import (
    Fragment,
    Json,
    attribute,
    concatenated,
    join,
    kept,
    resource,
)
from constructs_pkg.fragments.function import CUSTOM_RESOURCE, custom_resource, function_fragment, outside_vpc
from constructs_pkg.fragments.zone_association import zone_arn
from constructs_pkg.values.public_zone import DS_TTL, Dnssec, PublicZoneSpec

SIGNING_KMS_KEY = "SigningKey"
KEY_SIGNING_KEY = "KeySigningKey"
SIGNING = "Signing"
DELEGATION_SIGNER = "DelegationSigner"
PREFIX = "Signer"
KIND = "DelegationSigner"

# Signing is on within minutes; on deletion the function outlasts the caches that hold the DS record.
FUNCTION_SECONDS = DS_TTL + 120
RESOURCE_SECONDS = FUNCTION_SECONDS + 60

DS_RECORD_OF = attribute(DELEGATION_SIGNER, "DsRecord")


def zone_signing_fragment(spec: PublicZoneSpec, zone_id: Json, *, account: Json, partition: str) -> Fragment:
    """Return the signing of the zone; nothing where it is not asked for.

    Each part depends on the one before, so that on deletion the DS record goes first, then signing, then the
    key-signing key; the KMS key stays.
    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-disable.html
    """
    wish = spec.dnssec
    if wish is None:
        return Fragment({})
    made_key = Fragment({}) if wish.key_arn else Fragment({SIGNING_KMS_KEY: _kms_key(spec.name, account, partition)})
    return join(made_key, _signing(wish, zone_id), _signer(spec, wish, zone_id, partition))


def _signing(wish: Dnssec, zone_id: Json) -> Fragment:
    key_signing_key = resource(
        "AWS::Route53::KeySigningKey",
        {
            "HostedZoneId": zone_id,
            "Name": wish.signing_key_name,
            "KeyManagementServiceArn": wish.key_arn or attribute(SIGNING_KMS_KEY, "Arn"),
            "Status": "ACTIVE",
        },
    )
    signing = resource("AWS::Route53::DNSSEC", {"HostedZoneId": zone_id}, DependsOn=[KEY_SIGNING_KEY])
    return Fragment({KEY_SIGNING_KEY: key_signing_key, SIGNING: signing})


def _signer(spec: PublicZoneSpec, wish: Dnssec, zone_id: Json, partition: str) -> Fragment:
    looking = {"Effect": "Allow", "Action": "route53:GetDNSSEC", "Resource": zone_arn(zone_id, partition)}
    signer = custom_resource(
        f"{PREFIX}Function",
        {
            "HostedZoneId": zone_id,
            "KeyName": wish.signing_key_name,
            "SecondsInCaches": str(DS_TTL if spec.delegated_from else 0),
        },
        kind=KIND,
        timeout=RESOURCE_SECONDS,
        DependsOn=[SIGNING],
    )
    return join(
        function_fragment(
            PREFIX,
            module="delegation_signer",
            description="Tells the DS record of a signed public zone",
            statements=[looking],
            partition=partition,
            timeout=FUNCTION_SECONDS,
            function_reasons=(*CUSTOM_RESOURCE, outside_vpc("It calls Route 53, and needs nothing of a network.")),
        ),
        Fragment({DELEGATION_SIGNER: signer}),
    )


def _kms_key(zone: str, account: Json, partition: str) -> Json:
    """Return an asymmetric key that the account governs and Route 53 signs with, for zones of the account alone.

    Such keys are not rotated by AWS. Source:
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/access-control-managing-permissions.html#KMS-key-policy-for-DNSSEC
    """
    service = {"Service": "dnssec-route53.amazonaws.com"}
    for_own_zones = {
        "StringEquals": {"aws:SourceAccount": account},
        "ArnLike": {"aws:SourceArn": f"arn:{partition}:route53:::hostedzone/*"},
    }
    statements = [
        {
            "Sid": "AccountGoverns",
            "Effect": "Allow",
            "Principal": {"AWS": concatenated(f"arn:{partition}:iam::", account, ":root")},
            "Action": "kms:*",
            "Resource": "*",
        },
        {
            "Sid": "Route53Signs",
            "Effect": "Allow",
            "Principal": service,
            "Action": ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
            "Resource": "*",
            "Condition": for_own_zones,
        },
        {
            "Sid": "Route53Grants",
            "Effect": "Allow",
            "Principal": service,
            "Action": "kms:CreateGrant",
            "Resource": "*",
            "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        },
    ]
    return kept(
        "AWS::KMS::Key",
        {
            "Description": f"Signs the public zone {zone}",
            "KeySpec": "ECC_NIST_P256",
            "KeyUsage": "SIGN_VERIFY",
            "KeyPolicy": {"Version": "2012-10-17", "Statement": statements},
        },
    )
