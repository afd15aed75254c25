"""`CellDashboard`: the graphs of a cell's services and endpoints on one page."""

from __future__ import annotations

from collections.abc import Sequence

from constructs import Construct

from constructs_pkg.door import Door
from constructs_pkg.endpoint_consumer import EndpointConsumer
from constructs_pkg.endpoint_service import EndpointService
from constructs_pkg.fragments.dashboard import DASHBOARD, Shown, dashboard_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import region_of
from constructs_pkg.values.problem import Problem


class CellDashboard(IncludedFragment):
    """A CloudWatch dashboard of endpoint services and interface endpoints.

    Makes one dashboard, which CloudFormation names: the names of dashboards are an account's, in all its Regions.
    An endpoint to a service of another Region has a heading and empty graphs: AWS reports nothing of it.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        services: Sequence[EndpointService] = (),
        consumers: Sequence[EndpointConsumer] = (),
        region: str | None = None,
    ) -> None:
        """Make the dashboard.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; the dashboard's logical id begins with it.
            services: The services to show, first.
            consumers: The endpoints to show, after them.
            region: The Region of all of them, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: if there is nothing to show, or the Region is not known.
        """
        door = Door()
        where = door.take("region", region_of, scope, region)
        empty = Problem("empty-dashboard", "", "", "a dashboard of nothing", "give it services or consumers")
        door.refuse([] if services or consumers else [empty])
        shown = [Shown(each.display_name, each.measured) for each in (*services, *consumers)]
        super().__init__(scope, construct_id, dashboard_fragment(shown, where))

    @property
    def dashboard_name(self) -> str:
        """The dashboard's name."""
        return self._ref(DASHBOARD)
