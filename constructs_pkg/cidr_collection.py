"""`CidrCollection`: the blocks of addresses by which IP-based records of public zones are chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from constructs import Construct

from constructs_pkg.door import Door
from constructs_pkg.fragments.cidr_collection import COLLECTION, cidr_collection_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.values.cidr_collection import CidrCollectionSpec
from constructs_pkg.values.cidr_collection_rules import check_cidr_collection


class CidrCollection(IncludedFragment):
    """A CIDR collection of Route 53. Records name it by ``IpBased(collection_id=collection.collection_id, ...)``.

    Makes the collection with its locations, and no records.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        locations: Mapping[str, Sequence[str]] | None = None,
        name: str | None = None,
        outputs: bool = False,
    ) -> None:
        """Make the collection.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id begins with it.
            locations: The blocks of each location: IPv4 blocks of /1 to /24, IPv6 blocks of /1 to /48. A record of
                the location ``*`` answers everybody else. Default: none.
            name: Its name, unique in the account. Changing it replaces the collection. Default: `construct_id`.
            outputs: Whether the stack shows its id as an output. Default: no.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door()
        spec = door.parse(CidrCollectionSpec, {"name": name or construct_id, "locations": locations})
        warnings = door.refuse(check_cidr_collection(spec))
        super().__init__(scope, construct_id, cidr_collection_fragment(spec, outputs=outputs), warnings)

    @property
    def collection_id(self) -> str:
        """What IP-based records name."""
        return self._attribute(COLLECTION, "Id")
