"""The text of one file, read so that no file of any kind or size holds the reader up."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from constructs_pkg.audit.facts import AssemblyError

# Bounds of this room. CloudFormation takes templates of up to 1 MB, 51,200 bytes where they are sent along:
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html.
LARGEST_FILE = 64_000_000
LARGEST_YAML = 4_000_000
LARGEST_ASSEMBLY = 256_000_000


class Allowance:
    """How many bytes of an assembly may still be read."""

    def __init__(self, most: int = LARGEST_ASSEMBLY) -> None:
        self._most = self._left = most

    def read(self, file: Path, largest: int = LARGEST_FILE) -> str:
        """Return the text of a regular file in UTF-8, with or without a byte order mark.

        Raises:
            AssemblyError: if it is no regular file, cannot be read, is no UTF-8 or is larger than `largest`
                or than what is left.
        """
        try:
            content = _bytes(file, min(largest, self._left) + 1)
        except (OSError, ValueError) as error:
            raise AssemblyError(f"{file}: {getattr(error, 'strerror', None) or error}") from error
        if len(content) > largest:
            raise AssemblyError(f"{file}: is over {largest} bytes, the most that is read of one file")
        if len(content) > self._left:
            raise AssemblyError(f"{file}: the assembly is over {self._most} bytes, the most that is read; name a part")
        self._left -= len(content)
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise AssemblyError(f"{file}: is not UTF-8 text: {error.reason} at byte {error.start}") from error


def _bytes(file: Path, most: int) -> bytes:
    # A named pipe would wait for its writer, and a device may never end.
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise ValueError("is a folder" if stat.S_ISDIR(mode) else "is no regular file")
        with open(descriptor, "rb", closefd=False) as opened:
            return opened.read(most)
    finally:
        os.close(descriptor)
