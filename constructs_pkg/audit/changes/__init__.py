"""What a new assembly does to what an old one deployed: replacements, deletions, and names that change.

The line runs `pairing.read_pair` (two folders, their stacks matched), `compare.compare` (the changes), and
`report.write_report` (for a reviewer) or `document.as_document` (for a program).
"""
