"""The domain of the host or its network: what is taken for a customer's, and what is not."""

import io
from pathlib import Path

import dns.resolver
import pytest
from audit.templates import record, ref, stack, vpc, write_assembly, zone

from constructs_pkg.client import customer_hostname, local_domain, reverse_domain
from constructs_pkg.client.local_domain import names_a_customer

from .names import Names
from .names import names as serving


def configured(text: str) -> dns.resolver.Resolver:
    made = dns.resolver.Resolver(configure=False)
    # Without this line dnspython puts the domain of the machine's own name there.
    made.domain = dns.name.root
    made.read_resolv_conf(io.StringIO(f"nameserver 127.0.0.1\n{text}"))
    return made


@pytest.mark.parametrize(
    ("resolv_conf", "host", "expected"),
    [
        ("search anycompany.com", "pc7.other.example.net", "anycompany.com"),
        ("search AnyCompany.com corp.anycompany.com", "", "anycompany.com"),
        ("domain anycompany.com", "", "anycompany.com"),
        ("", "pc7.anycompany.com", "anycompany.com"),
        # What every VPC, or many a house, has.
        ("search us-west-2.compute.internal", "ip-10-0-0-1.us-west-2.compute.internal", None),
        ("search ec2.internal anycompany.com", "", "anycompany.com"),
        ("search lan", "pc7.lan", None),
        ("search anycompany.local", "pc7", None),
        ("", "localhost.localdomain", None),
        ("", "localhost", None),
        ("", "", None),
    ],
)
def test_the_first_domain_that_may_be_a_customers(resolv_conf: str, host: str, expected: str | None) -> None:
    """Search domains go before the host's own, and shared ones are nobody's."""
    assert expected == local_domain(configured(resolv_conf), lambda: host)


def test_where_nothing_is_configured_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without resolv.conf has its own name, or none."""

    def unconfigured() -> dns.resolver.Resolver:
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(dns.resolver, "Resolver", unconfigured)
    assert local_domain(fully_qualified=lambda: "pc7") is None
    assert "anycompany.com" == local_domain(fully_qualified=lambda: "pc7.anycompany.com")
    assert reverse_domain() is None


def test_derives_a_hostname() -> None:
    """The function is what a pattern takes."""
    resolver = configured("search anycompany.com")
    made = customer_hostname("{customer}.example-api.com", local_domain=lambda: local_domain(resolver))
    assert "anycompany.com.example-api.com" == made


@pytest.mark.parametrize("domain", ["anycompany", "arpa", "home.arpa", "2.0.192.in-addr.arpa", "x.test", ""])
def test_shared_domains_are_nobodys(domain: str) -> None:
    """RFC 6761, RFC 8375, and single labels."""
    assert not names_a_customer(domain)


@pytest.fixture
def reversing(tmp_path: Path) -> "Names":
    folder = tmp_path / "reverse"
    names = Names(folder, 60)
    resources = {
        "Vpc": vpc("customer"),
        "Zone": zone("127.in-addr.arpa", ref("Vpc")),
        "One": record(ref("Zone"), "21.0.0.127.in-addr.arpa", "PTR", "pc7.anycompany.com."),
        "Two": record(
            ref("Zone"), "1.0.0.127.in-addr.arpa", "PTR", "ip-127-0-0-1.ec2.internal.", "pc8.other.example.net."
        ),
        "Three": record(ref("Zone"), "22.0.0.127.in-addr.arpa", "PTR", "ip-127-0-0-22.ec2.internal."),
    }
    write_assembly(folder, [stack("App", resources)])
    return names


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.21", "anycompany.com"),
        # By default that of the interface which reaches the name server: here 127.0.0.1.
        (None, "other.example.net"),
        ("127.0.0.22", None),
        ("127.0.0.23", None),
        ("::1", None),
    ],
)
def test_the_name_of_the_hosts_address_tells_its_domain(
    reversing: Names, address: str | None, expected: str | None
) -> None:
    """A reverse lookup gives the domain of the name, if that may be a customer's."""
    with serving(reversing.folder, names=reversing) as names:
        assert expected == reverse_domain(names.resolver(), address)


def test_a_silent_name_server_is_given_up(reversing: Names) -> None:
    """Then nothing is known."""
    reversing.silent.add("21.0.0.127.in-addr.arpa")
    with serving(reversing.folder, names=reversing) as names:
        assert reverse_domain(names.resolver(), "127.0.0.21", lifetime=0.2) is None
