"""`python -m emulator`: the emulator with everything added, on loopback alone.

GATEWAY_PORT is its port; it ends when its standard input does.
"""

from __future__ import annotations

import os
from pathlib import Path

os.environ["BIND_HOST"] = "127.0.0.1"
# Functions run as processes of this machine: they find what Lambda gives them, and the emulator in place of AWS.
os.environ["LAMBDA_EXECUTOR"] = "local"
os.environ["PYTHONPATH"] = str(Path(__file__).parent.resolve() / "lambda_modules")
os.environ["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{os.environ.get('GATEWAY_PORT', '4566')}"

from ministack.app import main

from emulator.lifetime import end_with_the_starter
from emulator.names import start as start_names
from emulator.overlay import install

if __name__ == "__main__":
    end_with_the_starter()
    install()
    start_names(os.environ.get("GATEWAY_PORT", "4566"))
    main()
