"""Tells the DS record that a signed zone's parent needs, for a CloudFormation custom resource."""

import time
from typing import Any

import boto3

from constructs_pkg.fragments.handlers.custom_resource import SECONDS_TO_ANSWER, Made, answer, wait_for
from constructs_pkg.fragments.handlers.lines import log
from constructs_pkg.fragments.handlers.patience import patiently


def handler(event: dict[str, Any], context: Any) -> None:
    """Answer CloudFormation with the DS record; on deletion once no resolver needs the zone's signatures."""
    answer(event, context, lambda asked: Signer(asked, context).brought_to(asked))


class Signer:
    """One key-signing key of one zone."""

    def __init__(self, asked: dict[str, Any], context: Any) -> None:
        self.asked, self.context = asked["ResourceProperties"], context
        self.zone = self.asked["HostedZoneId"].removeprefix("/hostedzone/")
        self.physical_id = f"{self.zone}/{self.asked['KeyName']}"

    def brought_to(self, asked: dict[str, Any]) -> Made:
        """Return the key, and with it what the parent zone is told; signing goes on until caches have forgotten that.

        Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-disable.html
        """
        if asked["RequestType"] == "Delete":
            if asked["PhysicalResourceId"] == self.physical_id:
                self.outlast(int(self.asked.get("SecondsInCaches", 0)))
            return Made(self.physical_id)
        route53 = boto3.client("route53")
        return Made(self.physical_id, {"DsRecord": wait_for(lambda: self.ds_record(route53), self.context, self.what)})

    @property
    def what(self) -> str:
        """What is waited for."""
        return f"signing of zone {self.zone} by key-signing key {self.asked['KeyName']}"

    def ds_record(self, route53: Any) -> str | None:
        """Return the DS record of the key, once the zone is signed; None until then."""
        told = patiently(route53, "get_dnssec", self.context, HostedZoneId=self.zone)
        status = told["Status"]["ServeSignature"]
        if status in ("ACTION_NEEDED", "INTERNAL_FAILURE"):
            raise RuntimeError(f"zone {self.zone} is not signed: {status} {told['Status'].get('StatusMessage', '')}")
        keys = [one for one in told["KeySigningKeys"] if one["Name"] == self.asked["KeyName"]]
        return keys[0].get("DSRecord") if status == "SIGNING" and keys else None

    def outlast(self, seconds: int) -> None:
        """Wait as long as resolvers may keep the DS record, which is gone from the parent by now."""
        left = self.context.get_remaining_time_in_millis() / 1000 - SECONDS_TO_ANSWER
        log("waiting for caches", zone=self.zone, seconds=min(seconds, left))
        time.sleep(max(0.0, min(seconds, left)))
