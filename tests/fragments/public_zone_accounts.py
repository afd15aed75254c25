"""Route 53 of an account with a public zone, as much of it as records and signing need, held to botocore's model.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html and its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from botocore.validate import validate_parameters

from .route53_accounts import model, refusal

ZONE = "Z0123456789"
TOKEN = "token"


def key(record: dict[str, Any]) -> tuple[str, str, str]:
    return record["Name"], record["Type"], record.get("SetIdentifier", "")


@dataclass
class PublicZone:
    """A zone of another account, its records, and what refuses the next calls of an operation.

    Attributes:
        records: The record sets, each as the API lists it.
        signing: What DNSSEC of the zone is told to be, one answer a look; the last one stays.
        pending: How often a change is asked for until it is known everywhere.
        pauses: The seconds that the function waited.
    """

    records: list[dict[str, Any]] = field(default_factory=list)
    signing: list[dict[str, Any]] = field(default_factory=list)
    pending: int = 1
    failing: dict[str, list[str]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def clients(self) -> dict[str, Any]:
        """The clients that the function may ask for; only with the role's token may Route 53 be written."""
        return {
            "sts": _Client(self, "sts", {"assume_role": self._assume}),
            "route53": lambda **given: _Client(
                self,
                "route53",
                {
                    "list_resource_record_sets": self._list,
                    "change_resource_record_sets": self._change if given.get("aws_session_token") == TOKEN else _no,
                    "get_change": self._known,
                    "get_dnssec": self._dnssec,
                },
            ),
        }

    def _assume(self, **asked: Any) -> dict[str, Any]:
        self.assumed.append(asked["RoleArn"])
        return {"Credentials": {"AccessKeyId": "key", "SecretAccessKey": "secret", "SessionToken": TOKEN}}

    def _list(self, **asked: Any) -> dict[str, Any]:
        start = (asked["StartRecordName"], asked["StartRecordType"], asked.get("StartRecordIdentifier", ""))
        following = sorted((one for one in self.records if key(one) >= start), key=key)
        return {"ResourceRecordSets": following[: int(asked["MaxItems"])]}

    def _change(self, **asked: Any) -> dict[str, Any]:
        (change,) = asked["ChangeBatch"]["Changes"]
        record, there = change["ResourceRecordSet"], [key(one) for one in self.records]
        if change["Action"] == "CREATE" and key(record) in there:
            raise refusal("InvalidChangeBatch")
        if change["Action"] == "DELETE" and record not in self.records:
            raise refusal("InvalidChangeBatch")
        self.records = [one for one in self.records if key(one) != key(record)]
        if change["Action"] != "DELETE":
            self.records.append(record)
        self.changes.append(change)
        return {"ChangeInfo": {"Id": "/change/C0123", "Status": "PENDING", "SubmittedAt": "2026-01-01T00:00:00Z"}}

    def _known(self, **_: Any) -> dict[str, Any]:
        self.pending -= 1
        return {"ChangeInfo": {"Id": "/change/C0123", "Status": "INSYNC" if self.pending < 0 else "PENDING"}}

    def _dnssec(self, **_: Any) -> dict[str, Any]:
        return self.signing.pop(0) if len(self.signing) > 1 else self.signing[0]


def _no(**_: Any) -> dict[str, Any]:
    raise refusal("AccessDenied")


class _Client:
    """A client of one service."""

    def __init__(self, zone: PublicZone, service: str, operations: dict[str, Any]) -> None:
        self._zone, self._service, self._operations = zone, service, operations

    def __getattr__(self, name: str) -> Any:
        operation = next(one for one in model(self._service).operation_names if one.lower() == name.replace("_", ""))

        def call(**asked: Any) -> Any:
            found = validate_parameters(asked, model(self._service).operation_model(operation).input_shape)
            assert found is None
            self._zone.calls.append(name)
            refusing = self._zone.failing.get(name)
            if refusing:
                raise refusal(refusing.pop(0))
            return self._operations[name](**asked)

        return call
