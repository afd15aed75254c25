"""Health checks of Route 53, made through its actions, and the rules that the emulator leaves out.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html and
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-healthcheck.html
"""

from __future__ import annotations

import uuid
from ipaddress import ip_address, ip_network
from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import cloudwatch, route53

from emulator.resources import Made, Properties, ResourceType
from emulator.route53 import call

CREATE_ONLY = ("Type", "MeasureLatency", "RequestInterval")
_FEWEST_REGIONS = 3
# The emulator reads their items as empty.
_LISTS = {"ChildHealthChecks": "ChildHealthCheck", "Regions": "Region"}
_OF_DOCUMENTS = ip_network("192.0.2.0/24")


def install() -> None:
    """Have configurations be read as they are written, and keep to their rules."""
    parse = route53._parse_health_check_config

    def parsed(element: Any) -> dict[str, Any]:
        config: dict[str, Any] = parse(element)
        for name, item in _LISTS.items():
            listed = route53._find(element, name)
            if listed is not None:
                config[name] = [one.text for one in route53._findall(listed, item)]
        return config

    route53._parse_health_check_config = parsed
    create, update = route53._create_health_check, route53._update_health_check

    def created(body: bytes) -> Any:
        found = route53._find(route53._parse_body(body), "HealthCheckConfig")
        wrong = broken_rule(route53._parse_health_check_config(found)) if found is not None else None
        return _refused(wrong) if wrong else create(body)

    def updated(identifier: str, body: bytes) -> Any:
        held = route53._health_checks.get(identifier)
        asked = route53._parse_health_check_config(route53._parse_body(body))
        wrong = broken_rule({**held["config"], **asked}) if held else None
        return _refused(wrong) if wrong else update(identifier, body)

    route53._create_health_check, route53._update_health_check = created, updated


def broken_rule(config: dict[str, Any]) -> str | None:
    """Return what is wrong with the configuration of a health check, or None."""
    address, regions = config.get("IPAddress"), config.get("Regions")
    if address and not _is_public(address):
        return f"IP address {address} is reserved: it is in a local, private, non-routable or multicast range"
    if config.get("RequestInterval", 30) not in (10, 30):
        return "RequestInterval is 10 or 30"
    if regions is not None and len(set(regions)) < _FEWEST_REGIONS:
        return f"fewer than {_FEWEST_REGIONS} regions"
    for child in config.get("ChildHealthChecks", []):
        if route53._health_checks.get(child) is None:
            return f"child health check {child} does not exist"
    alarm = config.get("AlarmIdentifier")
    if alarm is not None and not _has_alarm(alarm):
        return f"the alarm {alarm['Name']} does not exist in {alarm['Region']}"
    return None


def _is_public(text: str) -> bool:
    """Tell whether health checkers take an address: the reference's own example, for documents alone, is let pass."""
    address = ip_address(text)
    return (address.is_global and not address.is_multicast) or address in _OF_DOCUMENTS


def _has_alarm(alarm: dict[str, str]) -> bool:
    return cloudwatch._alarms.get_scoped(get_account_id(), alarm["Region"], alarm["Name"]) is not None


def _refused(wrong: str) -> Any:
    return route53._error_response("InvalidInput", f"Invalid parameter: {wrong}")


def _create(properties: Properties) -> Made:
    config = dict(properties["HealthCheckConfig"])
    made = call("CreateHealthCheck", CallerReference=str(uuid.uuid4()), HealthCheckConfig=config)
    identifier: str = made["HealthCheck"]["Id"]
    _retag(identifier, properties)
    return identifier, {"HealthCheckId": identifier}


def _update(identifier: str, old: Properties, new: Properties) -> Made:
    before, after = old["HealthCheckConfig"], new["HealthCheckConfig"]
    if any(before.get(key) != after.get(key) for key in CREATE_ONLY):
        return _create(new)
    config = {key: value for key, value in after.items() if key not in CREATE_ONLY}
    # What is not said is not left as it was.
    call("UpdateHealthCheck", HealthCheckId=identifier, **{"Inverted": False, **config})
    _retag(identifier, new)
    return identifier, {"HealthCheckId": identifier}


def _retag(identifier: str, properties: Properties) -> None:
    tags = properties.get("HealthCheckTags", [])
    route53._tags["healthcheck", identifier] = {tag["Key"]: tag["Value"] for tag in tags}


TYPES = {
    "AWS::Route53::HealthCheck": ResourceType(
        _create, _update, lambda identifier, _: call("DeleteHealthCheck", HealthCheckId=identifier)
    )
}
