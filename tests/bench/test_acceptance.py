from __future__ import annotations

from pathlib import Path

from bench.acceptance import measure

FEW = 3


def test_the_reconciler_is_measured_at_what_it_does(tmp_path: Path) -> None:
    """First it lets everybody in and names them, then it only looks, then it rejects everybody."""
    runs = measure(FEW, tmp_path).told
    writes = [{name for name in run["calls"] if not name.startswith(("describe", "list"))} for run in runs]
    assert [
        {"create_tags", "accept_vpc_endpoint_connections", "change_resource_record_sets"},
        set(),
        {"reject_vpc_endpoint_connections", "change_resource_record_sets"},
    ] == writes
    assert 1 == runs[0]["calls"]["create_tags"]
    assert all(run["seconds"] > 0 for run in runs)


def test_a_cold_start_is_measured_with_what_the_function_has(tmp_path: Path) -> None:
    """It makes its clients by boto3 and calls nothing."""
    measured = measure(0, tmp_path)
    assert {"import", "clients"} == measured.told.keys()
    assert measured.megabytes > 10
