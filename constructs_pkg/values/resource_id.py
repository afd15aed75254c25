"""Ids and ARNs of resources that exist already."""

from __future__ import annotations

import re
from typing import ClassVar

from constructs_pkg.values.problem import Refused
from constructs_pkg.values.text import Text

_NAMED_BY_EC2 = r"-(?:[0-9a-f]{8}|[0-9a-f]{17})"


class ResourceId(Text):
    """Base of the ids that one pattern describes."""

    __slots__ = ()
    example: ClassVar[str]

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the id as given."""
        if not re.fullmatch(cls.pattern, value, re.ASCII):
            raise Refused("malformed-id", value, f"is not a {cls.__name__}", f"write it as {cls.example}")
        return value


class VpcId(ResourceId):
    """The id of a VPC."""

    __slots__ = ()
    pattern, example = f"^vpc{_NAMED_BY_EC2}$", "vpc-0123456789abcdef0"


class SubnetId(ResourceId):
    """The id of a subnet."""

    __slots__ = ()
    pattern, example = f"^subnet{_NAMED_BY_EC2}$", "subnet-0123456789abcdef0"


class SecurityGroupId(ResourceId):
    """The id of a security group."""

    __slots__ = ()
    pattern, example = f"^sg{_NAMED_BY_EC2}$", "sg-0123456789abcdef0"


class PrefixListId(ResourceId):
    """The id of a managed prefix list."""

    __slots__ = ()
    pattern, example = f"^pl{_NAMED_BY_EC2}$", "pl-0123456789abcdef0"


class RouteTableId(ResourceId):
    """The id of a route table."""

    __slots__ = ()
    pattern, example = f"^rtb{_NAMED_BY_EC2}$", "rtb-0123456789abcdef0"


class VpcEndpointId(ResourceId):
    """The id of a VPC endpoint."""

    __slots__ = ()
    pattern, example = f"^vpce{_NAMED_BY_EC2}$", "vpce-0123456789abcdef0"


class InstanceId(ResourceId):
    """The id of an EC2 instance."""

    __slots__ = ()
    pattern, example = f"^i{_NAMED_BY_EC2}$", "i-0123456789abcdef0"


class HostedZoneId(ResourceId):
    """The id of a Route 53 hosted zone, at most 32 characters (ResourceId in the Route 53 API)."""

    __slots__ = ()
    pattern, example = r"^Z[0-9A-Z]{1,31}$", "Z0123456789ABCDEFGHIJ"


class HealthCheckId(ResourceId):
    """The id of a Route 53 health check, at most 64 characters (HealthCheckId in the Route 53 API)."""

    __slots__ = ()
    pattern, example = r"^[0-9a-f-]{1,64}$", "01234567-89ab-cdef-0123-456789abcdef"


class NetworkLoadBalancerArn(ResourceId):
    """The ARN of a Network Load Balancer."""

    __slots__ = ()
    pattern = (
        r"^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer/net/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}$"
    )
    example = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/name/0123456789abcdef"

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the ARN as given."""
        if ":loadbalancer/app/" in value:
            raise Refused(
                "load-balancer-not-network",
                value,
                "is an Application Load Balancer",
                "put it behind a Network Load Balancer as an alb target",
            )
        if ":loadbalancer/gwy/" in value:
            raise Refused(
                "load-balancer-not-network", value, "is a Gateway Load Balancer", "name a Network Load Balancer"
            )
        return super().normal(value)


class GatewayLoadBalancerArn(ResourceId):
    """The ARN of a Gateway Load Balancer."""

    __slots__ = ()
    pattern = (
        r"^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer/gwy/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}$"
    )
    example = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/gwy/name/0123456789abcdef"


class ApplicationLoadBalancerArn(ResourceId):
    """The ARN of an Application Load Balancer."""

    __slots__ = ()
    pattern = (
        r"^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer/app/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}$"
    )
    example = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/name/0123456789abcdef"


class CertificateArn(ResourceId):
    """The ARN of an ACM certificate."""

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate/[A-Za-z0-9-]+$"
    example = "arn:aws:acm:us-east-1:111111111111:certificate/01234567-89ab-cdef-0123-456789abcdef"


class DatabaseArn(ResourceId):
    """The ARN of a database instance or cluster of Amazon RDS.

    Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
    """

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:(db|cluster):[a-z][a-z0-9-]{0,62}$"
    example = "arn:aws:rds:us-east-1:111111111111:cluster:orders"


class ResourceConfigurationArn(ResourceId):
    """The ARN of a resource configuration of VPC Lattice (ResourceConfigurationArn in the vpc-lattice API)."""

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:vpc-lattice:[a-z0-9-]+:\d{12}:resourceconfiguration/rcfg-[0-9a-z]{17}$"
    example = "arn:aws:vpc-lattice:us-east-1:111111111111:resourceconfiguration/rcfg-0123456789abcdef0"


class ServiceNetworkArn(ResourceId):
    """The ARN of a VPC Lattice service network.

    Source: https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_GetServiceNetwork.html
    """

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:vpc-lattice:[a-z0-9-]+:\d{12}:servicenetwork/sn-[0-9a-z]{17}$"
    example = "arn:aws:vpc-lattice:us-east-1:111111111111:servicenetwork/sn-0123456789abcdef0"


class NamespaceArn(ResourceId):
    """The ARN of a namespace of AWS Cloud Map.

    Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_Namespace.html
    """

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:servicediscovery:[a-z0-9-]+:\d{12}:namespace/ns-[a-z0-9]{16}$"
    example = "arn:aws:servicediscovery:us-east-1:111111111111:namespace/ns-0123456789abcdef"


