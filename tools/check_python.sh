#!/bin/sh
# Says in one line what is missing before .venv can be created.
set -eu
python=${1:-python3}

fail() {
    echo "error: $1" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 ||
    fail "$python was not found: install Python 3.11 or newer (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python)"

version=$("$python" -c 'import sys; print(".".join(map(str, sys.version_info[:3])))' 2>/dev/null) ||
    fail "$python does not run: install Python 3.11 or newer"

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$python is Python $version, but 3.11 or newer is needed: install one and name it, e.g. make PYTHON=python3.12"

"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "$python has no venv module: install it (Debian, Ubuntu: apt install ${python##*/}-venv)"
