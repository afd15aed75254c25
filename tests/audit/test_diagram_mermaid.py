import re

from constructs_pkg.audit.drawing.mermaid import as_mermaid

from .diagrams import drawn_from, hub, nasty, ring
from .templates import stack, two_cells

TWO_CELLS = """\
flowchart LR
  subgraph c1["us"]
    direction LR
    c1cell["us-east-1<br/>account 111111111111<br/>10.0.0.0/16"]:::name
    subgraph c1z1["private zone example.com"]
      direction LR
      c1z1n1["db.example.com"]:::name
      c1z1a1["10.0.0.5"]:::c1accent
      c1z1n1 --> c1z1a1
      c1z1n2["only.example.com CNAME"]:::name
      c1z1n3["orders.example.com"]:::name
    end
    c1e1["endpoint us-links/Ep<br/>service by name<br/>vpce-svc-0123456789abcdef0"]:::c1accent
  end
  c1z1n2 --> c1e1
  c1z1n3 --> c1e1
"""


def test_is_a_flowchart_of_cells_names_and_endpoints() -> None:
    """Cells and zones are subgraphs; names lead to answers and endpoints, endpoints to services."""
    drawn = as_mermaid(drawn_from(*two_cells()))
    assert drawn.startswith(TWO_CELLS)
    assert '  outside1["service elsewhere<br/>vpce-svc-0123456789abcdef0<br/>us-east-1"]:::elsewhere\n' in drawn
    assert "  c1e1 --> outside1\n" in drawn


def test_what_is_unsure_is_dotted() -> None:
    """An arrow that the templates do not show themselves is dotted."""
    expected = [f"c{number}e1 -.-> c1s1" for number in range(2, 5)]
    assert expected == re.findall(r"\S+ -\.-> \S+", as_mermaid(drawn_from(*hub(4))))


def test_labels_hold_nothing_that_mermaid_reads() -> None:
    """In a label, what is syntax or Markdown stands as an entity code, and a title stays one line."""
    drawn = as_mermaid(drawn_from(*nasty()))
    assert 'subgraph c1["#60;b#62;#34;Cell#34; #38; co#60;/b#62; with an exceedingly' in drawn
    labels = re.findall(r'\["(.*)"\]', drawn)
    assert [] == [label for label in labels if re.search(r'["<>`*_\[\]|]', label.replace("<br/>", ""))]
    assert [] == [label for label in labels if re.search(r"&|#(?!\d+;)", label)]


def test_every_node_is_declared() -> None:
    """Arrows and styles name only what is there."""
    for stacks in (two_cells(), ring(20), hub(20), nasty()):
        drawn = as_mermaid(drawn_from(*stacks))
        declared = set(re.findall(r'^\s*(?:subgraph )?(\w+)\["', drawn, re.MULTILINE))
        named = set(re.findall(r"^\s*(\w+) -\.?-> (\w+)$", drawn, re.MULTILINE))
        styled = set(re.findall(r"^\s*style (\w+) ", drawn, re.MULTILINE))
        assert set() == ({one for pair in named for one in pair} | styled) - declared
        assert drawn.count("subgraph ") == len(re.findall(r"^\s*end$", drawn, re.MULTILINE))


def test_says_that_there_is_nothing_to_draw() -> None:
    """An assembly without a VPC is one sentence."""
    assert 'remark1["There is no VPC in these templates."]' in as_mermaid(drawn_from(stack("empty")))
