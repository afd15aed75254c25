"""Answers the names that the emulator has made up, in the processes of its functions; all others as ever."""

import json
import os
import socket
from pathlib import Path
from typing import Any

_asked_elsewhere = socket.getaddrinfo


def _answered(host: Any, port: Any, *more: Any, **options: Any) -> Any:
    file = Path(os.environ.get("EMULATED_NAMES", "none"))
    names = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    if host not in names:
        return _asked_elsewhere(host, port, *more, **options)
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, int(port or 0))) for address in names[host]]


socket.getaddrinfo = _answered
