"""Answers on the wire: DNS messages made of the audit room's answers, and the loopback server that sends them.

`message.respond` turns the bytes of a query into the bytes of a response; `served.Served` gives it what to say,
`sections` and `standins` how to write it. Only `sockets`, `server` and `watching` touch the machine.
"""
