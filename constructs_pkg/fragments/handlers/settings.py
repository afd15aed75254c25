"""What a function is told when it is built; `handler_source` writes it in."""

from typing import Any

SETTINGS: dict[str, Any] = {}
