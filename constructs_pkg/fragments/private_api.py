"""A private REST API's own domain name: the name, the way to the API, and the endpoints that may use it."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.fragments.fragment import Fragment, Json, attribute, json_text, named, ref, resource
from constructs_pkg.fragments.resource_configuration import shared_principals
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.place import Region
from constructs_pkg.values.private_api import PrivateApiDomainSpec

DOMAIN = "Resource"
MAPPING = "Mapping"
SHARE = "Share"
REST_API_PARAMETER = "RestApiIdParameter"


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


def private_api_domain_fragment(
    spec: PrivateApiDomainSpec, *, region: Region, name: str, outputs: bool = False
) -> Fragment:
    """Return the domain name of `spec`, with an association for each endpoint by its key.

    Args:
        spec: The domain name.
        region: The Region it is made in.
        name: Shown in tags.
        outputs: Whether its ARN, and the policy that the API itself must have, are shown. Default: no.

    Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-tutorial.html
    and https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-provider-share.html
    """
    arn = attribute(DOMAIN, "DomainNameArn")
    endpoints: list[Json] = [*spec.endpoint_ids.values(), *spec.endpoint_ids_elsewhere]
    given = spec.rest_api_id if isinstance(spec.rest_api_id, HandedOver) else None
    return Fragment(
        {
            DOMAIN: resource(
                "AWS::ApiGateway::DomainNameV2",
                {
                    "DomainName": spec.domain_name,
                    "CertificateArn": spec.certificate_arn,
                    "EndpointConfiguration": {"Types": ["PRIVATE"]},
                    "SecurityPolicy": "TLS_1_2",
                    "Policy": private_api_policy(endpoints),
                },
            ),
            MAPPING: resource(
                "AWS::ApiGateway::BasePathMappingV2",
                {
                    "DomainNameArn": arn,
                    "RestApiId": ref(REST_API_PARAMETER) if given else spec.rest_api_id,
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
            **({SHARE: _share(spec, region, name)} if spec.shared_with else {}),
        },
        parameters={REST_API_PARAMETER: given.declaration} if given else {},
        outputs=_outputs(endpoints) if outputs else {},
    )


def _share(spec: PrivateApiDomainSpec, region: Region, name: str) -> Json:
    return resource(
        "AWS::RAM::ResourceShare",
        {
            "Name": name,
            "ResourceArns": [attribute(DOMAIN, "DomainNameArn")],
            "Principals": shared_principals(spec.shared_with, region),
            "AllowExternalPrincipals": spec.outside_organization,
            "Tags": named(name),
        },
    )


def _outputs(endpoint_ids: list[Json]) -> dict[str, Json]:
    policy = "What the API's own resource policy has to hold: an existing API's is changed by its owner"
    return {
        "DomainNameArn": {
            "Description": "What other accounts associate their endpoints with",
            "Value": attribute(DOMAIN, "DomainNameArn"),
        },
        "ApiPolicy": {"Description": policy, "Value": json_text(private_api_policy(endpoint_ids))},
    }
