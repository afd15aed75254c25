"""The code that tells the DNS name of a resource endpoint, run against an EC2 of the test's own."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_pkg.fragments.association import association_fragment
from constructs_pkg.values.place import Region

from .handling import Answer, Context, event, run_handler
from .modelled import Modelled

ENDPOINT = "vpce-0123456789abcdef0"
ARN = "arn:aws:vpc-lattice:us-east-1:111111111111:resourceconfiguration/rcfg-0123456789abcdef0"
ENTRY = {"DnsName": "vpce-0.rcfg-0.vpc-lattice-rsc.us-east-1.on.aws", "HostedZoneId": "Z0123456789ABCDEFGHIJ"}
WHOLE = {"AssociatedResourceArn": ARN, "DnsEntry": ENTRY}
DONE = Answer("SUCCESS", ENDPOINT, ENTRY)


class Ec2(Modelled):
    """An EC2 in which each look finds the next of the associations given, and the last ones from then on."""

    service = "ec2"

    def __init__(self, *looks: list[dict[str, Any]], pages: bool = False) -> None:
        super().__init__()
        self.looks, self.pages = list(looks), pages

    def do_describe_vpc_endpoint_associations(
        self,
        *,
        VpcEndpointIds: list[str],  # noqa: N803
        NextToken: str | None = None,  # noqa: N803
    ) -> dict[str, Any]:
        assert [ENDPOINT] == VpcEndpointIds
        if self.pages and NextToken is None:
            return {"VpcEndpointAssociations": [], "NextToken": "more"}
        found = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        return {"VpcEndpointAssociations": found}


def run(ec2: Ec2, request: str = "Create", context: Context | None = None) -> list[Answer]:
    given = {"EndpointId": ENDPOINT, "ResourceConfigurationArn": ARN}
    return run_handler("endpoint_association", {"ec2": ec2}, event(request, given, physical_id=ENDPOINT), context)


@pytest.mark.parametrize("request_type", ["Create", "Update"])
def test_the_name_of_the_association_is_told(request_type: str) -> None:
    """The entry of the association with the resource is what names are made of."""
    other = {"AssociatedResourceArn": ARN.replace("rcfg-0", "rcfg-1"), "DnsEntry": {**ENTRY, "DnsName": "other"}}
    assert [DONE] == run(Ec2([other, WHOLE]), request_type)


def test_it_waits_for_an_association_with_a_name() -> None:
    """An association that is not there yet, or has no whole entry yet, is looked for again."""
    ec2 = Ec2([], [{"AssociatedResourceArn": ARN}], [{**WHOLE, "DnsEntry": {"DnsName": "half"}}], [WHOLE])
    assert [DONE] == run(ec2)
    assert 4 == len(ec2.calls)


def test_an_association_on_a_further_page_is_found() -> None:
    """Every page of the answer is read."""
    assert [DONE] == run(Ec2([WHOLE], pages=True))


def test_it_stops_waiting_in_time_to_answer() -> None:
    """Without a name it fails before the function is ended, and says of what."""
    (answer,) = run(Ec2([]), context=Context(60, seconds_a_look=10))
    assert ("FAILED", True) == (answer.status, ENDPOINT in str(answer.reason))


@pytest.mark.parametrize(
    ("association", "told"),
    [
        ({"AssociatedResourceArn": ARN, "FailureReason": "the share is gone"}, "the share is gone"),
        ({"AssociatedResourceArn": "arn:x", "ResourceConfigurationGroupArn": ARN, "DnsEntry": ENTRY}, "group"),
    ],
)
def test_what_never_gets_a_name_fails_at_once(association: dict[str, Any], told: str) -> None:
    """A failed association and a group of resources are told, and not waited for."""
    ec2 = Ec2([association])
    (answer,) = run(ec2)
    assert ("FAILED", True) == (answer.status, told in str(answer.reason))
    assert 1 == len(ec2.calls)


def test_deletion_asks_nothing() -> None:
    """The association goes with its endpoint."""
    ec2 = Ec2([])
    assert [Answer("SUCCESS", ENDPOINT)] == run(ec2, "Delete")
    assert [] == ec2.calls


def test_the_function_may_describe_associations_alone() -> None:
    """Its role describes, which has no resource-level permission, and writes its own log."""
    made = association_fragment({"Ref": "Resource"}, ARN, region=Region("us-east-1"), log_key_arn="key").resources
    (policy,) = made["AssociationRole"]["Properties"]["Policies"]
    log = {"Fn::GetAtt": ["AssociationLogGroup", "Arn"]}
    assert [
        {"Effect": "Allow", "Action": "ec2:DescribeVpcEndpointAssociations", "Resource": "*"},
        {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": log},
    ] == policy["PolicyDocument"]["Statement"]
    assert "Custom::EndpointAssociation" == made["EndpointAssociation"]["Type"]
