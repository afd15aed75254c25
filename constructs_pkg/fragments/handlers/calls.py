"""How AWS is called: again after a pause where it is busy or out of reach, and without harm to what comes after."""

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NotConnected

from constructs_pkg.fragments.handlers.lines import log

Given = TypeVar("Given")

# https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
THROTTLED = (
    *("Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException"),
    *("RequestThrottled", "ServiceUnavailable", "Unavailable", "InternalError", "PriorRequestNotComplete"),
)
# What botocore raises where no answer came. The call may have done its work: each one here may be made twice.
UNREACHED = (HTTPClientError, NotConnected)
ATTEMPTS = 6
# Calls are made again here alone, where pauses are counted.
ONCE = Config(retries={"mode": "standard", "total_max_attempts": 1}, connect_timeout=5, read_timeout=30)


def again(call: Callable[..., Given], **asked: Any) -> Given:
    """Return what `call` gives for `asked`, called anew after a pause while AWS is too busy or out of reach."""
    for attempt in range(ATTEMPTS - 1):
        try:
            return call(**asked)
        except UNREACHED:
            pass
        except ClientError as error:
            if error.response["Error"]["Code"] not in THROTTLED:
                raise
        # Full jitter: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
        time.sleep(random.uniform(0, 2.0**attempt))
    return call(**asked)


def tried(failure: str, work: Callable[[], None]) -> None:
    """Do what may fail by itself, and write why it did: the rest goes on."""
    try:
        work()
    except (ClientError, *UNREACHED) as error:
        log(failure, reason=str(error))
