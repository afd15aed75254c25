"""What names answer and what a change does, for the tests of any CDK project, with pytest or without.

`assert_resolves`, `assert_clones_agree` and `resolution_snapshot` ask one assembly; `assert_nothing_replaced` and
`names_changed` compare two. They read the templates that a synthesis wrote and need neither Node nor an AWS account.
`text_files` has the extension by which syrupy keeps such snapshots as text files; nothing else here needs syrupy.
"""

from constructs_pkg.testing.assemblies import Assembly, read_assembly
from constructs_pkg.testing.changes import assert_nothing_replaced, names_changed
from constructs_pkg.testing.clones import assert_clones_agree
from constructs_pkg.testing.resolving import assert_resolves
from constructs_pkg.testing.snapshot import resolution_snapshot

__all__ = [
    "Assembly",
    "assert_clones_agree",
    "assert_nothing_replaced",
    "assert_resolves",
    "names_changed",
    "read_assembly",
    "resolution_snapshot",
]
