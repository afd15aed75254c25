"""A link as a topology file holds it: of one cell or of several, to a service by its name or by its vendor."""

from __future__ import annotations

from typing import Any, NamedTuple, Self

from pydantic import ConfigDict, model_validator
from pydantic.config import JsonDict

from constructs_pkg.topology.key import Key, without_empty
from constructs_pkg.topology.link import Link
from constructs_pkg.values.consumer import ServiceNameSource, target_problems
from constructs_pkg.values.network import Flag
from constructs_pkg.values.problem import InvalidInput, Problem


class CellLink(NamedTuple):
    """A link of one cell, and its key in the file."""

    key: Key
    link: Link


def _with(key: str) -> JsonDict:
    return {"required": [key]}


class LinkWish(Link):
    """An endpoint in a cell, or in each of several cells, to a service or a host of this topology or any other."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                {"oneOf": [_with("cell"), _with("cells")]},
                {
                    "oneOf": [
                        {"anyOf": [_with("service_name"), _with("handoff")]},
                        _with("vendor"),
                        _with("resource_configuration_arn"),
                    ]
                },
            ]
        }
    )

    cell: Key | None = None  # type: ignore[assignment]
    """The key of the consuming cell. Default: `cells` are given."""

    cells: tuple[Key, ...] = ()
    """The keys of the consuming cells, of which each gets an endpoint of its own. Default: `cell` is given."""

    service_name: ServiceNameSource | None = None
    """The service's name: literal text; ``{ssm_parameter: /path}``, read at deployment in the consumer's account
    and Region; or ``{stack_parameter: Name}``, given at deployment. Default: the one that `vendor` has in the
    consumer's Region."""

    vendor: Key | None = None
    """The key of the vendor of this topology that offers the service. Default: none; then `service_name` is given."""

    skip_missing_regions: Flag = False
    """Whether cells in Regions that the vendor does not offer go without an endpoint. Default: no, they are refused."""

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, given: Any) -> Any:
        return without_empty(given, "cells")

    @model_validator(mode="after")
    def _says_where_and_what(self) -> Self:
        found = []
        if self.cell is None and not self.cells:
            found.append(Problem("missing-key", "cell", "", "is missing", "add it, or cells"))
        if self.cell is not None and self.cells:
            found.append(Problem("cell-and-cells", "cells", "", "is given beside cell", "leave one of them out"))
        to_service = self.endpoint_type != "Resource" and self.resource_configuration_arn is None
        if to_service and self.service_name is None and self.vendor is None:
            found.append(Problem("missing-key", "service_name", "", "is missing", "add it, a handoff or vendor"))
        if not to_service:
            found += target_problems(
                self.endpoint_type, self.service_name or self.vendor, self.resource_configuration_arn
            )
        if self.vendor is not None:
            for key in ("service_name", "service"):
                if getattr(self, key) is not None:
                    limit = f"is given beside vendor {self.vendor}, which tells the service"
                    found.append(Problem("service-beside-vendor", key, "", limit, "leave one of them out"))
        elif self.skip_missing_regions:
            limit = "has no effect without a vendor"
            found.append(Problem("skips-nothing", "skip_missing_regions", "true", limit, "leave it out"))
        if found:
            raise InvalidInput(found)
        return self

    @property
    def paths_of_cells(self) -> tuple[tuple[str, Key], ...]:
        """Where each of its cells is named."""
        several = tuple((f"cells[{place}]", key) for place, key in enumerate(self.cells))
        return several if self.cell is None else (("cell", self.cell), *several)
