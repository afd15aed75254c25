"""The limits that findings judge by, each with its source: the audit room's own table."""

from __future__ import annotations

from dataclasses import dataclass

_CLOUDFORMATION = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"
_ROUTE_53 = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html"


@dataclass(frozen=True)
class Limit:
    """A limit of AWS.

    Attributes:
        most: The largest number that is allowed.
        noun: What is counted, in the singular.
        adjustable: Whether AWS raises it on request, so that an account may have more.
    """

    most: int
    noun: str
    source: str
    adjustable: bool = False


RESOURCES = Limit(500, "resource", _CLOUDFORMATION)
OUTPUTS = Limit(200, "output", _CLOUDFORMATION)
PARAMETERS = Limit(200, "parameter", _CLOUDFORMATION)
MAPPINGS = Limit(200, "mapping", _CLOUDFORMATION)
MAPPING_ATTRIBUTES = Limit(200, "attribute", _CLOUDFORMATION)
# Of a resource (its logical id), output, parameter or mapping.
NAME = Limit(255, "character", _CLOUDFORMATION)
PARAMETER_VALUE = Limit(4_096, "byte", _CLOUDFORMATION)
# A template in Amazon S3, which is where the CDK puts it: 1 MB.
TEMPLATE = Limit(1_000_000, "byte", _CLOUDFORMATION)
DESCRIPTION = Limit(1_024, "byte", _CLOUDFORMATION)

RECORDS_OF_A_ZONE = Limit(10_000, "record", _ROUTE_53, adjustable=True)
VPCS_OF_A_ZONE = Limit(300, "VPC", _ROUTE_53, adjustable=True)
VALUES_OF_A_RECORD = Limit(400, "value", _ROUTE_53)
RECORDS_OF_A_NAME = Limit(100, "record", _ROUTE_53)
GEOPROXIMITY_RECORDS_OF_A_NAME = Limit(30, "geoproximity record", _ROUTE_53)

ENDPOINTS_OF_A_VPC = Limit(
    50,
    "interface endpoint",
    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html",
    adjustable=True,
)
