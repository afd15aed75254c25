"""The matrix as a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.names import read_matrix
from constructs_pkg.audit.page import as_page
from constructs_pkg.audit.page_style import COLOURS, TONES
from constructs_pkg.audit.vantage import every_vantage
from constructs_pkg.audit.world import World

from .contrast import contrast
from .templates import one_cell, record, ref, two_cells

# Elements that HTML closes by itself.
_VOID = {"meta", "input", "!doctype"}

HOSTILE = '"><script>alert(1)</script>&'


class Page(HTMLParser):
    """The elements of a page, with their attributes and text; it fails where they are not nested."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        assert [] == self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.text.setdefault(tag, []).append("")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self._open.pop()

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.text[tag][-1] += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(facts: Facts) -> Page:
    return Page(as_page(facts, read_matrix(facts, every_vantage(facts))))


def test_shows_every_name_at_every_vantage() -> None:
    """Rows are names, columns are vantages with their Regions, and the answers stand between them."""
    page = page_of(read(two_cells()))
    heads = ["Name", "usus-east-1", "eueu-west-1"]
    names = ["db.example.com A≠ us, eu", "only.example.com A≠ eu", "orders.example.com A"]
    answers = [
        *("≠ 10.0.0.5", "≠ 10.1.0.5"),
        *("CNAME orders.example.com → endpoint us-links/Ep", "≠ NXDOMAIN"),
        *("endpoint us-links/Ep", "endpoint eu-links/Ep"),
    ]
    assert (heads + names, answers) == (page.text["th"], page.text["button"])


def test_each_answer_opens_its_trace() -> None:
    """Every button leads to a text of its own: the question, the answer and the way to it."""
    page = page_of(read(two_cells()))
    opened = [one["popovertarget"] for one in page.attributes("button")]
    texts = [one["id"] for one in page.attributes("div")]
    assert (6, opened) == (len(set(opened)), texts)
    assert "only.example.com A from eu≠ NXDOMAINPrivate zone example.com (eu-network/Zone) is" in page.text["div"][3]


def test_a_row_that_differs_leads_to_its_odd_cells() -> None:
    """The links in the head of a row name cells of that row that are marked."""
    page = page_of(read(two_cells()))
    marked = [one["id"] for one in page.attributes("td") if "unlike" in (one["class"] or "").split()]
    expected = ["c0-0", "c0-1", "c1-1"]
    assert (expected, [f"#{one}" for one in expected]) == (marked, [one["href"] for one in page.attributes("a")])


def test_each_kind_of_answer_has_a_class_of_its_own() -> None:
    """What is odd, missing, unresolved or public is told apart by its class."""
    zone_id = ref("Zone")
    resources = {
        "Plain": record(zone_id, "a.example.com", "A", "10.0.0.1"),
        "Text": record(zone_id, "b.example.com", "TXT", '"b"'),
        "Gone": record(zone_id, "c.example.com", "CNAME", "gone.example.com"),
        "NoAddress": record(zone_id, "d.example.com", "CNAME", "b.example.com"),
        "Loop": record(zone_id, "e.example.com", "CNAME", "e.example.com"),
        "Unknown": record(zone_id, "f.example.com", "A", {"Fn::FindInMap": ["a", "b", "c"]}),
        "Public": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.com"}},
    }
    page = page_of(one_cell(resources))
    inside, outside = page.attributes("td")[::2], page.attributes("td")[1::2]
    expected = ["plain", "plain", "nxdomain", "nodata", "servfail", "unresolved"]
    assert (expected, ["public"] * 6) == ([one["class"] for one in inside], [one["class"] for one in outside])


def test_names_and_values_are_text_whatever_they_hold() -> None:
    """Markup in a name, a value, a zone or a label is shown and does nothing."""
    resources = {
        "Evil": record(ref("Zone"), f"{HOSTILE}.example.com", "TXT", f"{HOSTILE}\x1b\ud800"),
        "Evil2": record(ref("Zone"), "b.example.com", "CNAME", f"{HOSTILE}.example.com"),
    }
    text = as_page(one_cell(resources), read_matrix(one_cell(resources)))
    page = Page(text)
    assert "script" not in {tag for tag, _ in page.elements}
    assert f"{HOSTILE}\\027\\237\\160\\128" in page.text["button"]
    assert text.encode()


def test_the_page_stands_alone() -> None:
    """Nothing is loaded and nothing runs: no script, no address of another file, and a policy that forbids both."""
    facts = read(two_cells())
    text = as_page(facts, read_matrix(facts))
    page = Page(text)
    policy = next(one for one in page.attributes("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'; style-src 'unsafe-inline'" == policy["content"]
    assert set() == {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object"}
    assert [] == re.findall(r"https?:|url\(|@import|\bon\w+=", text)


def test_the_same_matrix_is_the_same_page() -> None:
    """Reading the templates twice gives the same bytes."""
    first, second = (as_page(facts, read_matrix(facts)) for facts in (read(two_cells()), read(two_cells())))
    assert first == second


def test_says_what_is_supposed_and_what_limits_the_answers() -> None:
    """What is down, and the notes, stand on the page."""
    facts = one_cell(
        {
            "A": record(ref("Zone"), "a.example.com", "A", "10.0.0.1"),
            "Nested": {"Type": "AWS::CloudFormation::Stack"},
        }
    )
    down = World(down=frozenset({facts.vpcs[0].id}))
    page = Page(as_page(facts, read_matrix(facts, world=down)))
    assert "Supposed: us/Vpc is down." in page.text["p"]
    assert ["us/Nested is a nested stack; its template is not read"] == page.text["li"][-1:]


def test_heads_stay_in_sight_and_colours_follow_the_reader() -> None:
    """The style keeps the first row and column on the screen, and has a dark scheme."""
    style = page_of(read(two_cells())).text["style"][0]
    assert 2 == style.count("position:sticky")
    assert 1 == style.count("@media(prefers-color-scheme:dark)")


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((tone, f"{tone}-tint") for tone in (*TONES, "other")),
        *(("ink", ground) for ground in ("bg", "card", "head")),
        *(("dim", ground) for ground in ("bg", "card", "head")),
        ("odd", "head"),
    ],
)
def test_every_text_is_legible(ink: str, ground: str) -> None:
    """Text has enough contrast to what it stands on, in light and in dark."""
    for one, other in zip(COLOURS[ink], COLOURS[ground], strict=True):
        assert contrast(one, other) >= 4.5


def test_an_assembly_without_names_is_a_page_too() -> None:
    """A sentence stands where there is nothing to show."""
    assert "No zone of the assembly has records that a vantage sees." in page_of(one_cell({})).text["p"]
