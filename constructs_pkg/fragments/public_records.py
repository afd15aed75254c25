"""Records of a public zone: record sets in the own account's zone, contributions to another's."""

from __future__ import annotations

from constructs_pkg.fragments.contributed_records import contributed_records_fragment
from constructs_pkg.fragments.encryption import log_key_fragment
from constructs_pkg.fragments.fragment import Fragment, Json, join
from constructs_pkg.fragments.handed_over import Parameters
from constructs_pkg.fragments.records import records_fragment
from constructs_pkg.values.place import Region
from constructs_pkg.values.public_records import PublicRecordsSpec


def public_records_fragment(spec: PublicRecordsSpec, *, account: Json, region: Region) -> Fragment:
    """Return the records of `spec` in a stack in `region` of `account`; another record changes none of the others."""
    parameters = Parameters()
    spec = spec.known(parameters)
    name, partition, key = spec.zone.name, region.partition, spec.log_key_arn
    makes_key = bool(spec.contributed) and key is None
    return join(
        Fragment({}, parameters=parameters.declarations),
        log_key_fragment(account=account, region=region, partition=partition) if makes_key else Fragment({}),
        records_fragment(name, spec.zone.id, spec.own),
        contributed_records_fragment(name, spec.zone.id, spec.contributed, partition=partition, log_key_arn=key),
    )
