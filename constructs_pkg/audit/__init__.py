"""The audit room: what a synthesized assembly says, read from its JSON and nothing else.

The line runs `assembly.load` (templates to facts), `resolver.resolve` (one question at one vantage),
`names.read_matrix` (every name at every vantage), `table.write_tables` (for a terminal), `page.as_page` (for
a browser), `document.as_document` (for a program) and `drawing` (for the eye). Nothing here imports the CDK, reads the
plan or opens a socket.
"""
