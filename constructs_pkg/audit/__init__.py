"""The audit room: what a synthesized assembly says, read from its JSON and nothing else.

The line runs `assembly.load` (templates to facts), `resolver.resolve` (one question at one vantage),
`names.read_matrix` (every name at every vantage), `table.write_tables` (for a terminal), `page.as_page` (for
a browser), `document.as_document` (for a program), `drawing` (for the eye) and `wire` (for DNS clients). Nothing here
imports the CDK or reads the plan; only `wire` opens sockets, on loopback.
"""
