"""The logical ids that nobody may change: each stands for something that is replaced, or goes dark, with its id."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .synthesis import EXAMPLES, Template

_KINDS = (
    "AWS::CertificateManager::Certificate",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::VpcOrigin",
    "AWS::EC2::Subnet",
    "AWS::EC2::VPC",
    "AWS::EC2::VPCEndpoint",
    "AWS::EC2::VPCEndpointService",
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "AWS::Route53::HostedZone",
    "AWS::S3::Bucket",
    "AWS::Route53Resolver::ResolverEndpoint",
    "AWS::Route53Resolver::ResolverRule",
    "AWS::ServiceDiscovery::HttpNamespace",
    "AWS::ServiceDiscovery::PrivateDnsNamespace",
    "AWS::ServiceDiscovery::Service",
    "AWS::ECS::Cluster",
    "AWS::VpcLattice::Service",
    "AWS::VpcLattice::ServiceNetwork",
    "AWS::VpcLattice::TargetGroup",
)
_CELL = {
    "CellF69BA0FA": "AWS::EC2::VPC",
    "CellSubnetT0Z0F275D910": "AWS::EC2::Subnet",
    "CellSubnetT0Z1D3D9FD4E": "AWS::EC2::Subnet",
    "CellGatewayEndpointdynamodb3ACE1453": "AWS::EC2::VPCEndpoint",
    "CellGatewayEndpoints343ACB4B6": "AWS::EC2::VPCEndpoint",
}
PINNED: dict[str, dict[str, dict[str, str]]] = {
    "acceptance": {
        "acceptance-provider-links": {
            "Serviceapi29825BBD": "AWS::EC2::VPCEndpointService",
            "ServiceapiLoadBalancer49B7016E": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        },
        "acceptance-provider-network": _CELL,
    },
    "database-account": {
        "database-account-application-links": {"Linkdatabases3D552093": "AWS::EC2::VPCEndpoint"},
        "database-account-application-network": {
            **_CELL,
            "CellZonedbinternalexamplecomB3A999BE": "AWS::Route53::HostedZone",
        },
        "database-account-databases-links": {
            "ServicedatabasesDC9AB92E": "AWS::EC2::VPCEndpointService",
            "ServicedatabasesLoadBalancer9B41717E": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        },
        "database-account-databases-network": _CELL,
    },
    "hybrid": {
        "hybrid-hub-links": {
            "ResolverEndpointinbound1DFE5C3F": "AWS::Route53Resolver::ResolverEndpoint",
            "ResolverEndpointoutbound8E3A5BAE": "AWS::Route53Resolver::ResolverEndpoint",
            "ResolverRulecloud31BFEF6F": "AWS::Route53Resolver::ResolverRule",
            "ResolverRulecorpA1DC17A3": "AWS::Route53Resolver::ResolverRule",
            "ResolverRuleplantACFF7DF8": "AWS::Route53Resolver::ResolverRule",
        },
        "hybrid-hub-network": {**_CELL, "CellZoneawsexamplecomA0476556": "AWS::Route53::HostedZone"},
        "hybrid-orders-links": {},
        "hybrid-orders-network": {**_CELL, "CellZoneordersexamplecomD9F2AB95": "AWS::Route53::HostedZone"},
        "hybrid-staff-global-resolver": {},
    },
    "endpoint-hub": {
        "endpoint-hub-hub-links": {},
        "endpoint-hub-hub-network": {
            **{key: kind for key, kind in _CELL.items() if "dynamodb" not in key},
            "CellInterfaceEndpointecrdkr80E729B0": "AWS::EC2::VPCEndpoint",
            "CellInterfaceEndpointlogs467FD5AF": "AWS::EC2::VPCEndpoint",
            "CellInterfaceEndpoints390D7EB9A": "AWS::EC2::VPCEndpoint",
            "CellInterfaceEndpointssmF6961A5D": "AWS::EC2::VPCEndpoint",
            "CellZonedkrecreuwest1amazonawscomBA2AB839": "AWS::Route53::HostedZone",
            "CellZones3euwest1amazonawscomBD3FC3A4": "AWS::Route53::HostedZone",
            "CellZones3accesspointeuwest1amazonawscom61BFF755": "AWS::Route53::HostedZone",
            "CellZones3controleuwest1amazonawscomAB40B983": "AWS::Route53::HostedZone",
            "CellZonessmeuwest1amazonawscom1F69F14E": "AWS::Route53::HostedZone",
        },
        "endpoint-hub-orders-links": {"Linksts8D71CA3B": "AWS::EC2::VPCEndpoint"},
        "endpoint-hub-orders-network": {
            **{key: kind for key, kind in _CELL.items() if "dynamodb" not in key},
            "CellZoneordersexamplecomD9F2AB95": "AWS::Route53::HostedZone",
            "CellZonestseuwest1amazonawscom15086D30": "AWS::Route53::HostedZone",
        },
    },
    "database-proxy": {
        "database-proxy-application-links": {"Linkorders4C4205F8": "AWS::EC2::VPCEndpoint"},
        "database-proxy-application-network": {
            **_CELL,
            "CellZonedbinternalexamplecomB3A999BE": "AWS::Route53::HostedZone",
        },
        "database-proxy-data-links": {
            "Serviceorders7ADF2108": "AWS::EC2::VPCEndpointService",
            "ServiceordersLoadBalancer8A720D30": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        },
        "database-proxy-data-network": _CELL,
    },
    "database-resource": {
        "database-resource-application-links": {"Linkorders4C4205F8": "AWS::EC2::VPCEndpoint"},
        "database-resource-application-network": {
            **_CELL,
            "CellZonedbinternalexamplecomB3A999BE": "AWS::Route53::HostedZone",
        },
        "database-resource-databases-links": {},
        "database-resource-databases-network": _CELL,
    },
    "edge": {
        "edge-shop-edge": {
            "Distributionshop1A3CEABE": "AWS::CloudFront::Distribution",
            "DistributionshopBucketwebsiteA121CA48": "AWS::S3::Bucket",
            "DistributionshopCertificateA369AEF4": "AWS::CertificateManager::Certificate",
            "DistributionshopVpcOriginapiD8E90371": "AWS::CloudFront::VpcOrigin",
        },
        "edge-shop-links": {
            "Serviceapi29825BBD": "AWS::EC2::VPCEndpointService",
            "ServiceapiLoadBalancer49B7016E": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        },
        "edge-shop-network": {**_CELL, "CellZoneshopinternal86D8D121": "AWS::Route53::HostedZone"},
    },
    "existing-vpc": {
        "existing-vpc-legacy-links": {
            "LinkpaymentsD4791E9F": "AWS::EC2::VPCEndpoint",
            "ServiceledgerF3D972C1": "AWS::EC2::VPCEndpointService",
        },
    },
    "mechanisms": {
        "mechanisms-anycompany-public-zone": {"PublicZoneanycompanyZone5D8CADF4": "AWS::Route53::HostedZone"},
        "mechanisms-cidr-links": {"LinkcidrCF04477E": "AWS::EC2::VPCEndpoint"},
        "mechanisms-cidr-network": {**_CELL, "CellZoneexampleapicom58ADC324": "AWS::Route53::HostedZone"},
        "mechanisms-customer-hostname-links": {"LinkcustomerhostnameBBF1C369": "AWS::EC2::VPCEndpoint"},
        "mechanisms-example-api-public-zone": {"PublicZoneexampleapiZone612BF2E1": "AWS::Route53::HostedZone"},
        "mechanisms-private-hostname-links": {"LinkprivatehostnameA7234CA5": "AWS::EC2::VPCEndpoint"},
        "mechanisms-private-hostname-network": {**_CELL, "CellZoneexampleapiplcomD5B2E5F9": "AWS::Route53::HostedZone"},
        "mechanisms-provider-links": {
            "ServiceapiLoadBalancer49B7016E": "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "Serviceapi29825BBD": "AWS::EC2::VPCEndpointService",
        },
        "mechanisms-provider-network": _CELL,
        "mechanisms-split-horizon-links": {
            "Linksplithorizon857D0A61": "AWS::EC2::VPCEndpoint",
            "ResolverEndpointinbound1DFE5C3F": "AWS::Route53Resolver::ResolverEndpoint",
        },
        "mechanisms-split-horizon-network": {**_CELL, "CellZoneexampleapicom58ADC324": "AWS::Route53::HostedZone"},
    },
    "global-entry": {
        "global-entry-ap-links": {},
        "global-entry-eu-links": {},
        "global-entry-eu-public-zone": {"PublicZoneeuZone24B9B1A5": "AWS::Route53::HostedZone"},
        "global-entry-example-public-zone": {"PublicZoneexampleZone857BF669": "AWS::Route53::HostedZone"},
        "global-entry-us-links": {},
        "global-entry-us-public-zone": {"PublicZoneusZone6CEA84F2": "AWS::Route53::HostedZone"},
    },
    "mesh": {
        "mesh-billing-links": {},
        "mesh-billing-network": {**_CELL, "CellZoneshopinternal86D8D121": "AWS::Route53::HostedZone"},
        "mesh-shop-links": {
            "ClustershopDB767B55": "AWS::ECS::Cluster",
            "LatticeServicepricesC29AEF54": "AWS::VpcLattice::Service",
            "LatticeServicepricesTargetsnextBFA2D1F2": "AWS::VpcLattice::TargetGroup",
            "LatticeServicepricesTargetsstable331F5CAB": "AWS::VpcLattice::TargetGroup",
            "Namespaceapps770A952B": "AWS::ServiceDiscovery::PrivateDnsNamespace",
            "NamespaceappsServiceledgerA52EC929": "AWS::ServiceDiscovery::Service",
            "NamespaceappsServicemail086F6F65": "AWS::ServiceDiscovery::Service",
            "NamespaceappsServiceprinterB576AABF": "AWS::ServiceDiscovery::Service",
            "NamespaceappsServicestockF82C3DE1": "AWS::ServiceDiscovery::Service",
            "Namespacetools9270B09C": "AWS::ServiceDiscovery::HttpNamespace",
            "NamespacetoolsServiceschedulerF9709427": "AWS::ServiceDiscovery::Service",
            "ServiceNetworkshop7018D396": "AWS::VpcLattice::ServiceNetwork",
        },
        "mesh-shop-network": {
            **_CELL,
            "CellInterfaceEndpointecrapi9D45C820": "AWS::EC2::VPCEndpoint",
            "CellInterfaceEndpointecrdkr80E729B0": "AWS::EC2::VPCEndpoint",
            "CellInterfaceEndpointlogs467FD5AF": "AWS::EC2::VPCEndpoint",
            "CellZoneshopinternal86D8D121": "AWS::Route53::HostedZone",
        },
    },
    "saas": {
        "saas-acme-links": {"LinkacmeapiF8A8A8EB": "AWS::EC2::VPCEndpoint"},
        "saas-acme-network": {**_CELL, "CellZoneacmeexamplecomF25C36A8": "AWS::Route53::HostedZone"},
        "saas-globex-links": {"Linkglobexapi8BC15FF2": "AWS::EC2::VPCEndpoint"},
        "saas-globex-network": {**_CELL, "CellZoneglobexexamplecom0B1098BC": "AWS::Route53::HostedZone"},
        "saas-provider-links": {
            "Serviceapi29825BBD": "AWS::EC2::VPCEndpointService",
            "ServiceapiLoadBalancer49B7016E": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        },
        "saas-provider-network": _CELL,
    },
    "two-regions": {
        "two-regions-us-east-links": {},
        "two-regions-us-east-network": {**_CELL, "CellZoneexamplecom6D474532": "AWS::Route53::HostedZone"},
        "two-regions-us-west-links": {},
        "two-regions-us-west-network": {**_CELL, "CellZoneexamplecom6D474532": "AWS::Route53::HostedZone"},
    },
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_logical_ids_are_pinned(example: str, synthesized: Callable[[str], dict[str, Template]]) -> None:
    """Networks, zones, load balancers, services and endpoints keep their logical ids from version to version."""
    found = {
        stack: {name: held["Type"] for name, held in template["Resources"].items() if held["Type"] in _KINDS}
        for stack, template in synthesized(example).items()
    }
    assert PINNED[example] == found
