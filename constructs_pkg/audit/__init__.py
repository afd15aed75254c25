"""The audit room: what a synthesized assembly says, read from its templates and nothing else.

The line runs `assembly.load` (templates to facts), `resolver.resolve` (one question at one vantage),
`names.read_matrix` (every name at every vantage), `table.write_tables` (for a terminal), `page.as_page` (for
a browser), `document.as_document` (for a program), `drawing` (for the eye) and `wire` (for DNS clients). On the same
facts stand `findings` (what is wrong) and `changes` (what another assembly would do to this one). Nothing here imports
the CDK or reads the plan; only `wire` opens sockets, on loopback.
"""
