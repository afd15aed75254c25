"""A client that prefers PrivateLink: private addresses first, public ones within a bound, and back.

It needs the standard library and dnspython alone, so that it can ship with a client application.
"""

from constructs_pkg.client.addresses import PRIVATE_NETWORKS, Candidate, Ranges, Reach, networks
from constructs_pkg.client.asynchronous import AsyncPrivateFirst
from constructs_pkg.client.blocking import PrivateFirst
from constructs_pkg.client.front import NothingReachable, RefusedInput
from constructs_pkg.client.hostname import MalformedName, customer_hostname
from constructs_pkg.client.local_domain import local_domain, reverse_domain

__all__ = [
    "PRIVATE_NETWORKS",
    "AsyncPrivateFirst",
    "Candidate",
    "MalformedName",
    "NothingReachable",
    "PrivateFirst",
    "Ranges",
    "Reach",
    "RefusedInput",
    "customer_hostname",
    "local_domain",
    "networks",
    "reverse_domain",
]
