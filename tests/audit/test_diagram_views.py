"""Views of Global Resolvers as they are drawn."""

from constructs_pkg.audit.drawing.hybrid_panels import view_cards
from constructs_pkg.audit.drawing.picture import ZonePanel

from .templates import Json, ref
from .test_hybrid import GLOBAL, blocking, hub, view

OFFICE: Json = {
    "Office": {
        "Type": f"{GLOBAL}::AccessSource",
        "Properties": {"Name": "office", "DnsViewId": ref("View"), "Cidr": "198.51.100.0/24", "Protocol": "DOH"},
    },
    "Laptops": {
        "Type": f"{GLOBAL}::AccessToken",
        "Properties": {"Name": "laptops", "DnsViewId": ref("View"), "ExpiresAt": "2027-06-30T00:00:00Z"},
    },
    "View": {"Type": f"{GLOBAL}::DnsView", "Properties": {"GlobalResolverId": ref("Resolver"), "Name": "staff"}},
}


def rows(panel: ZonePanel) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.name, row.answers) for group in panel.groups for row in group.rows]


def test_a_view_shows_whom_it_answers_from_which_zones() -> None:
    """Its private zone is shown with the VPC that sees it too, and its firewall in order."""
    (card,) = view_cards(view(blocking()))
    assert ("view staff", ("over the internet", "us-east-1")) == (card.label, card.facts)
    found = {panel.name: rows(panel) for panel in card.zones}
    assert {
        "Clients": [("nobody", ())],
        "Private zones": [("example.com", ("us",))],
        "DNS Firewall": [("www.example.com", ("block",))],
    } == found


def test_clients_of_a_view_are_blocks_and_tokens() -> None:
    """Who may ask is told by address and protocol, or by the name of the token."""
    (card,) = view_cards(hub(OFFICE))
    assert [("198.51.100.0/24 (DOH)", ()), ("token laptops", ())] == rows(card.zones[0])
