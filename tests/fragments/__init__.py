"""Tests of what constructs render."""
