"""Lines of a function's log."""

import json
from typing import Any


def log(what: str, **facts: Any) -> None:
    """Write one line of JSON to the function's log."""
    print(json.dumps({"event": what, **facts}, default=str))
