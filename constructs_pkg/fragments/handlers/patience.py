"""Calls of Route 53 that wait out what passes by itself."""

from typing import Any

from botocore.exceptions import ClientError

from constructs_pkg.fragments.handlers.custom_resource import wait_for
from constructs_pkg.fragments.handlers.lines import log

# Route 53 does one thing after the other to a zone, and takes five requests a second of an account.
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-requests
BUSY = ("PriorRequestNotComplete", "ConcurrentModification", "Throttling", "ThrottlingException")

# What a role or policy of the same deployment may be answered with for some seconds.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventually-consistent
NOT_YET = ("AccessDenied", "AccessDeniedException")
LOOKS_FOR_NOT_YET = 8


def patiently(client: Any, operation: str, context: Any, **request: Any) -> dict[str, Any]:
    """Return what an operation answers, asked again while Route 53 is busy or a permission is not known yet."""
    looks = 0

    def look() -> dict[str, Any] | None:
        nonlocal looks
        looks += 1
        try:
            answered: dict[str, Any] = getattr(client, operation)(**request)
        except ClientError as error:
            code = code_of(error)
            if code in BUSY or (code in NOT_YET and looks < LOOKS_FOR_NOT_YET):
                log("asked again", operation=operation, reason=code)
                return None
            raise
        return answered

    return wait_for(look, context, operation)


def code_of(error: ClientError) -> str:
    """Return the code of a refusal, as the API reference names it."""
    return str(error.response["Error"]["Code"])
