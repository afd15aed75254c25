from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_pkg.values.cidr import KEPT_BY_AWS, Cidr, IpAddress, VpcCidr, usable_addresses
from constructs_pkg.values.problem import Refused

ADDRESSES = st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)).map(str)


@st.composite
def blocks(draw: st.DrawFn) -> Cidr:
    """Any IPv4 or IPv6 block."""
    address = draw(st.ip_addresses())
    prefix = draw(st.integers(0, address.max_prefixlen))
    return Cidr(
        str(ip_network((int(address), prefix) if address.version == 4 else f"{address}/{prefix}", strict=False))
    )


@given(blocks())
def test_a_block_is_its_own_canonical_form(block: Cidr) -> None:
    """Parsing what was parsed changes nothing."""
    expected = block
    assert expected == Cidr(str(block))


@given(blocks(), blocks())
def test_a_block_overlaps_what_it_holds_and_what_holds_it(one: Cidr, other: Cidr) -> None:
    """Two blocks share an address exactly if one lies inside the other, whichever is asked."""
    expected = one.holds(other) or other.holds(one)
    assert (expected, expected) == (one.overlaps(other), other.overlaps(one))


@given(blocks(), ADDRESSES.map(IpAddress))
def test_a_block_holds_the_addresses_inside_it(block: Cidr, address: IpAddress) -> None:
    """An address lies in a block exactly if the standard library says so."""
    expected = address.address in block.network
    assert expected == block.holds(address)


@given(blocks())
def test_a_block_is_never_short_of_less_than_nothing(block: Cidr) -> None:
    """AWS keeps five addresses, or all of a smaller block."""
    expected = max(block.network.num_addresses - KEPT_BY_AWS, 0)
    assert expected == usable_addresses(block)


@given(ADDRESSES)
def test_an_address_knows_its_record_type(text: str) -> None:
    """IPv4 goes into A records and IPv6 into AAAA."""
    expected = "AAAA" if ":" in text else "A"
    assert expected == IpAddress(text).record_type


def test_host_bits_are_named_rather_than_dropped() -> None:
    """A block with host bits is refused with the block that was probably meant."""
    expected = "malformed-cidr: cells.eu.cidr 10.0.0.1/16 has host bits set; write 10.0.0.0/16"
    with pytest.raises(Refused) as caught:
        Cidr("10.0.0.1/16")
    assert expected == str(caught.value.at("cells.eu.cidr"))


def test_a_vpc_block_is_a_block() -> None:
    """A VPC's block can stand wherever a block does."""
    expected = (True, 24)
    block = VpcCidr("10.0.0.0/24")
    assert expected == (Cidr("10.0.0.0/16").holds(block), block.prefix)
