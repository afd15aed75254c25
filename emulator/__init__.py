"""What the pinned AWS emulator lacks and the library makes: PrivateLink, private zones with VPCs, and the rest.

Start it with ``python -m emulator``; it listens on loopback alone.
"""
