"""The secret that an RDS Proxy signs in to its database with, and the key that encrypts it."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, attribute, concatenated, kept
from constructs_pkg.values.database_proxy import DatabaseProxySpec
from constructs_pkg.values.late import pseudo_parameter
from constructs_pkg.values.place import Region

SECRET = "DatabaseProxySecret"
SECRET_KEY = f"{SECRET}Key"

_ACCOUNT = pseudo_parameter("AWS::AccountId")
_PASSWORD_LENGTH = 32
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints for passwords.
_NOT_IN_PASSWORDS = "\"'/@\\ "

_ROTATION = "Rotation needs a function that reaches the database; the proxy reads a rotated secret anew."
_SECRET_REASONS = (
    Acknowledgement("AwsSolutions-SMG4", _ROTATION),
    Acknowledgement("NIST.800.53.R5-SecretsManagerRotationEnabled", _ROTATION),
)


def proxy_secret_fragment(spec: DatabaseProxySpec, region: Region) -> Fragment:
    """Return the secret of the proxy `spec`, with a key where none is given; nothing where the secret is given."""
    if spec.secret_arn is not None:
        return Fragment({})
    secret = kept(
        "AWS::SecretsManager::Secret",
        {
            "Description": f"What the RDS Proxy {spec.name} signs in to the database with",
            "KmsKeyId": spec.secret_key_arn or attribute(SECRET_KEY, "Arn"),
            "GenerateSecretString": {
                "SecretStringTemplate": f'{{"username":"{spec.user_name}"}}',
                "GenerateStringKey": "password",
                "PasswordLength": _PASSWORD_LENGTH,
                "ExcludeCharacters": _NOT_IN_PASSWORDS,
            },
        },
    )
    made = {SECRET: secret}
    if spec.secret_key_arn is None:
        made[SECRET_KEY] = _key(region)
    return Fragment(made, acknowledgements={SECRET: _SECRET_REASONS})


def _key(region: Region) -> Json:
    statement = {
        "Sid": "AccountGoverns",
        "Effect": "Allow",
        "Principal": {"AWS": concatenated(f"arn:{region.partition}:iam::", _ACCOUNT, ":root")},
        "Action": "kms:*",
        "Resource": "*",
    }
    return kept(
        "AWS::KMS::Key",
        {
            "Description": "Encrypts the secret of an RDS Proxy",
            "EnableKeyRotation": True,
            "KeyPolicy": {"Version": "2012-10-17", "Statement": [statement]},
        },
    )
