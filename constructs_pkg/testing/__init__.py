"""Checks of names for the tests of any CDK project: `assert_resolves`, `assert_clones_agree`, `resolution_snapshot`.

They read the templates that a synthesis wrote and need neither Node nor an AWS account. `text_files` has the
extension by which syrupy keeps such snapshots as text files; nothing else here needs pytest or syrupy.
"""

from constructs_pkg.testing.assemblies import Assembly as Assembly
from constructs_pkg.testing.assemblies import read_assembly as read_assembly
from constructs_pkg.testing.clones import assert_clones_agree as assert_clones_agree
from constructs_pkg.testing.resolving import assert_resolves as assert_resolves
from constructs_pkg.testing.snapshot import resolution_snapshot as resolution_snapshot
