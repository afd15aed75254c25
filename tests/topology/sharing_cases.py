"""Zones on several VPCs: what the rules of this room refuse, and the neighbours that they let through."""

from .wishes import BASE, Wish

ROLE = "arn:aws:iam::222222222222:role/zone-authority"
OLD = BASE["cells"]["old"]
SECOND = OLD | {"network": OLD["network"] | {"vpc_id": "vpc-00000000000000002"}, "interface_endpoints": []}
SAME = {"name": "old.test", "id": "Z1"}
JOINED = SAME | {"associate": True}
FOREIGN = SAME | {"associate": {"authorised_by": ROLE}}
OLD_VPC = {"vpc_id": "vpc-00000000000000001", "region": "us-east-1"}
GIVEN = {"stack_parameter": "ProfileId"}
OF_APP: Wish = {"shared": {"cell": "app", "zones": ["example.com"]}}
FAR: Wish = {
    "account": "111111111111",
    "region": "eu-west-1",
    "network": {"cidr": "10.9.0.0/16", "availability_zones": [{"slot": 0, "name": "eu-west-1a"}]},
}
NEAR: Wish = {
    "account": "333333333333",
    "region": "us-east-1",
    "network": {"cidr": "10.9.0.0/16", "availability_zones": [{"slot": 0, "name": "us-east-1a"}]},
}
NAMED: Wish = {"hosts": {"a.old.test": ["172.16.0.9"]}}


def _zone(**fields: object) -> list[Wish]:
    return [{"name": "example.com", **fields}]


