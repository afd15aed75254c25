"""The construct ids that the stacks of a plan use: every logical id begins with one."""

from __future__ import annotations

CELL = "Cell"
RECORDS = "Records"
NOTIFICATIONS = "Notifications"
DASHBOARD = "Dashboard"


def given_to(endpoint_type: str) -> str:
    """Return what the parameter is for by which a stack is given the target of an endpoint of that type."""
    return "The ARN of a resource configuration" if endpoint_type == "Resource" else "The name of an endpoint service"


HANDED_OVER = "An id that another deployment hands over"
"""What a parameter is for by which a stack is given the id of a zone or Profile."""


def profile_construct_id(key: str) -> str:
    """Return the id of the construct of the Profile `key`."""
    return f"Profile-{key}"


def service_construct_id(key: str) -> str:
    """Return the id of the construct of the service `key`."""
    return f"Service-{key}"


def global_resolver_construct_id(key: str) -> str:
    """Return the id of the construct of the Global Resolver `key`."""
    return f"GlobalResolver-{key}"


def health_signal_construct_id(key: str) -> str:
    """Return the id of the construct of the health signal `key`."""
    return f"HealthSignal-{key}"


def resource_construct_id(key: str) -> str:
    """Return the id of the construct of the shared host `key`."""
    return f"Resource-{key}"


def link_construct_id(key: str) -> str:
    """Return the id of the construct of the link `key`."""
    return f"Link-{key}"


def private_api_construct_id(key: str) -> str:
    """Return the id of the construct of the private API `key`."""
    return f"PrivateApi-{key}"


def http_vpc_link_construct_id(key: str) -> str:
    """Return the id of the construct of the HTTP APIs' VPC link `key`."""
    return f"HttpVpcLink-{key}"


def rest_vpc_link_construct_id(key: str) -> str:
    """Return the id of the construct of the REST APIs' VPC link `key`."""
    return f"RestVpcLink-{key}"


def distribution_construct_id(key: str) -> str:
    """Return the id of the construct of the distribution `key`."""
    return f"Distribution-{key}"


def origin_construct_id(key: str) -> str:
    """Return the id of the construct that shows the load balancer of the service `key` to distributions."""
    return f"Origin-{key}"


def public_zone_construct_id(key: str) -> str:
    """Return the id of the construct of the public zone `key`."""
    return f"PublicZone-{key}"


def public_records_construct_id(key: str) -> str:
    """Return the id of the construct of records of the public zone `key`."""
    return f"PublicRecords-{key}"


def cidr_collection_construct_id(key: str) -> str:
    """Return the id of the construct of the CIDR collection `key`."""
    return f"CidrCollection-{key}"


def traffic_tree_construct_id(key: str) -> str:
    """Return the id of the construct of the traffic tree `key`."""
    return f"TrafficTree-{key}"


def group_construct_id(key: str) -> str:
    """Return the id of the construct of the shared security group `key`."""
    return f"SecurityGroup-{key}"


def resolver_endpoint_construct_id(key: str) -> str:
    """Return the id of the construct of the Resolver endpoint `key`."""
    return f"ResolverEndpoint-{key}"


def resolver_rule_construct_id(key: str) -> str:
    """Return the id of the construct of the Resolver rule `key`."""
    return f"ResolverRule-{key}"


def rule_association_construct_id(key: str) -> str:
    """Return the id of the construct of the association of the Resolver rule `key`, which exists."""
    return f"ResolverRuleAssociation-{key}"


FIREWALL = "DnsFirewall"
RESOLVER_SETTINGS = "ResolverSettings"


def namespace_construct_id(key: str) -> str:
    """Return the id of the construct of the namespace `key`."""
    return f"Namespace-{key}"


def cluster_construct_id(key: str) -> str:
    """Return the id of the construct of the connected cluster `key`."""
    return f"Cluster-{key}"


def service_network_construct_id(key: str) -> str:
    """Return the id of the construct of the service network `key`."""
    return f"ServiceNetwork-{key}"


def lattice_service_construct_id(key: str) -> str:
    """Return the id of the construct of the service `key` of VPC Lattice."""
    return f"LatticeService-{key}"
