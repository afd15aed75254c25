"""What else notices that something is made anew or goes."""

from constructs_pkg.audit.facts import StackFact

from ..templates import Json, endpoint, endpoint_alias, get_att, output, record, ref, stack, vpc, zone
from .pairs import changes, in_one_stack, of, resource

SERVICE = "AWS::EC2::VPCEndpointService"
ANEW = "its service name changes: every consumer, also of other accounts, has to connect anew"
UNDELETED = "AWS does not delete the old service while endpoints are connected to it"
NAME = {"Fn::Join": ["", ["com.amazonaws.vpce.us-east-1.", ref("Service")]]}


def test_names_that_lead_to_an_endpoint() -> None:
    """Aliases of a replaced endpoint are named with it."""
    old, new = (
        {
            "Vpc": vpc(),
            "Zone": zone("example.com", ref("Vpc")),
            "Ep": endpoint(ref("Vpc"), ServiceRegion=region),
            "A": record(ref("Zone"), "orders.example.com.", "A", AliasTarget=endpoint_alias("Ep")),
            "Other": record(ref("Zone"), "db.example.com.", "A", "10.0.0.1"),
        }
        for region in ("eu-west-1", "eu-west-2")
    )
    assert "names lead to it: orders.example.com A" in of(in_one_stack(old, new), "App/Ep").breaks


def renamed_service(users: dict[str, Json], **sections: object) -> tuple[str, ...]:
    """Return what notices that a service, made under another logical id, has another name."""
    old = {"Service": resource(SERVICE, AcceptanceRequired=True), **users}
    new = {"Again": resource(SERVICE, AcceptanceRequired=True)}
    return of(in_one_stack(old, new, **sections), "App/Service").breaks


def test_a_service_under_another_logical_id_loses_its_consumers() -> None:
    """The name of a service is its id, so every consumer has to connect to the new one."""
    assert (ANEW, UNDELETED) == renamed_service({})


def test_endpoints_that_name_a_service_by_reference() -> None:
    """An endpoint of the assembly that connects to the service is named."""
    found = renamed_service({"Ep": endpoint("vpc-1", ServiceName=NAME)})
    assert (ANEW, "endpoint App/Ep connects to it (service of this assembly App/Service)", UNDELETED) == found


def test_endpoints_that_name_a_service_in_words_may_be_meant() -> None:
    """A literal name cannot be told to be this service's; the only service that admits the endpoint is offered."""
    permissions = resource(
        "AWS::EC2::VPCEndpointServicePermissions",
        ServiceId=ref("Service"),
        AllowedPrincipals=["arn:aws:iam::111111111111:root"],
    )
    found = renamed_service({"Ep": endpoint("vpc-1"), "Permissions": permissions})
    expected = (
        "endpoint App/Ep may connect to it, being the only one that fits (service by name vpce-svc-0123456789abcdef0)"
    )
    assert expected in found


def test_endpoints_of_aws_services_are_not_meant() -> None:
    """An endpoint to an AWS service connects to no service of the assembly."""
    aws = endpoint("vpc-1", ServiceName="com.amazonaws.us-east-1.ecr.api")
    assert (ANEW, UNDELETED) == renamed_service({"Ep": aws})


def test_what_publishes_a_service_changes() -> None:
    """A Systems Manager parameter and an output hand the name on, and readers keep the old one."""
    parameter = resource("AWS::SSM::Parameter", Name="/orders", Type="String", Value=NAME)
    found = renamed_service({"Parameter": parameter}, Outputs={"ServiceName": output(NAME), "Not": output("x")})
    expected = {
        "tell the new value of output ServiceName to whoever was told the old one",
        "parameter /orders changes; who has read it keeps the old value until deployed again",
    }
    assert expected <= set(found)


def test_a_new_endpoint_has_to_be_accepted_again() -> None:
    """The provider of a service with acceptance sees a new connection, which waits."""
    service = {"Service": resource(SERVICE, AcceptanceRequired=True)}
    old, new = ({**service, "Ep": endpoint(vpc_id, ServiceName=NAME)} for vpc_id in ("vpc-1", "vpc-2"))
    assert ("its connection has to be accepted again by App/Service",) == of(in_one_stack(old, new), "App/Ep").breaks


def test_a_service_that_accepts_everyone_accepts_the_new_endpoint() -> None:
    """Without acceptance nobody has to do anything."""
    service = {"Service": resource(SERVICE, AcceptanceRequired=False)}
    old, new = ({**service, "Ep": endpoint(vpc_id, ServiceName=NAME)} for vpc_id in ("vpc-1", "vpc-2"))
    assert () == of(in_one_stack(old, new), "App/Ep").breaks


def test_a_load_balancer_cannot_be_taken_off_a_connected_service() -> None:
    """The load balancer of a service is stuck while endpoints are connected."""

    def provider(scheme: str) -> list[StackFact]:
        balancer = resource("AWS::ElasticLoadBalancingV2::LoadBalancer", Type="network", Scheme=scheme)
        service = resource(SERVICE, NetworkLoadBalancerArns=[ref("Nlb")])
        return [stack("App", {"Nlb": balancer, "Service": service})]

    found = changes(provider("internal"), provider("internet-facing"))
    expected = "AWS does not take it off service App/Service while endpoints are connected there"
    assert (expected,) == of(found, "App/Nlb").breaks


def test_a_zone_takes_its_records_along() -> None:
    """What is in a replaced zone goes with it, and what others put there keeps it from being deleted."""

    def made(name: str) -> dict[str, Json]:
        return {"Zone": zone(name, "vpc-1"), "A": record(get_att("Zone", "Id"), f"a.{name}", "A", "10.0.0.1")}

    found = of(in_one_stack(made("one.com"), made("two.com")), "App/Zone").breaks
    expected = (
        "1 record goes with the old zone",
        "Route 53 does not delete a zone that has records made elsewhere; VPCs that others associated are lost",
    )
    assert expected == found