# What, the rule and path of every problem, the change that causes them, the change that does not.
SHARING_CASES: list[tuple[str, list[tuple[str, str]], Wish, Wish]] = [
    (
        "one zone in two cells, neither of which associates its VPC",
        [("shared-zone", "cells.second.zones[0].id")],
        {"cells.second": SECOND | {"zones": [SAME]}},
        {"cells.second": SECOND | {"zones": [JOINED]}},
    ),
    (
        "one zone under two names",
        [("inconsistent-zone-name", "cells.second.zones[0].name")],
        {"cells.second": SECOND | {"zones": [JOINED | {"name": "new.test"}]}},
        {"cells.second": SECOND | {"zones": [JOINED]}},
    ),
    (
        "names of two cells in one zone",
        [("shared-zone", "cells.second.zones[0].id")],
        {"cells.second": SECOND | NAMED | {"zones": [JOINED]}, "cells.old.hosts": {"b.old.test": ["172.16.0.8"]}},
        {"cells.second": SECOND | {"zones": [JOINED]}, "cells.old.hosts": {"b.old.test": ["172.16.0.8"]}},
    ),
    (
        "a name in a zone of another account",
        [("record-in-foreign-zone", "cells.second.hosts.a.old.test")],
        {"cells.second": SECOND | NAMED | {"zones": [FOREIGN]}},
        {"cells.second": SECOND | {"zones": [FOREIGN]}},
    ),
    (
        "a name in a zone of another account whose id is handed over",
        [("record-in-foreign-zone", "cells.second.hosts.a.old.test")],
        {"cells.second": SECOND | NAMED | {"zones": [FOREIGN | {"id": {"stack_parameter": "ZoneId"}}]}},
        {"cells.second": SECOND | {"zones": [FOREIGN | {"id": {"stack_parameter": "ZoneId"}}]}},
    ),
    (
        "a link's name in a zone of another account",
        [("record-in-foreign-zone", "links.vendor.names[0]")],
        {"cells.old.zones": [FOREIGN], "links.vendor.names": ["api.old.test"]},
        {"cells.old.zones": [JOINED], "links.vendor.names": ["api.old.test"]},
    ),
    (
        "a VPC that sees a second zone of the name",
        [("duplicate-zone", "cells.app.zones[0].also_seen_by[0].vpc_id")],
        {"cells.app.zones": _zone(also_seen_by=[OLD_VPC]), "cells.old.zones": [{"name": "example.com", "id": "Z1"}]},
        {"cells.app.zones": _zone(also_seen_by=[OLD_VPC])},
    ),
    (
        "a further VPC of another account",
        [("zone-vpc-in-other-account", "cells.app.zones[0].also_seen_by[0].vpc_id")],
        {"cells.app.zones": _zone(also_seen_by=[OLD_VPC]), "cells.old.account": "333333333333"},
        {"cells.app.zones": _zone(also_seen_by=[OLD_VPC])},
    ),
    (
        "a further VPC of another Region than its cell's",
        [("zone-vpc-elsewhere", "cells.app.zones[0].also_seen_by[0].region")],
        {"cells.app.zones": _zone(also_seen_by=[OLD_VPC | {"region": "eu-west-1"}])},
        {"cells.app.zones": _zone(also_seen_by=[OLD_VPC])},
    ),
    (
        "two roles of one name in an account",
        [("duplicate-role-name", "cells.old.zones[0].authority.role_name")],
        {
            "cells.app.zones": _zone(authority={"principals": ["222222222222"], "role_name": "authority"}),
            "cells.old.zones": [SAME | {"authority": {"principals": ["222222222222"], "role_name": "Authority"}}],
        },
        {
            "cells.app.zones": _zone(authority={"principals": ["222222222222"], "role_name": "authority"}),
            "cells.old.zones": [SAME | {"authority": {"principals": ["222222222222"], "role_name": "authority-2"}}],
        },
    ),
    (
        "two Profiles on one VPC",
        [("several-profiles", "cells.older.profile")],
        {"cells.old.profile": "rp-1", "cells.older": OLD | {"zones": [], "profile": "rp-2"}},
        {"cells.old.profile": "rp-1", "cells.older": OLD | {"zones": []}},
    ),
    (
        "a Profile of an unknown cell",
        [("unknown-cell", "profiles.shared.cell")],
        {"profiles": {"shared": {"cell": "ap", "zones": ["example.com"]}}},
        {"profiles": {"shared": {"cell": "app", "zones": ["example.com"]}}},
    ),
    (
        "a Profile of an unknown zone",
        [("unknown-zone", "profiles.shared.zones[0]")],
        {"profiles": {"shared": {"cell": "app", "zones": ["example.net"]}}},
        {"profiles": {"shared": {"cell": "app", "zones": ["example.com"]}}},
    ),
    (
        "a Profile with a zone twice",
        [("duplicate-zone", "profiles.shared.zones[1]")],
        {"profiles": {"shared": {"cell": "app", "zones": ["example.com", "example.com"]}}},
        {"profiles": {"shared": {"cell": "app", "zones": ["example.com"]}}},
    ),
    (
        "a Profile with a zone of another account",
        [("foreign-zone-in-profile", "profiles.shared.zones[0]")],
        {"cells.old.zones": [FOREIGN], "profiles": {"shared": {"cell": "old", "zones": ["old.test"]}}},
        {"cells.old.zones": [JOINED], "profiles": {"shared": {"cell": "old", "zones": ["old.test"]}}},
    ),
    (
        "a Profile shared with its own account",
        [("shared-with-itself", "profiles.shared.share_with[0]")],
        {"profiles": {"shared": {"cell": "app", "zones": ["example.com"], "share_with": ["111111111111"]}}},
        {"profiles": {"shared": {"cell": "app", "zones": ["example.com"], "share_with": ["222222222222"]}}},
    ),
    (
        "a Profile that is told for a literal id",
        [("profile-not-handed-over", "cells.old.profile_of")],
        {"profiles": OF_APP, "cells.old.profile": "rp-1", "cells.old.profile_of": "shared"},
        {"profiles": OF_APP, "cells.old.profile": GIVEN, "cells.old.profile_of": "shared"},
    ),
    (
        "a Profile that the topology has not",
        [("unknown-profile", "cells.old.profile_of")],
        {"profiles": OF_APP, "cells.old.profile": GIVEN, "cells.old.profile_of": "other"},
        {"profiles": OF_APP, "cells.old.profile": GIVEN, "cells.old.profile_of": "shared"},
    ),
    (
        "a Profile of another Region",
        [("profile-elsewhere", "cells.far.profile_of")],
        {"profiles": OF_APP, "cells.far": FAR | {"profile": GIVEN, "profile_of": "shared"}},
        {"profiles": OF_APP, "cells.far": FAR | {"profile": GIVEN}},
    ),
    (
        "a Profile that is not shared with the account",
        [("profile-not-shared", "cells.far.profile_of")],
        {"profiles": OF_APP, "cells.far": NEAR | {"profile": GIVEN, "profile_of": "shared"}},
        {
            "profiles": {"shared": OF_APP["shared"] | {"share_with": ["333333333333"]}},
            "cells.far": NEAR | {"profile": GIVEN, "profile_of": "shared"},
        },
    ),
]
