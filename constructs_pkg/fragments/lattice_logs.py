"""Access logs of a service or service network of VPC Lattice, in an encrypted log group.

Source: https://docs.aws.amazon.com/vpc-lattice/latest/ug/monitoring-access-logs.html
"""

from __future__ import annotations

from constructs_pkg.fragments.encryption import LOG_KEY, log_key_fragment
from constructs_pkg.fragments.fragment import Fragment, Json, attribute, join, kept, resource
from constructs_pkg.values.late import pseudo_parameter
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import Region

LOG_GROUP = "AccessLogGroup"
SUBSCRIPTION = "AccessLogs"


def log_group(network: Network, region: Region, days: int, group_id: str) -> Fragment:
    """Return a log group that is kept, and the key that encrypts it unless the network has one."""
    own = network.log_key_arn is None
    group = kept(
        "AWS::Logs::LogGroup",
        {"KmsKeyId": attribute(LOG_KEY, "Arn") if own else network.log_key_arn, "RetentionInDays": days},
    )
    key = log_key_fragment(account=pseudo_parameter("AWS::AccountId"), region=str(region), partition=region.partition)
    return join(Fragment({group_id: group}), *([key] if own else []))


def access_logs(target: Json, network: Network, region: Region, days: int) -> Fragment:
    """Return what logs each request to `target` for `days`.

    The log group needs no policy of ours: AWS adds one when the subscription is made.
    """
    subscription = resource(
        "AWS::VpcLattice::AccessLogSubscription",
        {"ResourceIdentifier": target, "DestinationArn": attribute(LOG_GROUP, "Arn")},
    )
    return join(log_group(network, region, days, LOG_GROUP), Fragment({SUBSCRIPTION: subscription}))
