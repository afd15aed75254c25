"""A private REST API's own domain name: the name, the way to the API, and the endpoints that may use it."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.fragments.fragment import Fragment, Json, attribute, resource
from constructs_pkg.values.private_api import PrivateApiDomainSpec

DOMAIN = "Resource"
MAPPING = "Mapping"


def private_api_policy(endpoint_ids: Iterable[Json]) -> Json:
    """Return the resource policy by which a private REST API, or its domain name, answers these endpoints alone.

    It tells who gets through, not who is calling: any principal of an endpoint's network does. IAM authorization of
    the API's methods judges callers.
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
    """
    everybody = {"Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    elsewhere = {"StringNotEquals": {"aws:SourceVpce": list(endpoint_ids)}}
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", **everybody}, {"Effect": "Deny", **everybody, "Condition": elsewhere}],
    }


def private_api_domain_fragment(spec: PrivateApiDomainSpec) -> Fragment:
    """Return the domain name of `spec`, with an association for each endpoint by its key."""
    arn = attribute(DOMAIN, "DomainNameArn")
    return Fragment(
        {
            DOMAIN: resource(
                "AWS::ApiGateway::DomainNameV2",
                {
                    "DomainName": spec.domain_name,
                    "CertificateArn": spec.certificate_arn,
                    "EndpointConfiguration": {"Types": ["PRIVATE"]},
                    "SecurityPolicy": "TLS_1_2",
                    "Policy": private_api_policy(spec.endpoint_ids.values()),
                },
            ),
            MAPPING: resource(
                "AWS::ApiGateway::BasePathMappingV2",
                {
                    "DomainNameArn": arn,
                    "RestApiId": spec.rest_api_id,
                    "Stage": spec.stage,
                    "BasePath": spec.base_path,
                },
            ),
            **{
                f"Access-{key}": resource(
                    "AWS::ApiGateway::DomainNameAccessAssociation",
                    {
                        "DomainNameArn": arn,
                        "AccessAssociationSource": endpoint,
                        "AccessAssociationSourceType": "VPCE",
                    },
                )
                for key, endpoint in spec.endpoint_ids.items()
            },
        }
    )
