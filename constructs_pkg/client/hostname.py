"""The hostname of a customer, derived from a login, from configuration or from the local domain.

The name decides whose endpoint is asked for, so that nothing but letters, digits and hyphens gets into it, and two
customers never share one: the customer stands in it with all labels of its domain.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import overload

PLACEHOLDER = "{customer}"

# RFC 1123 section 2.1 and RFC 1035 section 2.3.4.
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_NAME = 253


class MalformedName(ValueError):
    """A login, customer or pattern that no hostname is made of."""


@overload
def customer_hostname(pattern: str, *, login: str) -> str: ...
@overload
def customer_hostname(pattern: str, *, customer: str) -> str: ...
@overload
def customer_hostname(pattern: str, *, local_domain: Callable[[], str | None]) -> str | None: ...
def customer_hostname(
    pattern: str,
    *,
    login: str | None = None,
    customer: str | None = None,
    local_domain: Callable[[], str | None] | None = None,
) -> str | None:
    """Return the customer-specific hostname: the pattern with the customer in it.

    Args:
        pattern: A hostname with ``{customer}`` in it once. Let it end in a domain of your own, such as
            ``{customer}.example-api.com``: after ``example-api-{customer}`` anybody may register the domain.
        login: A login such as ``johndoe@anycompany.com``, whose domain is the customer.
        customer: The customer as it is configured: a domain, or one label.
        local_domain: Finds the domain of the host or its network, as `local_domain` and `reverse_domain` of this
            package do.

    Returns:
        The name in lower case, without the dot at its end; None where the local domain is not known, and there is no
        private name to ask for.

    Raises:
        MalformedName: if no hostname comes of it.
    """
    if sum(each is not None for each in (login, customer, local_domain)) != 1:
        raise MalformedName("one-customer: give one of login, customer and local_domain")
    if login is not None:
        domain: str | None = _domain_of(login)
    elif customer is not None:
        domain = hostname(customer, "malformed-customer")
    else:
        found = local_domain() if local_domain is not None else None
        domain = hostname(found, "malformed-domain") if found is not None else None
    if pattern.count(PLACEHOLDER) != 1:
        raise MalformedName(
            f"malformed-pattern: {pattern!r} has not {PLACEHOLDER} once; write {PLACEHOLDER}.example.com"
        )
    # Also where the customer is not known, a pattern that never works is told.
    made = hostname(pattern.replace(PLACEHOLDER, domain or "customer"), "malformed-pattern")
    return made if domain is not None else None


def hostname(text: str, rule: str = "malformed-name") -> str:
    """Return a hostname in lower case, with international labels in their ASCII form, and without the dot at its end.

    Args:
        text: The name.
        rule: The id of the rule that an error names.

    Raises:
        MalformedName: if it is none: labels of 1 to 63 letters, digits and inner hyphens, 253 characters at most. So is
            a name that IDNA 2003 and 2008 would turn into different ones, or into another than was written.
    """
    name = text.lower().removesuffix(".") if text.isascii() else _ascii(text, rule)
    labels = name.split(".")
    if len(name) > _LONGEST_NAME or not all(map(_LABEL.fullmatch, labels)):
        raise MalformedName(
            f"{rule}: {text!r} is no hostname; "
            "write labels of 1 to 63 letters, digits and inner hyphens, 253 characters at most"
        )
    # RFC 1123 section 2.1: what ends in digits alone would be read as an address.
    if labels[-1].isdigit():
        raise MalformedName(f"{rule}: {text!r} ends in digits alone, as addresses do; write a name")
    return name


def _domain_of(login: str) -> str:
    user, _, domain = login.partition("@")
    if not user or "@" in domain or "." not in domain.strip("."):
        raise MalformedName(
            f"malformed-login: {login!r} is not of the form user@domain; write one such as name@anycompany.com"
        )
    return hostname(domain, "malformed-login")


def _ascii(text: str, rule: str) -> str:
    """Return the ASCII form of a name that comes back from it as it was written, but for upper case.

    Where it does not, characters were mapped: sharp s to ss, the Kelvin sign to k, full-width dots to dots. RFC 5891
    tells some apart.
    """
    name = text.lower()
    try:
        made = name.encode("idna").decode("ascii")
        same = made.encode("ascii").decode("idna") == name and name.upper() == text.upper()
    except UnicodeError:
        same, made = False, ""
    if not same:
        raise MalformedName(f"{rule}: {text!r} has more than one ASCII form, or none; write its xn-- form")
    return made.removesuffix(".")
