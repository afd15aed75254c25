"""Hostnames of customers: what is derived, and what never gets into a name."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_pkg.client import MalformedName, customer_hostname
from constructs_pkg.client.hostname import hostname

PATTERN = "{customer}.example-api.com"


@pytest.mark.parametrize(
    ("pattern", "login", "expected"),
    [
        # The article's own.
        ("example-api-{customer}", "johndoe@anycompany.com", "example-api-anycompany.com"),
        (PATTERN, "johndoe@anycompany.com", "anycompany.com.example-api.com"),
        (PATTERN, "John.Doe+x@AnyCompany.COM.", "anycompany.com.example-api.com"),
        (PATTERN, "x@mail.any-company.co.uk", "mail.any-company.co.uk.example-api.com"),
        (PATTERN, "x@bücher.example", "xn--bcher-kva.example.example-api.com"),
        (PATTERN, "x@BÜCHER.example.", "xn--bcher-kva.example.example-api.com"),
        (PATTERN, "x@xn--bcher-kva.example", "xn--bcher-kva.example.example-api.com"),
        ("{customer}.Example-API.com.", "x@a.example", "a.example.example-api.com"),
    ],
)
def test_a_login_tells_the_customer(pattern: str, login: str, expected: str) -> None:
    """The domain of the login stands in the pattern, with all its labels."""
    assert expected == customer_hostname(pattern, login=login)


@pytest.mark.parametrize(
    "login",
    [
        *("", "anycompany.com", "x@", "@anycompany.com", "x@@anycompany.com", "x@evil.example@anycompany.com"),
        *("x@evil.example/..", "x@evil.example#", "x@evil.example?", "x@evil.example:53", "x@evil.example\n"),
        *("x@ evil.example", "x@evil\x00.example", "x@{customer}.example", "x@*.example", "x@evil_.example"),
        *("x@evil..example", "x@.evil.example", "x@-evil.example", "x@evil-.example"),
        *("x@localhost", "x@10.0.0.1", "x@[10.0.0.1]", "x@[::1]"),
        *(f"x@{'a' * 64}.example", f"x@{'a.' * 130}example"),
        # Characters that would become dots, slashes or letters.
        *("x@evil\uff0eexample", "x@evil\u3002example", "x@\u2147vil.example", "x@\u2100.example"),
        *("x@\uff45vil.example", "x@\u212aevin.example", "x@\u0130.example"),
        # Sharp s, final sigma and joiners, on which IDNA 2003 and 2008 disagree: RFC 5894 section 7.2.
        *(
            "x@stra\u00dfe.example",
            "x@\u03b2\u03bf\u03bb\u03bf\u03c2.example",
            "x@a\u200db.example",
            "x@a\u200cb.example",
        ),
    ],
)
def test_a_login_that_is_no_address_is_refused(login: str) -> None:
    """Nothing but letters, digits and hyphens gets into a name, and nothing that was not written."""
    with pytest.raises(MalformedName, match=r"^malformed-(login|pattern): "):
        customer_hostname(PATTERN, login=login)


@pytest.mark.parametrize(
    ("customer", "expected"),
    [("anycompany", "anycompany.example-api.com"), ("AnyCompany.com", "anycompany.com.example-api.com")],
)
def test_a_customer_may_be_configured(customer: str, expected: str) -> None:
    """As one label or as a domain."""
    assert expected == customer_hostname(PATTERN, customer=customer)


@pytest.mark.parametrize("customer", ["", ".", "a b", "a/b", "../a", "a.", "-a", "{customer}", "7"])
def test_a_customer_that_is_no_name_is_refused(customer: str) -> None:
    """Configuration is read no less strictly; a dot at the end is none of a label."""
    if customer == "a.":
        assert "a.example-api.com" == customer_hostname(PATTERN, customer=customer)
        return
    with pytest.raises(MalformedName, match=r"^malformed-customer: "):
        customer_hostname(PATTERN, customer=customer)


@pytest.mark.parametrize(("found", "expected"), [("anycompany.com", "anycompany.com.example-api.com"), (None, None)])
def test_a_local_domain_may_be_unknown(found: str | None, expected: str | None) -> None:
    """Then there is no private name to ask for."""
    assert expected == customer_hostname(PATTERN, local_domain=lambda: found)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "example-api.com",
        "{customer}.{customer}.example.com",
        "{Customer}.example.com",
        "{customer}..com",
        "{customer}/x",
    ],
)
@pytest.mark.parametrize("local", [lambda: "anycompany.com", lambda: None])
def test_a_pattern_without_one_place_for_the_customer_is_refused(pattern: str, local: Callable[[], str | None]) -> None:
    """Also while the customer is not known."""
    with pytest.raises(MalformedName, match=r"^malformed-pattern: "):
        customer_hostname(pattern, local_domain=local)


def test_one_customer_is_given() -> None:
    """Two sources might disagree."""
    with pytest.raises(MalformedName, match=r"^one-customer: "):
        customer_hostname(PATTERN, login="x@a.example", customer="a.example")  # type: ignore[call-overload]
    with pytest.raises(MalformedName, match=r"^one-customer: "):
        customer_hostname(PATTERN)  # type: ignore[call-overload]


domains = st.lists(st.sampled_from(["a", "b", "a-b", "b-a", "ab", "xn--a", "com"]), min_size=2, max_size=4).map(
    ".".join
)


@given(domains, domains)
def test_two_customers_never_share_a_name(one: str, other: str) -> None:
    """`a-b.com` and `a.b.com` stay apart."""
    names = {customer_hostname(PATTERN, login=f"x@{each}") for each in (one, other)}
    assert len({one, other}) == len(names)


@given(st.text(st.one_of(st.sampled_from("ab-._@/"), st.characters()), max_size=20))
def test_whatever_is_typed_there_is_a_name_or_an_error(text: str) -> None:
    """Any text gives a hostname of the pattern's zone, or is refused."""
    try:
        made = customer_hostname(PATTERN, login=f"x@{text}")
    except MalformedName:
        return
    assert made.endswith(".example-api.com")
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert made == hostname(made)
    assert len(made) <= 253 and all(0 < len(label) <= 63 for label in made.split("."))
