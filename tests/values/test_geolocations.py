"""The countries that records may name, beside those that the witness divides among continents."""

from constructs_pkg.audit.places import _CONTINENTS
from constructs_pkg.values.geolocations import COUNTRIES, UNSUPPORTED_COUNTRIES


def test_countries_are_those_of_the_continents() -> None:
    """Two lists of other sources, one of ISO 3166-1 and one of the continents of Route 53, name the same countries."""
    assert set(" ".join(_CONTINENTS.values()).split()) == COUNTRIES


def test_unsupported_countries_are_none_of_them() -> None:
    """A country of which Route 53 has no data is not accepted."""
    assert not COUNTRIES & set(UNSUPPORTED_COUNTRIES)
