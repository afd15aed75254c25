"""The private DNS name of a service: what proves its domain, the verification of it, and who may use it.

The verification of AWS asks public name servers and takes minutes; this looks into the public zones of every account
here, and its end is seen at the next look.

Sources: https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html and
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartVpcEndpointServicePrivateDnsVerification.html.
"""

from __future__ import annotations

import secrets
from typing import Any

from ministack.services import route53

from emulator.ec2 import Action, Refused
from emulator.privatelink.state import Service, service_here


def give_name(settings: dict[str, Any], name: str | None) -> None:
    """Give the settings of a service a private DNS name, or none; another name is to be verified anew."""
    if settings.get("PrivateDnsName") == name:
        return
    settings.pop("PrivateDnsName", None)
    settings.pop("PrivateDnsNameConfiguration", None)
    if name is not None:
        settings["PrivateDnsName"] = name
        settings["PrivateDnsNameConfiguration"] = {
            "State": "pendingVerification",
            "Type": "TXT",
            "Value": f"vpce:{secrets.token_hex(10)}",
            "Name": f"_{secrets.token_hex(10)}",
        }


def start(request: dict[str, Any]) -> dict[str, Any]:
    """Verify the name of a service by the TXT record in a public zone."""
    service = service_here(request["ServiceId"])
    if "PrivateDnsName" not in service.settings:
        raise Refused("InvalidParameter", f"The service {service.id} has no private DNS name to verify")
    found = service.settings["PrivateDnsNameConfiguration"]
    found["State"] = "verified" if _is_proved(service.settings["PrivateDnsName"], found) else "failed"
    return {"ReturnValue": True}


def refuse_unverified(service: Service | None, name: str) -> None:
    """Refuse private DNS for a service that has no name, or none that is verified."""
    settings = service.settings if service is not None else {}
    if "PrivateDnsName" not in settings:
        message = f"Private DNS can't be enabled because the service {name} does not provide a private DNS name."
        raise Refused("InvalidParameter", message)
    if settings["PrivateDnsNameConfiguration"]["State"] != "verified":
        message = f"Private DNS can't be enabled because the private DNS name of the service {name} is not verified."
        raise Refused("InvalidParameter", message)


def refuse_waiting(state: str, endpoint_id: str) -> None:
    """Refuse private DNS for an endpoint whose connection waits to be accepted.

    Source: https://github.com/hashicorp/terraform-provider-aws/pull/37628.
    """
    if state != "available":
        message = f"Private DNS can't be enabled for {endpoint_id}, whose connection is {state}."
        raise Refused("InvalidParameter", message)


def _is_proved(name: str, wanted: dict[str, str]) -> bool:
    domain = name.removeprefix("*.")
    labels = domain.split(".")
    domains = [".".join(labels[place:]) for place in range(len(labels) - 1)]
    names = {f"{label}{each}." for each in domains for label in (f"{wanted['Name']}.", "")}
    return any(
        record["Name"] in names and f'"{wanted["Value"]}"' in _values(record)
        for zone, records in _public_zones()
        for record in records
        if record["Type"] == "TXT" and record["Name"].endswith(zone)
    )


def _values(record: dict[str, Any]) -> list[str]:
    return [str(one.get("Value") if isinstance(one, dict) else one) for one in record.get("ResourceRecords", [])]


def _public_zones() -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the name and the records of each public zone of every account."""
    return [
        (zone["name"], route53._records._data.get(place, []))
        for place, zone in list(route53._zones._data.items())
        if not zone.get("private")
    ]


ACTIONS: dict[str, Action] = {"StartVpcEndpointServicePrivateDnsVerification": start}
