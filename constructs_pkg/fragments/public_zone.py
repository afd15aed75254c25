"""A public hosted zone: its query logs, its signing, its delegation, and the roles of those who write into it."""

from __future__ import annotations

from constructs_pkg.fragments.alarms import alarms_fragment
from constructs_pkg.fragments.contributed_records import (
    contributed_record,
    contribution_function,
    contributor_role_fragment,
)
from constructs_pkg.fragments.encryption import log_key_fragment
from constructs_pkg.fragments.fragment import Fragment, Json, attribute, concatenated, join, kept, ref, resource
from constructs_pkg.fragments.handed_over import Parameters
from constructs_pkg.fragments.measured import Measured
from constructs_pkg.fragments.notifications import TOPIC, topic_fragment
from constructs_pkg.fragments.public_query_logs import QUERY_LOG_GROUP, QUERY_LOG_POLICY, public_query_logs_fragment
from constructs_pkg.fragments.zone_signing import DS_RECORD_OF, zone_signing_fragment
from constructs_pkg.values.alarm_kinds import ZONE_ALARMS
from constructs_pkg.values.place import Region
from constructs_pkg.values.public_zone import DS_TTL, ParentZone, PublicZoneSpec
from constructs_pkg.values.public_zone_rules import SIGNING_ALARMS

ZONE = "Zone"
DELEGATION = "Delegation"
DELEGATION_SIGNER_RECORD = "DelegationSignerRecord"

ZONE_ID_OUTPUT = "ZoneId"
NAME_SERVERS_OUTPUT = "NameServers"
DS_OUTPUT = "DsRecord"


def contributor_role_id(key: str) -> str:
    """Return the id of the role of the contributor `key`."""
    return f"Contributor {key}"


def public_zone_fragment(spec: PublicZoneSpec, *, account: Json, region: Region, name: str) -> Fragment:
    """Return what `spec` makes in a stack in `region` of `account`; `name` is what people call it.

    The zone itself is kept when it leaves the template: another one would have other name servers, and whoever gets
    them could answer for the domain
    (https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html).
    """
    parameters = Parameters()
    spec = spec.known(parameters)
    partition = region.partition
    zone_id = ref(ZONE) if spec.id is None else spec.id
    own_function = spec.dnssec is not None or _is_contributed(spec.delegated_from)
    key = log_key_fragment(account=account, region=region, partition=partition)
    return join(
        key if spec.query_logs is not None or own_function else Fragment({}),
        _zone(spec, account, region, name),
        zone_signing_fragment(spec, zone_id, account=account, partition=partition),
        _delegation(spec, zone_id, partition),
        *(
            contributor_role_fragment(
                each, contributor_role_id(one), zone=spec.name, zone_id=zone_id, partition=partition
            )
            for one, each in spec.contributors.items()
        ),
        _alarms(spec, zone_id, region, name),
        Fragment({}, parameters=parameters.declarations, outputs=_outputs(spec)),
    )


def _zone(spec: PublicZoneSpec, account: Json, region: Region, name: str) -> Fragment:
    if spec.id is not None:
        return Fragment({})
    logs = spec.query_logs
    features = {"EnableAcceleratedRecovery": True} if spec.accelerated_recovery else None
    made = kept(
        "AWS::Route53::HostedZone",
        {
            "Name": f"{spec.name}.",
            "HostedZoneConfig": {"Comment": f"Public zone {name}"},
            "HostedZoneFeatures": features,
            "QueryLoggingConfig": {"CloudWatchLogsLogGroupArn": attribute(QUERY_LOG_GROUP, "Arn")} if logs else None,
        },
    )
    if logs is None:
        return Fragment({ZONE: made})
    made["DependsOn"] = [QUERY_LOG_POLICY]
    return join(
        public_query_logs_fragment(logs, spec.name, account=account, region=region, log_key_arn=None),
        Fragment({ZONE: made}),
    )


def _is_contributed(parent: ParentZone | None) -> bool:
    return parent is not None and parent.authorised_by is not None


def _delegation(spec: PublicZoneSpec, zone_id: Json, partition: str) -> Fragment:
    """Return the NS record in the parent zone, and the DS record of a signed zone, which comes last and goes first."""
    parent = spec.delegated_from
    if parent is None:
        return Fragment({})
    servers: Json = attribute(ZONE, "NameServers") if spec.id is None else [f"{each}." for each in spec.name_servers]
    records = {DELEGATION: _in_parent(spec, parent, "NS", servers, parent.ttl)}
    if spec.dnssec is not None:
        record = _in_parent(spec, parent, "DS", [DS_RECORD_OF], DS_TTL)
        records[DELEGATION_SIGNER_RECORD] = {**record, "DependsOn": [DELEGATION]}
    if not _is_contributed(parent):
        return Fragment(records)
    return join(contribution_function([parent.authorised_by], partition=partition), Fragment(records))


def _in_parent(spec: PublicZoneSpec, parent: ParentZone, kind: str, values: Json, ttl: int) -> Json:
    entry = {
        "HostedZoneId": parent.id,
        "Name": f"{spec.name}.",
        "Type": kind,
        "TTL": str(ttl),
        "ResourceRecords": values,
    }
    if parent.authorised_by is None:
        return resource("AWS::Route53::RecordSet", entry)
    return contributed_record(entry, parent.authorised_by)


def _alarms(spec: PublicZoneSpec, zone_id: Json, region: Region, name: str) -> Fragment:
    alarms = spec.alarms
    if alarms is None:
        return Fragment({})
    kinds = [kind for kind in ZONE_ALARMS if spec.dnssec is not None or kind.name not in SIGNING_ALARMS]
    measured = [Measured(kind, {"HostedZoneId": zone_id}) for kind in kinds]
    topic = ref(TOPIC) if alarms.topic_arn is None else alarms.topic_arn
    made = alarms_fragment(alarms, measured, topic_arn=topic, name=name)
    return join(topic_fragment(region, name), made) if made.resources and alarms.topic_arn is None else made


def _outputs(spec: PublicZoneSpec) -> dict[str, Json]:
    outputs: dict[str, Json] = {}
    if spec.id is None:
        outputs[ZONE_ID_OUTPUT] = {"Description": "The public zone's id", "Value": ref(ZONE)}
        servers = {"Fn::Join": [",", attribute(ZONE, "NameServers")]}
        outputs[NAME_SERVERS_OUTPUT] = {"Description": "What the parent domain delegates to", "Value": servers}
    if spec.dnssec is not None:
        outputs[DS_OUTPUT] = {"Description": "What the parent domain signs", "Value": concatenated(DS_RECORD_OF)}
    for key in spec.contributors:
        role = contributor_role_id(key)
        outputs[role] = {"Description": "Writes certain records of the zone", "Value": attribute(role, "Arn")}
    return outputs
