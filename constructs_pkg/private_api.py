"""`PrivateApiDomain`: a private REST API under a name of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_pkg.cdk_values import principal_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.private_api import DOMAIN, private_api_domain_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late
from constructs_pkg.values.private_api import PrivateApiDomainSpec, check_private_api_domain


class PrivateApiDomain(IncludedFragment):
    """A custom domain name of a private REST API, and the interface endpoints from which it can be called.

    Makes the domain name with a policy that lets these endpoints through and no others, its way to the API, and an
    association for each endpoint. It makes neither the API, which is the CDK's `apigateway.RestApi`, nor records: an
    `EndpointConsumer` of ``execute-api`` gives the name to its clients. Only REST APIs can be private.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        domain_name: str,
        certificate_arn: Late | str,
        rest_api_id: Late | HandedOver | str,
        stage: Late | str,
        endpoint_ids: Mapping[str, Late | str] | None = None,
        endpoint_ids_elsewhere: Sequence[Late | str] = (),
        shared_with: Sequence[str | Late | iam.ArnPrincipal | iam.IRole | iam.IUser] = (),
        outside_organization: bool | None = None,
        base_path: str | None = None,
        display_name: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Make the domain name.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id begins with it.
            domain_name: The name.
            certificate_arn: A certificate of ACM that covers it.
            rest_api_id: The private REST API, such as ``RestApi.rest_api_id``.
            stage: The API's stage that answers.
            endpoint_ids: The interface endpoints to ``execute-api`` that may call it, such as
                ``EndpointConsumer.endpoint_id``, by keys that never change. Default: none.
            endpoint_ids_elsewhere: Endpoints of other accounts that may call it. Default: none.
            shared_with: Accounts, users or roles that may associate endpoints with it, by AWS Resource Access Manager.
                Default: nobody.
            outside_organization: Whether some are outside the account's organization. Default: no.
            base_path: The path below which it answers. Default: the root.
            display_name: Shown in tags. Default: `construct_id`.
            outputs: Whether the stack shows its ARN, and the policy that the API itself must have. Default: no.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door()
        home = door.take("region", region_of, scope, region)
        account = door.take("account", account_of, scope)
        spec = door.parse(
            PrivateApiDomainSpec,
            {
                "domain_name": domain_name,
                "certificate_arn": certificate_arn,
                "rest_api_id": rest_api_id,
                "stage": stage,
                "endpoint_ids": endpoint_ids,
                "endpoint_ids_elsewhere": endpoint_ids_elsewhere,
                "shared_with": door.take_each("shared_with", principal_of, shared_with),
                "outside_organization": outside_organization,
                "base_path": base_path,
            },
        )
        warnings = door.refuse(check_private_api_domain(spec, home, account))
        fragment = private_api_domain_fragment(spec, region=home, name=display_name or construct_id, outputs=outputs)
        super().__init__(scope, construct_id, fragment, warnings)

    @property
    def domain_name_arn(self) -> str:
        """The domain name's ARN, by which other accounts associate their endpoints with it."""
        return self._attribute(DOMAIN, "DomainNameArn")
