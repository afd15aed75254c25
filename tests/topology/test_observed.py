"""What services and links take from their cell: alarms, and the topic that they tell."""

from constructs_pkg.values.alarm_kinds import ENDPOINT_ALARMS, SERVICE_ALARMS
from constructs_pkg.values.alarms import Alarms
from constructs_pkg.values.consumer import ConsumerSpec
from constructs_pkg.values.service import ServiceSpec

from .wishes import GONE, Wish, planned, problems

TOPIC = "arn:aws:sns:us-east-1:222222222222:operators"
OTHER = "arn:aws:sns:us-east-1:222222222222:database"


def service(changes: Wish) -> ServiceSpec:
    """The service of the cell called data."""
    (cell,) = (cell for cell in planned(changes).cells if cell.key == "data")
    return cell.services[0].spec


def link(key: str, changes: Wish) -> ConsumerSpec:
    """A link as its construct takes it."""
    return next(one.spec for cell in planned(changes).cells for one in cell.consumers if one.key == key)


def made(alarms: Alarms | None) -> list[str]:
    """The alarms that are made."""
    return [kind.name for kind in (*SERVICE_ALARMS, *ENDPOINT_ALARMS) if alarms and alarms.made_of(kind)]


def test_nothing_is_watched_by_default() -> None:
    """Neither alarms nor a topic nor a dashboard."""
    assert [(False, False)] * 3 == [(cell.makes_topic, cell.dashboard) for cell in planned({}).cells]
    assert (None, None) == (service({}).alarms, link("db", {}).alarms)


def test_a_cells_alarms_are_those_of_its_services() -> None:
    """A cell's tuning holds in its services, under the one of the service itself."""
    common = {"tune": {"connections": {"threshold": 5}, "packets-dropped": {"threshold": 9}}}
    own = {"tune": {"unhealthy-target": {"enabled": False}}}
    alarms = service({"cells.data.alarms": common, "services.db.alarms": own}).alarms
    assert alarms is not None
    assert {"connections", "unhealthy-target"} == set(alarms.tune)
    assert "unhealthy-target" not in made(alarms)


def test_a_part_goes_without_its_cells_alarms() -> None:
    """Alarms switched off in a link stay off."""
    changes: Wish = {"cells.app.alarms": {}, "links.db.alarms": {"enabled": False}}
    assert [] == made(link("db", changes).alarms)
    assert ["packets-dropped"] == [name for name in made(link("db", {"cells.app.alarms": {}}).alarms) if "-d" in name]


def test_an_endpoint_to_another_region_takes_no_alarms() -> None:
    """AWS reports nothing of it: a cell's alarms leave it out, and its own are refused."""
    changes: Wish = {
        "links.vendor.service_name": "com.amazonaws.vpce.eu-west-1.vpce-svc-00000000000000001",
        "links.vendor.service_region": "eu-west-1",
    }
    assert link("vendor", {**changes, "cells.old.alarms": {}}).alarms is None
    found = problems({**changes, "links.vendor.alarms": {}})
    assert ("alarms-across-regions", "links.vendor.alarms") in [(one.rule, one.path) for one in found]


def test_the_topic_is_the_nearest_that_is_named() -> None:
    """A service's own, else the cell's, else one that is made."""
    own = {"services.db.alarms": {"topic_arn": OTHER}, "services.db.notifications": {}}
    spec = service({**own, "cells.data.notification_topic_arn": TOPIC})
    assert spec.alarms is not None
    assert spec.notifications is not None
    assert (OTHER, TOPIC) == (spec.alarms.topic_arn, spec.notifications.topic_arn)
    assert {"data": True, "app": False, "old": False} == {cell.key: cell.makes_topic for cell in planned(own).cells}


def test_a_cells_alarms_are_judged_where_they_stand() -> None:
    """An alarm that there is not, and a topic of another Region, are refused at the cell."""
    found = problems(
        {
            "cells.data.alarms": {"tune": {"unhealthy-targets": {}}},
            "cells.data.notification_topic_arn": TOPIC.replace("us-east-1", "eu-west-1"),
        }
    )
    expected = {
        ("unknown-alarm", "cells.data.alarms.tune.unhealthy-targets"),
        ("topic-in-other-region", "cells.data.notification_topic_arn"),
    }
    assert expected == {(one.rule, one.path) for one in found if one.severity == "error"}


def test_a_dashboard_needs_something_to_show() -> None:
    """A cell without services and links is told so; one with a link has its dashboard."""
    assert {"app": True} == {cell.key: True for cell in planned({"cells.app.dashboard": True}).cells if cell.dashboard}
    found = problems({"cells.old.dashboard": True, "links.vendor": GONE})
    assert ("empty-dashboard", "cells.old.dashboard") in [(one.rule, one.path) for one in found]
