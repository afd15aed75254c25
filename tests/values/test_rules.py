import pytest

from .aws_service_table import AWS_SERVICE_RULES
from .case import Case, assert_accepted, assert_refused
from .cell_table import CELL_RULES
from .cidr_collection_table import CIDR_COLLECTION_RULES
from .connect_table import CONNECT_RULES
from .connection_table import CONNECTION_RULES
from .consumer_table import CONSUMER_RULES
from .database_table import DATABASE_RULES
from .discovery_table import DISCOVERY_RULES
from .distribution_table import DISTRIBUTION_RULES
from .fallback_table import FALLBACK_RULES
from .handover_table import HANDOVER_RULES
from .health_signal_table import HEALTH_SIGNAL_RULES
from .hybrid_table import HYBRID_RULES
from .lattice_table import LATTICE_RULES
from .limits_table import LIMITS
from .observability_table import OBSERVABILITY_RULES
from .public_answer_table import PUBLIC_ANSWER_RULES
from .public_zone_table import PUBLIC_ZONE_RULES
from .record_table import RECORD_RULES
from .resource_configuration_table import RESOURCE_CONFIGURATION_RULES
from .resource_endpoint_table import RESOURCE_ENDPOINT_RULES
from .routing_table import ROUTING_RULES
from .rule_ids import rule_ids
from .service_table import SERVICE_RULES
from .shapes_table import SHAPE_RULES
from .sharing_table import SHARING_RULES
from .tag_table import TAG_RULES
from .traffic_document_table import TRAFFIC_DOCUMENT_RULES
from .traffic_tree_table import TRAFFIC_TREE_RULES
from .unwatched_table import UNWATCHED_RULES
from .value_table import VALUE_RULES
from .vpc_link_table import VPC_LINK_RULES

RULES = [
    *CELL_RULES,
    *RECORD_RULES,
    *PUBLIC_ZONE_RULES,
    *PUBLIC_ANSWER_RULES,
    *CIDR_COLLECTION_RULES,
    *ROUTING_RULES,
    *UNWATCHED_RULES,
    *HEALTH_SIGNAL_RULES,
    *SERVICE_RULES,
    *CONSUMER_RULES,
    *FALLBACK_RULES,
    *CONNECTION_RULES,
    *VALUE_RULES,
    *TAG_RULES,
    *RESOURCE_CONFIGURATION_RULES,
    *RESOURCE_ENDPOINT_RULES,
    *VPC_LINK_RULES,
    *TRAFFIC_TREE_RULES,
    *TRAFFIC_DOCUMENT_RULES,
    *DISCOVERY_RULES,
    *CONNECT_RULES,
    *LATTICE_RULES,
    *HANDOVER_RULES,
    *DISTRIBUTION_RULES,
    *SHAPE_RULES,
    *AWS_SERVICE_RULES,
    *SHARING_RULES,
    *HYBRID_RULES,
    *DATABASE_RULES,
    *OBSERVABILITY_RULES,
]


@pytest.mark.parametrize("case", RULES, ids=lambda case: case.says)
def test_refuses_what_a_rule_names(case: Case) -> None:
    """Input that breaks a rule is refused, or warned of, under the rule's id and at its place."""
    assert_refused(case)


@pytest.mark.parametrize("case", RULES, ids=lambda case: case.says)
def test_accepts_the_nearest_valid_input(case: Case) -> None:
    """The neighbour that just keeps the rule has no error and is not warned of."""
    assert_accepted(case)


def test_every_rule_is_shown() -> None:
    """Each rule id in the source has an example of what it refuses."""
    shown = {case.rule for case in [*RULES, *LIMITS]}
    missing = sorted(rule_ids() - shown)
    assert not missing
