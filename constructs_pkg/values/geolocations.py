"""The places and Regions that Route 53 knows in records by geolocation, latency and geoproximity."""

from __future__ import annotations


def _listed(codes: str) -> frozenset[str]:
    return frozenset(codes.split())


# ISO 3166-1 alpha-2 (https://www.iso.org/obp/ui/#search/code/), as
# https://docs.aws.amazon.com/Route53/latest/APIReference/API_GeoLocation.html asks for, but for UNSUPPORTED_COUNTRIES.
COUNTRIES = _listed(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA "
    "CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB "
    "GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE "
    "KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS "
    "MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO "
    "RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT "
    "TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
)

# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-geo.html
UNSUPPORTED_COUNTRIES = ("BV", "CX", "EH", "HM")

# What people write in place of ISO's code: reservations of ISO 3166-1, and a continent.
MISTAKEN_COUNTRIES = {"UK": "write GB, the code of ISO 3166-1", "EU": "give it as continent"}

# https://pe.usps.com/text/pub28/28apb.htm, to which API_GeoLocation refers for subdivisions of the United States.
US_SUBDIVISIONS = _listed(
    "AK AL AR AS AZ CA CO CT DC DE FL FM GA GU HI IA ID IL IN KS KY LA MA MD ME MH MI MN MO MP MS MT NC ND NE NH NJ "
    "NM NV NY OH OK OR PA PR PW RI SC SD TN TX UT VA VI VT WA WI WV WY"
)

# ResourceRecordSetRegion in https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
LATENCY_REGIONS = _listed(
    "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 "
    "ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 "
    "ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 "
    "eu-west-1 eu-west-2 eu-west-3 eusc-de-east-1 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 "
    "us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-west-1 us-west-2"
)
