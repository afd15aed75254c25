import pytest

from constructs_pkg.audit.drawing.picture import Arrow, OutsideBox, Picture
from constructs_pkg.audit.facts import StackFact

from .diagrams import drawn_from, from_ssm, named, published, service
from .templates import endpoint, get_att, output, ref, stack, vpc

CONSUMER, PROVIDER = "222222222222", "111111111111"
ADMITTED = f"arn:aws:iam::{CONSUMER}:root"
NAME = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"


def provider(*principals: str, name: str = "provider", **more: object) -> StackFact:
    return stack(name, {"Vpc": vpc(name), **service(ref("Vpc"), *principals, **more)}, account=PROVIDER)


def consumer(
    service_name: object, region: str = "us-east-1", account: str = CONSUMER, **properties: object
) -> StackFact:
    parameters = {"Name": {"Type": "String"}, "Path": from_ssm("/handoff/api")}
    made = endpoint(ref("Vpc"), ServiceName=service_name, Tags=named("consumer api"), **properties)
    return stack("consumer", {"Vpc": vpc("consumer"), "Ep": made}, region, account, Parameters=parameters)


def told(picture: Picture) -> tuple[str, str, str]:
    box = next(box for cell in picture.cells for box in cell.endpoints)
    return box.handoff, box.detail, box.region


def test_a_reference_is_sure() -> None:
    """An endpoint whose service name is made from the service leads there."""
    name = {"Fn::Join": ["", ["com.amazonaws.vpce.us-east-1.", get_att("Service", "ServiceId")]]}
    exporting = provider()
    exporting = stack(
        "provider", exporting.section("Resources"), account=CONSUMER, Outputs={"Name": output(name, "service-name")}
    )
    picture = drawn_from(exporting, consumer({"Fn::ImportValue": "service-name"}))
    expected = (Arrow("consumer/Ep", "provider/Service", sure=True),)
    assert expected == picture.arrows
    assert ("service of this assembly", "api", "") == told(picture)


def test_a_parameter_that_the_service_publishes_in_the_same_place_is_sure() -> None:
    """One account and Region has one parameter of that path."""
    made = provider()
    here = stack("provider", {**made.section("Resources"), "Published": published("/handoff/api")}, account=CONSUMER)
    expected = (Arrow("consumer/Ep", "provider/Service", sure=True),)
    assert expected == drawn_from(here, consumer(ref("Path"))).arrows


def test_a_parameter_of_the_same_path_elsewhere_is_a_handoff() -> None:
    """Across accounts somebody copies the parameter, which no template shows."""
    made = provider()
    there = stack("provider", {**made.section("Resources"), "Published": published("/handoff/api")}, account=PROVIDER)
    picture = drawn_from(there, consumer(ref("Path")))
    expected = (Arrow("consumer/Ep", "provider/Service", sure=False),)
    assert expected == picture.arrows
    assert ("service name from SSM", "/handoff/api", "") == told(picture)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (NAME, ("service by name", "vpce-svc-0123456789abcdef0", "")),
        (ref("Name"), ("service by stack parameter", "Name", "")),
        ("{{resolve:ssm:/handoff/api}}", ("service name from SSM", "/handoff/api", "")),
    ],
)
def test_the_only_service_that_fits_is_offered(name: object, expected: tuple[str, str, str]) -> None:
    """Where templates do not join them, the one service that admits the endpoint is drawn as unsure."""
    picture = drawn_from(provider(ADMITTED), consumer(name))
    assert (Arrow("consumer/Ep", "provider/Service", sure=False),) == picture.arrows
    assert expected == told(picture)


def test_a_service_in_another_region_fits_where_it_supports_that() -> None:
    """An endpoint names the Region of its service, which must support the endpoint's."""
    asked = consumer(ref("Name"), "eu-west-1", ServiceRegion="us-east-1")
    reached = drawn_from(provider(ADMITTED, SupportedRegions=["eu-west-1"]), asked)
    assert (Arrow("consumer/Ep", "provider/Service", sure=False),) == reached.arrows
    assert ("service by stack parameter", "Name", "us-east-1") == told(reached)
    assert "outside 1" == drawn_from(provider(ADMITTED), asked).arrows[0].target


@pytest.mark.parametrize(
    "others",
    [
        [],
        [provider("arn:aws:iam::333333333333:root")],
        [provider(ADMITTED), provider("*", name="second")],
    ],
    ids=["none", "none admits it", "two admit it"],
)
def test_a_service_that_no_template_points_at_is_elsewhere(others: list[StackFact]) -> None:
    """Nothing is guessed: the service stands outside, by its name."""
    picture = drawn_from(*others, consumer(NAME))
    expected = (OutsideBox("outside 1", "vpce-svc-0123456789abcdef0", "us-east-1"),)
    assert expected == picture.outside
    assert (Arrow("consumer/Ep", "outside 1", sure=True),) == picture.arrows


def test_a_service_name_given_at_deployment_is_elsewhere_too() -> None:
    """What only the deployment knows stands outside, by where it comes from."""
    expected = (OutsideBox("outside 1", "known at deployment", "Name"),)
    assert expected == drawn_from(consumer(ref("Name"))).outside
