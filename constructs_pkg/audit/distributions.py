"""CloudFront distributions, their names, and the public zones that they declare.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-distribution.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from constructs_pkg.audit.declared import METADATA_KEY
from constructs_pkg.audit.domain_name import why_no_name
from constructs_pkg.audit.facts import DistributionFact, ZoneFact
from constructs_pkg.audit.networks import normal_name, zone_id
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.value import ListOf, literal_flag, literal_text

KIND = "AWS::CloudFront::Distribution"


def read_distributions(reading: Reading) -> Iterator[DistributionFact]:
    """Yield the distributions of the assembly.

    By default CloudFront answers no IPv6: IPV6Enabled in
    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-distributionconfig.html.
    """
    for resource, distribution in reading.resources(KIND):
        config = _inside(distribution, "DistributionConfig")
        names = config.get("Aliases")
        texts = [literal_text(one) for one in names.items] if isinstance(names, ListOf) else []
        yield DistributionFact(
            id=resource,
            names=tuple(normal_name(text) for text in texts if text is not None),
            all_names_known=names is None or (isinstance(names, ListOf) and None not in texts),
            ipv6=literal_flag(config.get("IPV6Enabled"), default=False),
        )


def read_declared_public_zones(reading: Reading, made: Iterable[ZoneFact]) -> Iterator[ZoneFact]:
    """Yield the public zones that distributions declare in their metadata and no template makes.

    ``{"PrivateCells": {"public_zone": {"id": id, "name": name}}}``: nothing in the assembly can confirm it, and the
    zone may have records that no template here shows.
    """
    seen = {zone.id for zone in made}
    for resource, _ in reading.resources(KIND):
        metadata = reading.metadata_of(resource)
        zone = _inside(_inside(metadata, METADATA_KEY), "public_zone")
        identifier, name = zone.get("id"), literal_text(zone.get("name"))
        if identifier is None and name is None:
            continue
        if identifier is None or name is None or why_no_name(name) is not None:
            zone.note("needs an id and a name; it is not read")
            continue
        known = zone_id(identifier)
        if known not in seen:
            seen.add(known)
            yield ZoneFact(known, normal_name(name), (), declared=True, public=True, elsewhere=True)


def _inside(properties: Properties, key: str) -> Properties:
    held = properties.raw.get(key)
    source = f"{properties.source}.{key}"
    return Properties(properties.reading, properties.stack, source, held if isinstance(held, Mapping) else {})
