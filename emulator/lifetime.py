"""Ends the emulator with the process that started it, also where that one is killed.

The starter holds the emulator's standard input open. When it ends, however it ends, the input does too. A word
written to it beforehand lets the emulator stay.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

STAY = b"stay\n"

SECONDS_TO_END = 5.0
"""How long the emulator may take for an orderly end."""


def end_with_the_starter() -> None:
    """End this process as soon as its standard input ends without a word."""
    threading.Thread(target=_watch, daemon=True, name="lifetime").start()


def _watch() -> None:
    if sys.stdin.buffer.readline() == STAY:
        return
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_END)
    os._exit(1)
