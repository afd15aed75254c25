"""Measures synthesis against the same cells written by hand with L2 constructs, in Python and in JavaScript."""
