"""Which organization and organizational units accounts are in."""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from botocore.exceptions import ClientError

from constructs_pkg.fragments.handlers.calls import again
from constructs_pkg.fragments.handlers.lent_client import lent_client
from constructs_pkg.fragments.handlers.lines import log

# https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html
STRANGER = "ChildNotFoundException"


def memberships_of(settings: dict[str, Any]) -> Callable[[str], Collection[str] | None]:
    """Return what tells the organization, root and units of an account: the settings, or a role that may look.

    An account that nobody knows is in none; where the role cannot look, that is not known, and None.
    """
    role = settings.get("organizations_role")
    if not role:
        told = settings.get("memberships", {})
        return lambda account: told.get(account, ())
    if not any(rule.get("organizations") or rule.get("organizational_units") for rule in settings["rules"]):
        return lambda account: ()

    @cache
    def client() -> Any:
        return lent_client("organizations", role)

    @cache
    def found(account: str) -> Collection[str] | None:
        try:
            return looked_up(client(), account)
        except ClientError as error:
            log("membership-unknown", account=account, reason=str(error))
            return None

    return found


def looked_up(organizations: Any, account: str) -> frozenset[str]:
    """Return the ids of the organization, the root and the units above an account, none for a stranger."""
    above: set[str] = set()
    child = account
    while not child.startswith("r-"):
        try:
            parents = again(organizations.list_parents, ChildId=child)["Parents"]
        except ClientError as error:
            if error.response["Error"]["Code"] == STRANGER:
                return frozenset()
            raise
        child = parents[0]["Id"]
        above.add(child)
    above.add(again(organizations.describe_organization)["Organization"]["Id"])
    return frozenset(above)
