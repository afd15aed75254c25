"""Findings: what in an assembly will be refused, will not work, or is probably not meant.

`finding` has the words, `evidence` what rules look at, `registry` lists every rule and runs them. Each other
file holds the rules of one subject; `text`, `document` and `sarif` write findings out.
"""
