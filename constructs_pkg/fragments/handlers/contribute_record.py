"""Keeps one record set in a zone of another account, by a role there, for a CloudFormation custom resource."""

from typing import Any

from constructs_pkg.fragments.handlers.custom_resource import Made, answer, wait_for
from constructs_pkg.fragments.handlers.lent_client import lent_client
from constructs_pkg.fragments.handlers.lines import log
from constructs_pkg.fragments.handlers.patience import patiently
from constructs_pkg.fragments.handlers.record_set_text import alike, key_of, record_set


def handler(event: dict[str, Any], context: Any) -> None:
    """Answer CloudFormation once all name servers know the record set, or no longer do."""
    answer(event, context, lambda asked: Contribution(asked, context).brought_to(asked))


class Contribution:
    """One record set of one zone."""

    def __init__(self, asked: dict[str, Any], context: Any) -> None:
        properties = asked["ResourceProperties"]
        self.context = context
        self.zone = properties["HostedZoneId"].removeprefix("/hostedzone/")
        self.record = record_set(properties)
        self.physical_id = "/".join((self.zone, *key_of(self.record)))
        self.route53 = lent_client("route53", properties["RoleArn"])

    def brought_to(self, asked: dict[str, Any]) -> Made:
        """Return the record set as the request wants it: another zone, name, type or identifier is another resource."""
        own = asked.get("PhysicalResourceId") == self.physical_id
        if asked["RequestType"] == "Delete":
            # A creation that failed, since the record set was there already, has another id, and owns nothing.
            if own:
                self.remove()
        else:
            self.keep(own)
        return Made(self.physical_id)

    def keep(self, own: bool) -> None:
        """Write the record set, unless it stands there as asked; one that stands there otherwise must be this one's."""
        found = self.found()
        if found is not None and alike(found, self.record):
            log("stands there already", record=self.record)
            return
        if found is not None and not own:
            raise RuntimeError(
                f"{' '.join(key_of(self.record)).strip()} stands in zone {self.zone} already, made by somebody else: "
                "delete it there, or choose another name or set identifier"
            )
        self.change("CREATE" if found is None else "UPSERT", self.record)

    def remove(self) -> None:
        """Delete the record set as it stands there, if it does."""
        found = self.found()
        if found is None:
            log("is gone already", record=self.record)
        else:
            self.change("DELETE", found)

    def found(self) -> dict[str, Any] | None:
        """Return what the zone has under the record set's name, type and identifier."""
        name, kind, identifier = key_of(self.record)
        start = {"StartRecordName": name, "StartRecordType": kind}
        if identifier:
            start["StartRecordIdentifier"] = identifier
        listed = patiently(
            self.route53, "list_resource_record_sets", self.context, HostedZoneId=self.zone, MaxItems="1", **start
        )["ResourceRecordSets"]
        return next((one for one in listed if key_of(one) == key_of(self.record)), None)

    def change(self, action: str, record: dict[str, Any]) -> None:
        """Make one change, and wait until every name server of Route 53 knows it."""
        batch = {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
        change = patiently(
            self.route53, "change_resource_record_sets", self.context, HostedZoneId=self.zone, ChangeBatch=batch
        )
        number = change["ChangeInfo"]["Id"].removeprefix("/change/")

        def known() -> bool | None:
            now = patiently(self.route53, "get_change", self.context, Id=number)["ChangeInfo"]["Status"]
            return now == "INSYNC" or None

        wait_for(known, self.context, f"change {number} of zone {self.zone}")
