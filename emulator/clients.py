"""AWS clients of the emulator: dummy credentials, loopback only."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import boto3
import botocore.session
from botocore.config import Config

from emulator.server import LOOPBACK, without_aws

SECRET = "not-a-secret"


class NotLoopback(ValueError):
    """A client is to be made for something else than the emulator."""


def client(url: str, service: str, account: str, region: str) -> Any:
    """Return a client of one account and Region of the emulator.

    Args:
        url: The emulator's; anything but loopback is refused.
        service: Such as ``ec2``.
        account: Twelve digits; the emulator takes the access key for the account.
        region: Such as ``eu-west-1``.

    Raises:
        NotLoopback: `url` is not on 127.0.0.1.
    """
    _refuse_others(url)
    return _client(url, service, account, region)


@cache
def _client(url: str, service: str, account: str, region: str) -> Any:
    config = Config(
        retries={"max_attempts": 1},
        connect_timeout=5,
        read_timeout=60,
        ignore_configured_endpoint_urls=True,
        proxies={},
    )
    return _session().client(
        service,
        region_name=region,
        endpoint_url=url,
        aws_access_key_id=account,
        aws_secret_access_key=SECRET,
        config=config,
    )


@cache
def _session() -> boto3.session.Session:
    # Reading a service's model takes longer than everything that is asked of it here: once is enough.
    # Nothing of the environment is read, no profile and no configuration.
    unread = dict.fromkeys(("profile", "region", "ca_bundle", "data_path"), (None, None, None, None))
    empty = dict.fromkeys(("config_file", "credentials_file"), (None, None, os.devnull, None))
    return boto3.session.Session(botocore_session=botocore.session.Session(session_vars=unread | empty))


def environment(url: str, account: str, region: str, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment in which a program, such as the CDK CLI, sees the emulator in place of AWS.

    Raises:
        NotLoopback: `url` is not on 127.0.0.1.
    """
    _refuse_others(url)
    return {
        **without_aws(os.environ if given is None else given),
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": LOOPBACK,
        "no_proxy": LOOPBACK,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "CDK_DISABLE_VERSION_CHECK": "true",
    }


def _refuse_others(url: str) -> None:
    if urlsplit(url).hostname != LOOPBACK:
        raise NotLoopback(f"{url} is not on {LOOPBACK}: nothing here speaks to AWS")
