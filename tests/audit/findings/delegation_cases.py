"""Cases of rules on delegations, chains of trust and names with a cell left out."""

from ..templates import Json, get_att, record, ref, stack
from .case import Case, P, public

CHILD: Json = {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "eu.example.com"}}
OTHER: Json = {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "us.example.com"}}
C = ref("Child")


def servers(zone: str) -> Json:
    """Return the record by which example.com delegates eu.example.com to the name servers of a zone."""
    return {
        "Type": "AWS::Route53::RecordSet",
        "Properties": {
            "HostedZoneId": P,
            "Name": "eu.example.com",
            "Type": "NS",
            "ResourceRecords": get_att(zone, "NameServers"),
        },
    }


def signing(zone: object) -> Json:
    return {"Type": "AWS::Route53::DNSSEC", "Properties": {"HostedZoneId": zone}}


def latency(name: str, kind: str, value: str) -> Json:
    return record(P, "api.example.com", kind, value, SetIdentifier=name, Region="us-east-1")


DS = record(P, "eu.example.com", "DS", "1 13 2 00")
CUT = {"Child": CHILD, "Cut": servers("Child")}

CASES = (
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-routing-traffic-for-subdomains.html.
    Case(
        "lame-delegation",
        "to the servers of a zone beside it",
        public({"Child": CHILD, "Other": OTHER, "Cut": servers("Other")}),
        {
            "us/Cut": "example.com (us/Public) delegates eu.example.com to the name servers of us/Other, which do not "
            "have eu.example.com (us/Child)."
        },
    ),
    Case("lame-delegation", "to its own servers", public(CUT)),
    Case(
        "lame-delegation",
        "to servers whose names tell nothing",
        public({"Child": CHILD, "Cut": record(P, "eu.example.com", "NS", "ns-1.awsdns-00.com")}),
    ),
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-disable.html.
    Case(
        "ds-of-unsigned-zone",
        "not signed",
        public({**CUT, "Ds": DS}),
        {"us/Ds": "example.com (us/Public) has a DS record for eu.example.com (us/Child), which is not signed"},
    ),
    Case("ds-of-unsigned-zone", "signed", public({**CUT, "Ds": DS, "Signing": signing(C)})),
    Case(
        "ds-of-unsigned-zone",
        "signed in another stack",
        [*public({"Ds": DS}), stack("eu", {"Child": CHILD, "Signing": signing(C)})],
    ),
    Case(
        "signed-without-ds",
        "both signed",
        public({**CUT, "Above": signing(P), "Signing": signing(C)}),
        {
            "us/Child": "eu.example.com (us/Child) is signed and example.com (us/Public) has no DS record for it "
            "beside the delegation us/Cut"
        },
    ),
    Case("signed-without-ds", "with one", public({**CUT, "Above": signing(P), "Signing": signing(C), "Ds": DS})),
    Case("signed-without-ds", "of an unsigned parent", public({**CUT, "Signing": signing(C)})),
    # Each family is a group of its own: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html.
    Case(
        "uneven-address-families",
        "a cell without IPv6",
        public(
            {
                "Us": latency("us", "A", "192.0.2.1"),
                "Eu": latency("eu", "A", "192.0.2.2"),
                "Us6": latency("us", "AAAA", "2001:db8::1"),
            }
        ),
        {"us/Us": "api.example.com has no AAAA record of eu, which its other address family has."},
    ),
    Case(
        "uneven-address-families",
        "a cell by each family alone",
        public(
            {
                "Us": latency("us", "A", "192.0.2.1"),
                "Eu": latency("eu", "A", "192.0.2.2"),
                "Us6": latency("us", "AAAA", "2001:db8::1"),
                "Ap6": latency("ap", "AAAA", "2001:db8::2"),
            }
        ),
        {"us/Us": "api.example.com has ap and eu by one address family each."},
    ),
    Case(
        "uneven-address-families",
        "both by both",
        public({"Us": latency("us", "A", "192.0.2.1"), "Us6": latency("us", "AAAA", "2001:db8::1")}),
    ),
    Case("uneven-address-families", "IPv4 alone", public({"Us": latency("us", "A", "192.0.2.1")})),
)
