import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constructs_pkg.audit.drawing.palette import ACCENTS, NEUTRAL, Accent
from constructs_pkg.audit.drawing.picture import (
    Arrow,
    CellCard,
    EndpointBox,
    NameGroup,
    NameRow,
    OutsideBox,
    Picture,
    ServiceBox,
    Tone,
    ZonePanel,
)
from constructs_pkg.audit.drawing.sheet import as_svg
from constructs_pkg.audit.facts import StackFact

from .contrast import contrast
from .diagrams import SVG, Box, boxes, drawn_from, hub, nasty, ring
from .templates import stack, two_cells

ASSEMBLIES: dict[str, Callable[[], list[StackFact]]] = {
    "two cells": two_cells,
    "a ring of 3": lambda: ring(3),
    "a ring of 20": lambda: ring(20),
    "a hub and 2": lambda: hub(3),
    "a hub and 19": lambda: hub(20),
    "nasty": nasty,
    "no VPC": lambda: [stack("empty")],
}


@pytest.fixture(scope="module", params=list(ASSEMBLIES))
def drawn(request: pytest.FixtureRequest) -> str:
    return as_svg(drawn_from(*ASSEMBLIES[request.param]()))


def test_is_drawn_on_its_own_ground(drawn: str) -> None:
    """The picture has a size, a box to scale it by, and a ground as large."""
    root = ET.fromstring(drawn)
    ground = next(root.iter(f"{SVG}rect"))
    expected = (root.get("width"), root.get("height"))
    assert expected == (ground.get("width"), ground.get("height"))
    assert f"0 0 {root.get('width')} {root.get('height')}" == root.get("viewBox")


def test_tells_what_it_shows_to_those_who_do_not_see_it(drawn: str) -> None:
    """It is an image with a title and a description."""
    root = ET.fromstring(drawn)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and desc is not None
    expected = ("img", "title desc", "title", "desc")
    assert expected == (root.get("role"), root.get("aria-labelledby"), title.get("id"), desc.get("id"))


def test_holds_nothing_but_shapes_and_text(drawn: str) -> None:
    """It runs no script and reads nothing from elsewhere."""
    kinds = {element.tag.removeprefix(SVG) for element in ET.fromstring(drawn).iter()}
    allowed = {"svg", "title", "desc", "style", "g", "rect", "path", "circle", "text", "tspan"}
    assert set() == kinds - allowed
    assert not re.search(r"href|url\(|@import|@font-face|on[a-z]+=", drawn.replace("http://www.w3.org/2000/svg", ""))


def test_no_text_meets_another(drawn: str) -> None:
    """Texts do not overlap, as wide as they may come out."""
    texts = sorted(boxes(drawn, "texts"), key=lambda box: box.y)
    met = [
        (one.what, other.what)
        for position, one in enumerate(texts)
        for other in texts[position + 1 : position + 40]
        if one.meets(other)
    ]
    assert [] == met


def test_every_text_stays_in_its_cell(drawn: str) -> None:
    """No text is cut by, or runs over, the edge of a cell."""
    cards = boxes(drawn, "cards")
    astray = [
        text.what for text in boxes(drawn, "texts") if any(card.meets(text) and not card.holds(text) for card in cards)
    ]
    assert [] == astray


def test_cells_do_not_overlap(drawn: str) -> None:
    """Every cell has a place of its own."""
    cards = boxes(drawn, "cards")
    assert [] == [one for position, one in enumerate(cards) for other in cards[position + 1 :] if one.meets(other)]


def crossed(drawn: str) -> set[str]:
    texts = boxes(drawn, "texts")
    return {text.what for arrow in boxes(drawn, "arrows") for text in texts if arrow.meets(text)}


def test_no_arrow_crosses_text(drawn: str) -> None:
    """Arrows run where nothing is written."""
    assert set() == crossed(drawn)


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """Cells with endpoints and services in any number, connected in any way."""
    number = draw(st.integers(1, 9))
    cells = []
    for cell in range(number):
        endpoints = [EndpointBox(f"e{cell}.{one}", "endpoint", "by name") for one in range(draw(st.integers(0, 3)))]
        services = [ServiceBox(f"s{cell}.{one}", "service", ()) for one in range(draw(st.integers(0, 2)))]
        row = NameRow("a.example.com", "", ("10.0.0.1",), Tone.PLAIN)
        rows = tuple(NameGroup((row,)) for _ in range(draw(st.integers(0, 4))))
        zones = (ZonePanel("example.com", "private zone", rows),)
        cells.append(
            CellCard(f"c{cell}", f"cell {cell}", "us-east-1", (), zones, tuple(endpoints), (), tuple(services))
        )
    targets = [service.key for cell in cells for service in cell.services] + ["outside 1", "outside 2"]
    arrows = [
        Arrow(endpoint.key, draw(st.sampled_from(targets)), draw(st.booleans()))
        for cell in cells
        for endpoint in cell.endpoints
    ]
    used = dict.fromkeys(arrow.target for arrow in arrows if arrow.target.startswith("outside"))
    return Picture(tuple(cells), tuple(OutsideBox(key, key, "") for key in used), tuple(arrows))


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_everything_has_its_place_however_cells_are_connected(picture: Picture) -> None:
    """In any picture cells stand apart, and arrows cross neither text nor other cells."""
    drawn = as_svg(picture)
    cards = boxes(drawn, "cards")
    assert len(picture.cells) + len(picture.outside) == len(cards)
    assert [] == [one for position, one in enumerate(cards) for other in cards[position + 1 :] if one.meets(other)]
    assert set() == crossed(drawn)
    through = [(arrow, card) for arrow in boxes(drawn, "arrows") for card in cards if _passes_through(arrow, card)]
    assert [] == through


def _passes_through(arrow: Box, card: Box) -> bool:
    upright = arrow.to_y - arrow.y > arrow.to_x - arrow.x
    return arrow.meets(card) and (upright or (arrow.x < card.x and card.to_x < arrow.to_x))


def test_is_the_same_for_the_same_assembly() -> None:
    """Two drawings of one assembly have the same bytes, and end with one line break."""
    first, second = (as_svg(drawn_from(*ring(5))) for _ in range(2))
    assert first == second
    assert first.endswith("</svg>\n")


def test_shows_text_of_templates_as_text() -> None:
    """What a template says never becomes markup, and is in full where it is shortened."""
    texts = ["".join(element.itertext()) for element in ET.fromstring(as_svg(drawn_from(*nasty()))).iter(f"{SVG}text")]
    assert any(text.startswith('<b>"Cell" & co</b> with') and "…" in text for text in texts)
    assert any("<script>alert(1)</script> & ]]>" in text for text in texts)


def test_twenty_cells_fit_the_width_of_a_page() -> None:
    """Many cells make the picture longer, not wider: their text stays legible on a page."""
    wide, _ = re.findall(r'(?:width|height)="(\d+)"', as_svg(drawn_from(*ring(20))))[:2]
    assert int(wide) < 1_800


@pytest.mark.parametrize("accent", [*ACCENTS, NEUTRAL], ids=lambda accent: accent.ink)
def test_accents_are_legible(accent: Accent) -> None:
    """An accent's ink has enough contrast to its tint, in light and in dark."""
    for ink, tint in ((accent.ink, accent.tint), (accent.dark_ink, accent.dark_tint)):
        assert contrast(ink, tint) >= 4.5
