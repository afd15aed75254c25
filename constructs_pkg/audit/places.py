"""Where AWS Regions are, and how far from each other.

AWS tells a Region's name and country and no coordinates: those below are of the city or area that names the Region,
so a distance is good to about a hundred kilometres. Sources:
https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html for the Regions,
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geo-phz.html for the use of a Region's place,
https://data.iana.org/time-zones/tzdb/zone.tab for the cities that name a time zone too, https://www.geonames.org for
the others. Where in its country or state a Region is, AWS's pages do not confirm for me-central-1 (here Abu Dhabi),
ca-central-1 (Montreal), mx-central-1 (Queretaro), eu-south-2 (Zaragoza), cn-northwest-1 (Zhongwei) and the Regions in
Virginia, Ohio, N. California and Oregon, those of GovCloud included.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

_EARTH_RADIUS = 6371.0


@dataclass(frozen=True)
class Point:
    """A point on the Earth, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Place:
    """Where a Region is; `subdivision` is its state where Route 53 knows states."""

    point: Point
    country: str
    subdivision: str | None = None


# Region: latitude, longitude, country, and the state in the United States.
_REGIONS = """
af-south-1 -33.9 18.4 ZA|ap-east-1 22.3 114.2 HK|ap-east-2 25.0 121.5 TW|ap-northeast-1 35.7 139.7 JP
ap-northeast-2 37.6 127.0 KR|ap-northeast-3 34.7 135.5 JP|ap-south-1 19.1 72.9 IN|ap-south-2 17.4 78.5 IN
ap-southeast-1 1.3 103.8 SG|ap-southeast-2 -33.9 151.2 AU|ap-southeast-3 -6.2 106.8 ID|ap-southeast-4 -37.8 145.0 AU
ap-southeast-5 3.1 101.7 MY|ap-southeast-6 -36.8 174.8 NZ|ap-southeast-7 13.8 100.5 TH|ca-central-1 45.5 -73.6 CA
ca-west-1 51.0 -114.1 CA|cn-north-1 39.9 116.4 CN|cn-northwest-1 37.5 105.2 CN|eu-central-1 50.1 8.7 DE
eu-central-2 47.4 8.5 CH|eu-north-1 59.3 18.1 SE|eu-south-1 45.5 9.2 IT|eu-south-2 41.6 -0.9 ES
eu-west-1 53.3 -6.3 IE|eu-west-2 51.5 -0.1 GB|eu-west-3 48.9 2.4 FR|il-central-1 32.1 34.8 IL
me-central-1 24.5 54.4 AE|me-south-1 26.2 50.6 BH|mx-central-1 20.6 -100.4 MX|sa-east-1 -23.5 -46.6 BR
us-east-1 38.9 -77.4 US VA|us-east-2 40.0 -83.0 US OH|us-west-1 37.4 -121.9 US CA|us-west-2 45.8 -119.7 US OR
us-gov-east-1 40.0 -83.0 US OH|us-gov-west-1 45.8 -119.7 US OR
"""

# Countries by continent, as Route 53 has them; it does not support BV, CX, EH and HM. The list is that of June 2023,
# the last state of the guide's published sources; an older one had TR in Asia. Source:
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-geo.html.
_CONTINENTS = {
    "AF": "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA "
    "NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW",
    "AN": "AQ GS TF",
    "AS": "AE AF AM AZ BD BH BN BT CC CN GE HK ID IL IN IO IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP "
    "OM PH PK PS QA SA SG SY TH TJ TM TW UZ VN YE",
    "EU": "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD "
    "ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM TR UA VA XK",
    "NA": "AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA PM PR SV SX "
    "TC TT US VC VG VI",
    "OC": "AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TL TO TV UM VU WF WS",
    "SA": "AR BO BR CL CO EC FK GF GY PE PY SR UY VE",
}
CONTINENT_OF = {country: continent for continent, codes in _CONTINENTS.items() for country in codes.split()}


def _region(text: str) -> tuple[str, Place]:
    name, latitude, longitude, country, *state = text.split()
    return name, Place(Point(float(latitude), float(longitude)), country, state[0] if state else None)


REGIONS = dict(_region(one) for line in _REGIONS.split("\n") if line for one in line.split("|"))


def distance(one: Point, other: Point) -> float:
    """Return the great-circle distance in kilometres, by the haversine formula."""
    north = radians(other.latitude - one.latitude)
    east = radians(other.longitude - one.longitude)
    across = cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * _EARTH_RADIUS * asin(min(1.0, sqrt(sin(north / 2) ** 2 + across)))
