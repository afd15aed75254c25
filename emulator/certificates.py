"""Certificates of a listener beside its first.

Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddListenerCertificates.html and
.../API_DescribeListenerCertificates.html.
"""

from __future__ import annotations

from typing import Any

from ministack.services import alb

from emulator.ec2 import Refused
from emulator.resources import Made, Properties, ResourceType

Answer = tuple[int, dict[str, str], bytes]

_certificates: dict[str, list[str]] = {}


def _create(properties: Properties) -> Made:
    arn = properties["ListenerArn"]
    if arn not in alb._listeners:
        raise Refused("ListenerNotFound", f"Listener '{arn}' not found")
    if alb._listeners[arn]["Protocol"] not in ("TLS", "HTTPS"):
        raise Refused("UnsupportedProtocol", f"Listener '{arn}' takes no certificates")
    _replace(arn, [], _named(properties))
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenercertificate.html
    return "|".join([arn, *_named(properties)]), {}


def _update(identifier: str, old: Properties, new: Properties) -> Made:
    _replace(new["ListenerArn"], _named(old), _named(new))
    return identifier, {}


def _delete(_: str, properties: Properties) -> None:
    _replace(properties["ListenerArn"], _named(properties), [])


def _named(properties: Properties) -> list[str]:
    return [each["CertificateArn"] for each in properties.get("Certificates", [])]


def _replace(listener: str, removed: list[str], added: list[str]) -> None:
    kept = [one for one in _certificates.get(listener, []) if one not in removed]
    _certificates[listener] = kept + [one for one in added if one not in kept]


def _describe(query: Any) -> Answer:
    arn = alb._p(query, "ListenerArn")
    if arn not in alb._listeners:
        return _as_answer(alb._error("ListenerNotFound", f"Listener '{arn}' not found"))
    first = [(each, "true") for each in alb._listeners[arn].get("Certificates") or []]
    shown = [*first, *((each, "false") for each in _certificates.get(arn, []))]
    members = "".join(
        f"<member><CertificateArn>{each}</CertificateArn><IsDefault>{default}</IsDefault></member>"
        for each, default in shown
    )
    return _as_answer(alb._xml(200, "DescribeListenerCertificates", f"<Certificates>{members}</Certificates>"))


def _as_answer(given: Any) -> Answer:
    status, headers, body = given
    return status, headers, body


def install() -> None:
    """Have the API show them."""
    alb._ACTION_MAP["DescribeListenerCertificates"] = _describe


TYPES = {
    "AWS::ElasticLoadBalancingV2::ListenerCertificate": ResourceType(
        _create, _update, _delete, create_only=("ListenerArn",)
    )
}
