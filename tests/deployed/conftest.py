"""An emulator for each module of tests, its accounts bootstrapped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.cdk import Cdk, Place
from emulator.server import running

from .deployment import CUSTOMER, OPERATOR, PROVIDER, Deployment

PLACES = [
    Place(account, region)
    for account in (OPERATOR, CUSTOMER, PROVIDER)
    for region in ("us-east-1", "us-west-2", "eu-west-1", "eu-central-1")
]


@pytest.fixture(scope="module")
def emulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """An emulator of the module's own."""
    folder: Path = tmp_path_factory.mktemp("emulator")
    with running(folder / "emulator.log") as url:
        cdk = Cdk(url, OPERATOR)
        cdk.bootstrap(PLACES)
        yield Deployment(cdk, folder)
