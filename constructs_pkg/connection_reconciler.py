"""`ConnectionReconciler`: keeps the connections of an endpoint service as its provider's rules say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from constructs_pkg.door import Door
from constructs_pkg.fragments.connection_queue import DEAD_LETTERS
from constructs_pkg.fragments.reconciler import DRAIN_PREFIX, FUNCTION, reconciler_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import region_of
from constructs_pkg.values.connection_rule_rules import check_connection_rules, check_who_is_told
from constructs_pkg.values.connection_rules import ConnectionRule, CustomerNames, ReconcilerSpec
from constructs_pkg.values.late import Late


class ConnectionReconciler(IncludedFragment):
    """A function that accepts, rejects and leaves the connections of one endpoint service by rules.

    Makes the function with its role and log, an encrypted topic and queue by which PrivateLink wakes it, a schedule
    that wakes it whether or not anything was told, alarms, and a function that drains the service. It makes no
    zone and no CIDR collection: those that it is given must hold nothing else.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        service: ec2.IVpcEndpointService | Late | str,
        rules: Sequence[ConnectionRule | Mapping[str, Any]],
        memberships: Mapping[str, Sequence[str]] | None = None,
        organizations_role: Late | str | None = None,
        most_rejected: float | None = None,
        minutes: int | None = None,
        names: CustomerNames | Mapping[str, Any] | None = None,
        cidr_collection_id: Late | str | None = None,
        on_deletion: Literal["keep", "reject"] | None = None,
        dry_run: bool | None = None,
        notification_topic_arn: Late | str | None = None,
        log_key_arn: Late | str | None = None,
        display_name: str | None = None,
        region: str | None = None,
    ) -> None:
        """Make the function and what wakes it.

        Args:
            scope: The construct to make it in, in the service's account and Region.
            construct_id: The id below `scope`; every logical id begins with it.
            service: The service, or its id. It must require acceptance.
            rules: The rules in their order; the first that matches decides, and without one a human does.
            memberships: The organization, root and units of accounts. Default: none.
            organizations_role: A role that may look them up instead. Default: none.
            most_rejected: The share of connected consumers that one run may reject, 0 to 1. Default: 0.2.
            minutes: How often all connections are looked at. Default: 5.
            names: A zone for the names of connected customers. Default: none.
            cidr_collection_id: A CIDR collection for their blocks. Default: none.
            on_deletion: ``reject`` to reject all connections when this construct is deleted, as before the deletion of
                the service, or when its first deployment is rolled back. Default: ``keep``.
            dry_run: Whether decisions are only logged. Default: no.
            notification_topic_arn: The SNS topic that alarms tell. Default: nobody is told.
            log_key_arn: The KMS key that encrypts the functions' logs. Default: one is made.
            display_name: Shown in descriptions. Default: `construct_id`.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door()
        home = door.take("region", region_of, scope, region)
        spec = door.parse(
            ReconcilerSpec,
            {
                "service_id": service if isinstance(service, str | Late) else service.vpc_endpoint_service_id,
                "rules": rules,
                "memberships": memberships,
                "organizations_role": organizations_role,
                "most_rejected": most_rejected,
                "minutes": minutes,
                "names": names,
                "cidr_collection_id": cidr_collection_id,
                "on_deletion": on_deletion,
                "dry_run": dry_run,
                "notification_topic_arn": notification_topic_arn,
                "log_key_arn": log_key_arn,
            },
        )
        warnings = door.refuse(check_connection_rules(spec, home, acceptance_required=True))
        warnings += (*check_who_is_told(spec.notification_topic_arn),)
        fragment = reconciler_fragment(spec, region=home, name=display_name or construct_id)
        super().__init__(scope, construct_id, fragment, warnings)
        self._handles: dict[str, Any] = {}

    @property
    def function_arn(self) -> str:
        """The ARN of the function that reconciles; each invocation of it is one run."""
        return self._attribute(FUNCTION, "Arn")

    @property
    def drain_function_arn(self) -> str:
        """The ARN of the function that rejects all connections.

        Invoked with ``{"dry_run": true}`` it says what it would reject, with ``{"dry_run": false}`` it does.
        """
        return self._attribute(f"{DRAIN_PREFIX}Function", "Arn")

    @property
    def function(self) -> lambda_.IFunction:
        """The function that reconciles as the CDK's own interface; made on first use."""
        if "function" not in self._handles:
            made = lambda_.Function.from_function_arn(self, "FunctionHandle", self.function_arn)
            self._handles["function"] = made
        found: lambda_.IFunction = self._handles["function"]
        return found

    @property
    def dead_letters(self) -> sqs.IQueue:
        """The queue of what could not be handled as the CDK's own interface; made on first use."""
        if "queue" not in self._handles:
            arn = self._attribute(DEAD_LETTERS, "Arn")
            self._handles["queue"] = sqs.Queue.from_queue_arn(self, "DeadLettersHandle", arn)
        found: sqs.IQueue = self._handles["queue"]
        return found