class FunctionArn(ResourceId):
    """The ARN of a Lambda function, or of an alias or version of one.

    Source: https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
    """

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9$_-]{1,128})?$"
    example = "arn:aws:lambda:us-east-1:111111111111:function:orders"


class CertificateAuthorityArn(ResourceId):
    """The ARN of a private certificate authority.

    Source: https://docs.aws.amazon.com/privateca/latest/APIReference/API_CertificateAuthority.html
    """

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority/[0-9a-f-]{36}$"
    example = "arn:aws:acm-pca:us-east-1:111111111111:certificate-authority/01234567-89ab-cdef-0123-456789abcdef"


class DomainVerificationId(ResourceId):
    """The id of a domain verification of VPC Lattice (DomainVerificationId in the vpc-lattice API)."""

    __slots__ = ()
    pattern, example = r"^dv-[a-fA-F0-9]{17}$", "dv-0123456789abcdef0"


class KeyArn(ResourceId):
    """The ARN of a KMS key (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskms.html)."""

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key/[A-Za-z0-9-]+$"
    example = "arn:aws:kms:us-east-1:111111111111:key/01234567-89ab-cdef-0123-456789abcdef"


class RoleArn(ResourceId):
    """The ARN of an IAM role (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html)."""

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:iam::\d{12}:role/([\x21-\x2e\x30-\x7e]+/)*[A-Za-z0-9+=,.@_-]{1,64}$"
    example = "arn:aws:iam::111111111111:role/zone-authority"


class ProfileId(ResourceId):
    """The id of a Route 53 Profile, at most 64 characters (ResourceId in the Route 53 Profiles API)."""

    __slots__ = ()
    pattern, example = r"^rp-[0-9a-z]{1,61}$", "rp-0123456789abcdef"


class ResolverEndpointId(ResourceId):
    """The id of a Resolver endpoint (ResourceId in the Route 53 Resolver API)."""

    __slots__ = ()
    pattern, example = r"^rslvr-(in|out)-[0-9a-z]{1,53}$", "rslvr-out-0123456789abcdef0"


class ResolverRuleId(ResourceId):
    """The id of a Resolver rule (ResourceId in the Route 53 Resolver API)."""

    __slots__ = ()
    pattern, example = r"^rslvr-rr-[0-9a-z]{1,55}$", "rslvr-rr-0123456789abcdef0"


class FirewallDomainListId(ResourceId):
    """The id of a DNS Firewall domain list, made or AWS's own (ResourceId in the Route 53 Resolver API)."""

    __slots__ = ()
    pattern, example = r"^rslvr-fdl-[0-9a-z]{1,54}$", "rslvr-fdl-0123456789abcdef0"


class FirewallRuleGroupId(ResourceId):
    """The id of a DNS Firewall rule group (ResourceId in the Route 53 Resolver API)."""

    __slots__ = ()
    pattern, example = r"^rslvr-frg-[0-9a-z]{1,54}$", "rslvr-frg-0123456789abcdef0"


class _ResolverArn(ResourceId):
    """Base of the ARNs of what Route 53 Resolver has.

    Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53resolver.html
    """

    __slots__ = ()


class ResolverRuleArn(_ResolverArn):
    """The ARN of a Resolver rule."""

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:route53resolver:[a-z0-9-]+:\d{12}:resolver-rule/rslvr-rr-[0-9a-z]{1,55}$"
    example = "arn:aws:route53resolver:us-east-1:111111111111:resolver-rule/rslvr-rr-0123456789abcdef0"


class FirewallRuleGroupArn(_ResolverArn):
    """The ARN of a DNS Firewall rule group."""

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:route53resolver:[a-z0-9-]+:\d{12}:firewall-rule-group/rslvr-frg-[0-9a-z]{1,54}$"
    example = "arn:aws:route53resolver:us-east-1:111111111111:firewall-rule-group/rslvr-frg-0123456789abcdef0"


class QueryLogConfigArn(_ResolverArn):
    """The ARN of a configuration of Resolver query logging."""

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:route53resolver:[a-z0-9-]+:\d{12}:resolver-query-log-config/rqlc-[0-9a-z]{1,59}$"
    example = "arn:aws:route53resolver:us-east-1:111111111111:resolver-query-log-config/rqlc-0123456789abcdef0"


class BucketName(ResourceId):
    """The name of an S3 bucket (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html)."""

    __slots__ = ()
    pattern, example = (
        r"^(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
        "my-access-logs",
    )


class ParameterPath(ResourceId):
    """The path of a Systems Manager parameter (PSParameterName in the SSM API)."""

    __slots__ = ()
    pattern, example = r"^(?=.{2,1011}$)(/[A-Za-z0-9_.-]+){1,15}$", "/private-cells/databases/service-name"


class TopicArn(ResourceId):
    """The ARN of an SNS topic (https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html)."""

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$"
    example = "arn:aws:sns:us-east-1:111111111111:alarms"


class QueryLogDestinationArn(ResourceId):
    """The ARN of what can hold Resolver query logs: a log group, a bucket or a folder in one, a Firehose stream.

    Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverQueryLogConfig.html
    """

    __slots__ = ()
    pattern = (
        r"^arn:aws[a-z-]*:(s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^\s]{1,400})?"
        r"|logs:[a-z0-9-]+:\d{12}:log-group:[A-Za-z0-9_/.#-]{1,512}(:\*)?"
        r"|firehose:[a-z0-9-]+:\d{12}:deliverystream/[A-Za-z0-9_.-]{1,64})$"
    )
    example = "arn:aws:s3:::my-query-logs/cells"

    @property
    def region(self) -> str:
        """The Region that it names; empty for a bucket."""
        return self.split(":")[3]
