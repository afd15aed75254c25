"""Rules of links to vendors, of links of several cells and of accounts, as `test_rules` shows them."""

from .wishes import GONE, Wish

US, EU = (
    "com.amazonaws.vpce.us-east-1.vpce-svc-00000000000000001",
    "com.amazonaws.vpce.eu-west-1.vpce-svc-00000000000000002",
)
GOVERNMENT = US.replace("us-east-1", "us-gov-west-1")
INGRESS = [{"from_port": 9092, "cidr": "10.0.0.0/8"}]

EUROPE = {
    "account": "111111111111",
    "region": "eu-west-1",
    "network": {"cidr": "10.3.0.0/16", "availability_zones": [{"slot": 0, "name": "eu-west-1a", "id": "euw1-az3"}]},
    "zones": ["kafka.eu.test"],
}
KAFKA: Wish = {
    "vendors.kafka": {
        "regions": {"us-east-1": {"service_name": US}, "eu-west-1": {"service_name": EU, "zone": "kafka.eu.test"}},
        "ingress": INGRESS,
        "names": ["kafka"],
    },
    "cells.eu": EUROPE,
    "links.kafka": {"vendor": "kafka", "cells": ["app", "eu"]},
}
AMERICA_ALONE: Wish = {"vendors.kafka.regions": {"us-east-1": {"service_name": US}}}
OPEN = {"service_name": US, "ingress": INGRESS}
IDS = {"us-east-1b": "use1-az1", "us-east-1c": "use1-az2"}

# What, the rule and path of every problem, the change that causes them, the change that does not.
TABLE_CASES: list[tuple[str, list[tuple[str, str]], Wish, Wish]] = [
    (
        "a link to an unknown vendor",
        [("unknown-vendor", "links.kafka.vendor")],
        KAFKA | {"links.kafka": {"vendor": "kafak", "cells": ["app", "eu"]}},
        KAFKA,
    ),
    (
        "a link of an unknown cell among several",
        [("unknown-cell", "links.kafka.cells[1]")],
        KAFKA | {"links.kafka": {"vendor": "kafka", "cells": ["app", "ue"]}},
        KAFKA,
    ),
    (
        "a cell twice in one link",
        [("duplicate-cell", "links.kafka.cells[1]")],
        KAFKA | {"links.kafka": {"vendor": "kafka", "cells": ["app", "app"]}},
        KAFKA,
    ),
    (
        "a cell in a Region that the vendor does not offer",
        [("region-not-in-table", "links.kafka.cells[1]")],
        KAFKA | AMERICA_ALONE,
        KAFKA | AMERICA_ALONE | {"links.kafka.skip_missing_regions": True},
    ),
    (
        "a vendor's service in another partition than its Region",
        [("mixed-partition", "vendors.kafka.regions.us-gov-west-1.service_name")],
        KAFKA | {"vendors.kafka.regions.us-gov-west-1": {"service_name": US}},
        KAFKA | {"vendors.kafka.regions.us-gov-west-1": {"service_name": GOVERNMENT}},
    ),
    (
        "names of a link of several cells, of which one has no such zone",
        [("unknown-zone", "links.kafka@eu.names[0].zone")],
        KAFKA | {"cells.eu.zones": ["kafka.test"]},
        KAFKA,
    ),
    (
        "a cell of a link that nobody can reach",
        [("no-ingress", "links.kafka@app.ingress"), ("no-ingress", "links.kafka@eu.ingress")],
        KAFKA | {"vendors.kafka.ingress": []},
        KAFKA | {"vendors.kafka.ingress": [], "links.kafka.ingress": INGRESS},
    ),
    (
        "no zone that the vendor and the cell share",
        [("no-common-az", "links.kafka@app.service_availability_zone_ids")],
        KAFKA | {"vendors.kafka.regions.us-east-1.availability_zone_ids": ["use1-az4"]},
        KAFKA | {"vendors.kafka.regions.us-east-1.availability_zone_ids": ["use1-az4", "use1-az2"]},
    ),
    (
        "a name in a zone in which the link's endpoint does not stand",
        [("name-in-other-az", "links.kafka@app.names[0].availability_zone")],
        KAFKA
        | {
            "links.kafka": {
                "vendor": "kafka",
                "cells": ["app"],
                "names": [{"name": "k", "availability_zone": "use1-az4"}],
            }
        },
        KAFKA
        | {
            "links.kafka": {
                "vendor": "kafka",
                "cells": ["app"],
                "names": [{"name": "k", "availability_zone": "use1-az2"}],
            }
        },
    ),
    (
        "zonal names without ids of zones",
        [("az-ids-unknown", "links.z.names[0].name")],
        {"links.z": OPEN | {"cell": "old", "names": ["{az_id}"]}},
        {"links.z": OPEN | {"cell": "old", "names": ["{az_id}"]}, "accounts.111111111111.availability_zone_ids": IDS},
    ),
    (
        "a zonal name that is a host",
        [("duplicate-record", "links.z.names[0].name")],
        {"links.z": OPEN | {"cell": "app", "names": ["{az_id}"]}, "cells.app.hosts": {"use1-az2": ["10.1.0.10"]}},
        {"links.z": OPEN | {"cell": "app", "names": ["{az_id}"]}, "cells.app.hosts": {"use1-az3": ["10.1.0.10"]}},
    ),
    (
        "an id that the account contradicts",
        [("inconsistent-az-id", "cells.app.network.availability_zones[0].id")],
        {"accounts.111111111111.availability_zone_ids": {"us-east-1b": "use1-az6"}},
        {"accounts.222222222222.availability_zone_ids": {"us-east-1a": "use1-az1"}},
    ),
    (
        "an id of a subnet that the account contradicts",
        [("inconsistent-az-id", "cells.old.network.subnets[1].availability_zone_id")],
        {
            "cells.old.network.subnets[1].availability_zone_id": "use1-az4",
            "accounts.111111111111.availability_zone_ids": IDS,
            "cells.app": GONE,
            "links.db": GONE,
        },
        {
            "cells.old.network.subnets[1].availability_zone_id": "use1-az2",
            "accounts.111111111111.availability_zone_ids": IDS,
        },
    ),
    (
        "an account with one id for two zones",
        [("inconsistent-az-id", "accounts.333333333333.availability_zone_ids.us-east-1b")],
        {"accounts.333333333333.availability_zone_ids": {"us-east-1a": "use1-az1", "us-east-1b": "use1-az1"}},
        {"accounts.333333333333.availability_zone_ids": {"us-east-1a": "use1-az1", "us-east-1b": "use1-az2"}},
    ),
    (
        "an account with an id of another Region",
        [("az-outside-region", "accounts.333333333333.availability_zone_ids.us-east-1a")],
        {"accounts.333333333333.availability_zone_ids": {"us-east-1a": "euw1-az1"}},
        {"accounts.333333333333.availability_zone_ids": {"us-east-1a": "use1-az1"}},
    ),
]
