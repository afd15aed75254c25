"""Helpers for the tests of any CDK project in Python, with pytest or without: they read synthesized templates."""

from constructs_pkg.testing.changes import assert_nothing_replaced, names_changed

__all__ = ["assert_nothing_replaced", "names_changed"]
