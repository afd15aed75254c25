"""Snapshots of syrupy as text files, one a snapshot, so that a review shows them line by line."""

from __future__ import annotations

from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class TextFiles(SingleFileSnapshotExtension):
    """Keeps each snapshot as ``__snapshots__/MODULE/TEST.txt``, as it is.

    Example:
        ``assert resolution_snapshot(app.synth()) == snapshot(extension_class=TextFiles)``
    """

    _write_mode = WriteMode.TEXT
    file_extension = "txt"

    def serialize(self, data: Any, **_: Any) -> str:
        """Return the text itself.

        Raises:
            TypeError: if it is no text.
        """
        if not isinstance(data, str):
            raise TypeError(f"a snapshot in a text file is a text, not {type(data).__name__}")
        return data
