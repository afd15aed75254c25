"""A CloudWatch dashboard of a cell: a heading for each service and endpoint, and its graphs side by side.

Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from constructs_pkg.fragments.fragment import Fragment, Json, plain, resource
from constructs_pkg.fragments.measured import Measured
from constructs_pkg.values.late import holds_token
from constructs_pkg.values.place import Region

DASHBOARD = "Resource"

# A dashboard's grid is 24 units wide.
_WIDTH, _HEIGHT, _IN_A_ROW, _HEADING = 8, 6, 3, 1
_PLACE = "\ue000{}\ue001"


@dataclass(frozen=True)
class Shown:
    """A service or endpoint under its heading.

    Attributes:
        heading: What people call it.
        measured: Its metrics.
    """

    heading: str
    measured: Sequence[Measured]


def dashboard_fragment(shown: Sequence[Shown], region: Region) -> Fragment:
    """Return the dashboard of what is `shown`. CloudFormation names it: names are an account's, in all Regions."""
    body = _with_late({"widgets": list(_widgets(shown, region))})
    return Fragment({DASHBOARD: resource("AWS::CloudWatch::Dashboard", {"DashboardBody": body})})


def _widgets(shown: Sequence[Shown], region: Region) -> Iterator[Json]:
    top = 0
    for each in shown:
        yield {
            "type": "text",
            **_placed(0, top, _WIDTH * _IN_A_ROW, _HEADING),
            "properties": {"markdown": f"## {each.heading}"},
        }
        top += _HEADING
        titles = list(dict.fromkeys(measured.kind.graph for measured in each.measured))
        for number, title in enumerate(titles):
            row, column = divmod(number, _IN_A_ROW)
            yield {
                "type": "metric",
                **_placed(column * _WIDTH, top + row * _HEIGHT, _WIDTH, _HEIGHT),
                "properties": {
                    "title": title,
                    "region": region,
                    "view": "timeSeries",
                    "metrics": [_metric(one) for one in each.measured if one.kind.graph == title],
                },
            }
        top += -(-len(titles) // _IN_A_ROW) * _HEIGHT


def _placed(left: int, top: int, width: int, height: int) -> dict[str, int]:
    return {"x": left, "y": top, "width": width, "height": height}


def _metric(measured: Measured) -> list[Json]:
    kind = measured.kind
    dimensions = [part for pair in sorted(measured.dimensions.items()) for part in pair]
    shown = {"stat": kind.statistic, "period": kind.period, "label": measured.title}
    return [kind.namespace, kind.metric, *dimensions, shown]


def _with_late(body: Json) -> Json:
    """Return `body` as text, joined at deployment from its parts and the values known only then.

    These are ids, ARNs and names of services, which need no escape inside JSON text.
    """
    late: list[Json] = []

    def replaced(value: Json) -> Json:
        if isinstance(value, dict) and not _is_intrinsic(value):
            return {key: replaced(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [replaced(inner) for inner in value]
        if isinstance(value, dict) or holds_token(value):
            late.append(value)
            return _PLACE.format(len(late) - 1)
        return value

    text = json.dumps(replaced(plain(body)), ensure_ascii=False, separators=(",", ":"))
    parts: list[Json] = []
    for piece in text.split("\ue000"):
        number, ended, rest = piece.partition("\ue001")
        parts += [late[int(number)], rest] if ended else [piece]
    return {"Fn::Join": ["", parts]} if len(parts) > 1 else text


def _is_intrinsic(value: dict[str, Json]) -> bool:
    return len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::"))
