"""The policies of cache behaviors that CloudFront manages itself, by the names that AWS gives them.

Sources, one page a kind: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html,
.../using-managed-origin-request-policies.html and .../using-managed-response-headers-policies.html.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import ClassVar

from constructs_pkg.values.problem import Refused
from constructs_pkg.values.text import Text

# Those that Amplify keeps for its own distributions are left out: AWS advises against them.
CACHE_POLICIES: Mapping[str, str] = {
    "CachingDisabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    "CachingOptimized": "658327ea-f89d-4fab-a63d-7e88639e58f6",
    "CachingOptimizedForUncompressedObjects": "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
    "Elemental-MediaPackage": "08627262-05a9-4f76-9ded-b50ca2e3a84f",
    "UseOriginCacheControlHeaders": "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
    "UseOriginCacheControlHeaders-QueryStrings": "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
}

ORIGIN_REQUEST_POLICIES: Mapping[str, str] = {
    "AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
    "AllViewerAndCloudFrontHeaders-2022-06": "33f36d7e-f396-46d9-90e0-52428a34d9dc",
    "AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    "CORS-CustomOrigin": "59781a5b-3903-41f3-afcb-af62929ccde1",
    "CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
    "Elemental-MediaTailor-PersonalizedManifests": "775133bc-15f2-49f9-abea-afb2e0bf67d2",
    "HostHeaderOnly": "bf0718e1-ba1e-49d1-88b1-f726733018ae",
    "UserAgentRefererHeaders": "acba4595-bd28-49b8-b9fe-13317c0390fa",
}

RESPONSE_HEADERS_POLICIES: Mapping[str, str] = {
    "CORS-and-SecurityHeadersPolicy": "e61eb60c-9c35-4d20-a928-2b84e02af89c",
    "CORS-With-Preflight": "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
    "CORS-with-preflight-and-SecurityHeadersPolicy": "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
    "SecurityHeadersPolicy": "67f7725c-6f97-4210-82d7-5512b31e9d03",
    "SimpleCORS": "60669652-455b-4ae9-85a4-c4c02393f86c",
}

CACHING_DISABLED = "CachingDisabled"

_POLICY_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

HOST_FORWARDING = frozenset(
    {
        "AllViewer",
        "AllViewerAndCloudFrontHeaders-2022-06",
        "HostHeaderOnly",
        "UseOriginCacheControlHeaders",
        "UseOriginCacheControlHeaders-QueryStrings",
    }
)
"""The policies by which an origin gets the viewer's Host header, by the pages above."""


class Policy(Text):
    """A policy of cache behaviors: the name of one that CloudFront manages, or the id of any."""

    __slots__ = ()
    managed: ClassVar[Mapping[str, str]]
    words: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the name or id as given; the id of a managed policy becomes its name."""
        named = {identifier: name for name, identifier in cls.managed.items()}
        if value in cls.managed or value in cls.words:
            return value
        if _POLICY_ID.fullmatch(value):
            return named.get(value, value)
        close = difflib.get_close_matches(value, cls.managed, n=1)
        fix = f"did you mean {close[0]!r}?" if close else f"write an id, or one of {', '.join(sorted(cls.managed))}"
        raise Refused("unknown-policy", value, "is neither an id nor a policy that CloudFront manages", fix)

    @property
    def policy_id(self) -> str | None:
        """The policy's id; None where a word says that there is none."""
        return None if self in self.words else self.managed.get(self, str(self))


class CachePolicy(Policy):
    """What makes two requests one object of the cache, and how long it is kept."""

    __slots__ = ()
    description = "A cache policy: the name of a managed one, such as CachingOptimized, or an id."
    managed = CACHE_POLICIES


class OriginRequestPolicy(Policy):
    """What of a viewer's request an origin gets beside what is in the cache key."""

    __slots__ = ()
    description = "An origin request policy: the name of a managed one, such as AllViewerExceptHostHeader, or an id."
    managed = ORIGIN_REQUEST_POLICIES


class ResponseHeadersPolicy(Policy):
    """The headers, those of CORS among them, that CloudFront adds to responses; ``none`` for none."""

    __slots__ = ()
    description = "A response headers policy: the name of a managed one, such as SimpleCORS, an id, or none."
    managed = RESPONSE_HEADERS_POLICIES
    words = ("none",)
