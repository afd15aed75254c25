"""What the names and CIDR blocks of customers must keep to, whom rules about connections let in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.connection_rules import OF_CUSTOMERS, ConnectionRules
from constructs_pkg.values.dns import LONGEST_NAME
from constructs_pkg.values.problem import Problem

# A location's name and its blocks in
# https://docs.aws.amazon.com/Route53/latest/APIReference/API_CidrCollectionChange.html, and the longest prefixes in
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-ipbased.html
LONGEST_LOCATION = 16
MOST_BLOCKS = 1_000
LONGEST_PREFIXES = {4: 24, 6: 48}


def check_customers(spec: ConnectionRules) -> list[Problem]:
    """Return the problems of the names and blocks that `spec` keeps; empty means good."""
    return [*_names(spec), *_labels(spec), *_blocks(spec), *_locations(spec)]


def _names(spec: ConnectionRules) -> Iterator[Problem]:
    labelled = [place for place, rule in enumerate(spec.rules) if rule.customer]
    if spec.names is None:
        # A label is also the location of a customer's blocks.
        for place in labelled:
            if not spec.rules[place].cidr_blocks:
                limit, fix = "is given, and there is no zone for customers' names", "give names, or leave it out"
                path = f"rules[{place}].customer"
                yield Problem("customer-without-zone", path, str(spec.rules[place].customer), limit, fix)
        return
    if not labelled and not spec.names.customers:
        limit = "holds no name: neither a rule nor an account has a label"
        yield Problem("names-unused", "names", spec.names.zone, limit, "give customers, or leave it out", "warning")


def _labels(spec: ConnectionRules) -> Iterator[Problem]:
    if spec.names is None:
        return
    zone = spec.names.zone
    labels = [(f"rules[{place}].customer", rule.customer) for place, rule in enumerate(spec.rules) if rule.customer]
    labels += [(f"names.customers.{account}", label) for account, label in spec.names.customers.items()]
    for path, label in labels:
        name = f"{OF_CUSTOMERS}.{label}.{zone}"
        if len(name) > LONGEST_NAME:
            limit = f"makes {name}, which is over {LONGEST_NAME} characters ({len(name)})"
            yield Problem("customer-name-too-long", path, label, limit, "shorten it")
    yield from _shared_labels(spec)


def _shared_labels(spec: ConnectionRules) -> Iterator[Problem]:
    """Yield a warning for each label that several accounts have: the others are led to an address not their own."""
    of_label: dict[str, set[str]] = {}
    given = [
        (f"rules[{place}].customer", rule.customer, {*map(str, rule.accounts)})
        for place, rule in enumerate(spec.rules)
        if rule.customer and not rule.endpoint_ids
    ]
    customers = spec.names.customers.items() if spec.names else ()
    given += [(f"names.customers.{account}", label, {str(account)}) for account, label in customers]
    for path, label, accounts in given:
        held = of_label.setdefault(label, set())
        # A rule that names none is of organizations, and so of any account in them.
        if not accounts or len(held | accounts) > 1:
            limit = "is the name of several accounts, and leads to the endpoint of one"
            fix = "give each account a label of its own, unless one network serves them all"
            yield Problem("shared-customer-name", path, label, limit, fix, "warning")
        held |= accounts


def _locations(spec: ConnectionRules) -> Iterator[Problem]:
    of_location: dict[str, list[tuple[str, Cidr]]] = {}
    for place, rule in enumerate(spec.rules):
        for index, block in enumerate(rule.cidr_blocks):
            entry = (f"rules[{place}].cidr_blocks[{index}]", block)
            of_location.setdefault(rule.customer or rule.key, []).append(entry)
    for location, held in of_location.items():
        if len(more := {block for _, block in held}) > MOST_BLOCKS:
            limit = f"has {len(more) - MOST_BLOCKS} more than the {MOST_BLOCKS:,} blocks of a location"
            yield Problem("location-too-large", held[-1][0], location, limit, "merge adjacent blocks")
    for (_, first), (_, second) in combinations(of_location.items(), 2):
        for (path, block), (other, later) in product(first, second):
            one, two = block.network, later.network
            if one != two and one.version == two.version and one.overlaps(two):
                limit = f"overlaps {path} of another customer; who is in both is in the smaller"
                fix = "give each customer its own blocks"
                yield Problem("nested-blocks", other, later, limit, fix, "warning")


def _blocks(spec: ConnectionRules) -> Iterator[Problem]:
    given = [(place, rule) for place, rule in enumerate(spec.rules) if rule.cidr_blocks]
    for place, rule in given:
        path = f"rules[{place}].cidr_blocks"
        if spec.cidr_collection_id is None:
            limit, fix = "are given, and there is no CIDR collection", "give cidr_collection_id"
            yield Problem("blocks-without-collection", path, f"{len(rule.cidr_blocks)} blocks", limit, fix)
        location = rule.customer or rule.key
        if len(location) > LONGEST_LOCATION:
            limit = f"names a location, and is over {LONGEST_LOCATION} characters ({len(location)})"
            at = "customer" if rule.customer else "key"
            yield Problem("location-too-long", f"rules[{place}].{at}", location, limit, "give a shorter customer")
        for index, block in enumerate(rule.cidr_blocks):
            longest = LONGEST_PREFIXES[block.network.version]
            if block.network.prefixlen > longest:
                limit = f"is smaller than the /{longest} that Route 53 tells apart"
                yield Problem("block-too-small", f"{path}[{index}]", block, limit, "give the block that it is in")
            if block.network.prefixlen == 0:
                limit, fix = "is everybody, of whom no rule asks DNS", "give the customer's own blocks"
                yield Problem("block-of-everybody", f"{path}[{index}]", block, limit, fix)
    for (place, rule), (other, later) in combinations(given, 2):
        shared = set(rule.cidr_blocks) & set(later.cidr_blocks)
        if shared and (rule.customer or rule.key) != (later.customer or later.key):
            limit = f"is also a block of rules[{place}], and a block is at one location"
            fix = "give both rules one customer, or each its own blocks"
            yield Problem("duplicate-block", f"rules[{other}].cidr_blocks", min(shared), limit, fix)
    if spec.cidr_collection_id is not None and not given:
        limit, fix = "is given, and no rule has blocks", "give cidr_blocks, or leave it out"
        yield Problem("collection-unused", "cidr_collection_id", str(spec.cidr_collection_id), limit, fix, "warning")
