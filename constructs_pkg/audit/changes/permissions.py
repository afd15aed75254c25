"""Who may no longer ask for a connection to an endpoint service, and stays connected all the same.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.changes.pairing import Pair
from constructs_pkg.audit.changes.side import Side
from constructs_pkg.audit.value import ListOf, Resource, in_words

PERMISSIONS = "AWS::EC2::VPCEndpointServicePermissions"
_EVERYBODY = "*"


def who_stays_connected(pair: Pair, resource: Resource) -> Iterator[str]:
    """Yield a sentence for each principal that the permissions `resource` of the old side lose."""
    after = _principals(pair.new, resource) if resource in pair.new.entries else set()
    if _EVERYBODY in after:
        return
    for principal in sorted(_principals(pair.old, resource) - after):
        who = "who is not named" if principal == _EVERYBODY else principal
        yield f"{who} may no longer ask; connections that were accepted stay until somebody rejects them"


def _principals(side: Side, resource: Resource) -> set[str]:
    told = side.value(resource, "AllowedPrincipals")
    return {in_words(one) for one in told.items} if isinstance(told, ListOf) else set()
