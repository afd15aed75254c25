"""`TrafficTree`: routing policies behind each other at one name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aws_cdk import aws_route53 as route53
from constructs import Construct

from constructs_pkg.cdk_values import existing_zone, is_public_zone, public_zone_of
from constructs_pkg.cell_zones import records_kept
from constructs_pkg.door import Door, mapping_of, plain_fields
from constructs_pkg.fragments.traffic_tree import POLICY, instance_id, traffic_policy_fragment, traffic_tree_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.public_zone import PublicZone
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.problem import InvalidInput, Problem, Refused
from constructs_pkg.values.public_records import PublicZoneRef
from constructs_pkg.values.record import Record, Visibility
from constructs_pkg.values.spec import Spec, parse
from constructs_pkg.values.traffic_policy import check_traffic_policy
from constructs_pkg.values.traffic_policy_document import ReadPolicy, read_traffic_policy
from constructs_pkg.values.traffic_records import traffic_records
from constructs_pkg.values.traffic_tree import TrafficTreeSpec
from constructs_pkg.values.traffic_tree_rules import check_traffic_tree, check_without_topology

_Fields = Mapping[str, Any]
_Part = _Fields | Spec


class TrafficTree(IncludedFragment):
    """A tree of routing policies at one name of a zone: geolocation over weighted over failover, or any other.

    Makes one record set for each branch, those of each rule at a name of its own below the tree's, joined by aliases:
    Route 53 charges no monthly fee for them. Asked to, it makes a traffic policy and a policy record instead, which
    have one.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        zone: route53.IHostedZone | PublicZone | PrivateZone | PublicZoneRef,
        name: str,
        type: str | None = None,
        ttl: int | None = None,
        tree: _Part | None = None,
        rules: Mapping[str, _Part] | None = None,
        endpoints: Mapping[str, _Part] | None = None,
        start_rule: str | None = None,
        start_endpoint: str | None = None,
        document: _Fields | None = None,
        as_traffic_policy: bool = False,
        policy_name: str | None = None,
    ) -> None:
        """Make the tree.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id begins with it.
            zone: The zone, with a name and an id; private unless it is known to be public.
            name: Relative to the zone, fully qualified, or ``@``.
            type: The record type of everything in it. Default: A; a document tells its own.
            ttl: Seconds that resolvers may keep an answer. Default: 60.
            tree: The rule that everything begins with. Default: the one that `start_rule` or `start_endpoint` names.
            rules: Rules that branches lead to by their keys. Default: none.
            endpoints: Endpoints that branches lead to by their keys. Default: none.
            start_rule: The key of the rule that everything begins with. Default: `tree`.
            start_endpoint: The key of the endpoint that always answers. Default: `tree`.
            document: A traffic policy document of Route 53 instead of all that. Default: none.
            as_traffic_policy: Whether a traffic policy and its policy record are made, in a public zone, for a monthly
                fee. Default: record sets are.
            policy_name: What the policy's name begins with. Default: the tree's full name and its type.

        Raises:
            InvalidInput: with every problem of the input, before anything is made. Those of a document are told at
                their places in it.
        """
        door = Door()
        public = isinstance(zone, PublicZoneRef) or is_public_zone(zone)
        known = door.take("zone", _zone_of, zone, public)
        fields = plain_fields(
            type=type,
            ttl=ttl,
            tree=tree,
            rules=rules,
            endpoints=endpoints,
            start_rule=start_rule,
            start_endpoint=start_endpoint,
        )
        given = door.take("", _tree_of, name, fields, document)
        door.refuse()
        visibility: Visibility = "public" if public else "private"
        full = _full_name(given.spec, known)
        policy = policy_name or f"{full} {given.spec.type}"
        found = list(check_traffic_tree(given.spec, known.name, visibility))
        found += check_without_topology(given.spec)
        if as_traffic_policy and not any(problem.severity == "error" for problem in found):
            found += check_traffic_policy(given.spec, policy, visibility)
        placed: list[tuple[str, Record]] = []
        kept = None if public or as_traffic_policy else records_kept(zone, known.name)
        if kept is not None and not any(problem.severity == "error" for problem in found):
            placed = list(traffic_records(given.spec, known))
            found += kept.beside(placed)
        warnings = door.refuse([*given.warnings, *(given.at_document(problem) for problem in found)])
        if as_traffic_policy:
            fragment = traffic_policy_fragment(given.spec, known, name=policy)
        else:
            fragment = traffic_tree_fragment(given.spec, known)
        super().__init__(scope, construct_id, fragment, warnings)
        self._is_policy, self._full_name, self._instance = as_traffic_policy, full, instance_id(given.spec)
        if kept is not None:
            kept.keep((f"{construct_id}.{path}", record) for path, record in placed)

    @property
    def record_name(self) -> str:
        """The full name that answers."""
        return self._full_name

    @property
    def traffic_policy_id(self) -> str:
        """The id of its traffic policy.

        Raises:
            LookupError: if it is made of record sets.
        """
        return self._of_policy(POLICY)

    @property
    def policy_record_id(self) -> str:
        """The id of its policy record.

        Raises:
            LookupError: if it is made of record sets.
        """
        return self._of_policy(self._instance)

    def _of_policy(self, resource: str) -> str:
        if not self._is_policy:
            raise LookupError(f"{self.node.path} is made of record sets")
        return self._attribute(resource, "Id")


def _zone_of(zone: route53.IHostedZone | PublicZone | PrivateZone | PublicZoneRef, public: bool) -> PrivateZone:
    if not public:
        return existing_zone(zone)  # type: ignore[arg-type]
    known = public_zone_of(zone)  # type: ignore[arg-type]
    return PrivateZone(name=known.name, id=known.id)


def _tree_of(name: str, fields: dict[str, Any], document: _Fields | None) -> ReadPolicy:
    if document is None:
        return ReadPolicy(parse(TrafficTreeSpec, {"type": "A", **fields, "name": name}), (), {})
    beside = sorted(fields.keys() - {"ttl"})
    if beside:
        limit, fix = "is given beside a document, which tells it", "leave one of them out"
        raise InvalidInput(Problem("beside-document", key, "", limit, fix) for key in beside)
    return read_traffic_policy(mapping_of(document), name, fields.get("ttl"))


def _full_name(spec: TrafficTreeSpec, zone: PrivateZone) -> str:
    try:
        return spec.name.placed_in(zone.name)
    except Refused:
        # It is told with the other problems.
        return str(spec.name)
