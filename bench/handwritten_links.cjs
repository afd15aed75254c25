// A cell's endpoint service, its interface endpoint and that one's name, with L2 constructs.
"use strict";

const cdk = require("aws-cdk-lib");
const ec2 = require("aws-cdk-lib/aws-ec2");
const elbv2 = require("aws-cdk-lib/aws-elasticloadbalancingv2");
const elbv2Targets = require("aws-cdk-lib/aws-elasticloadbalancingv2-targets");
const iam = require("aws-cdk-lib/aws-iam");
const route53 = require("aws-cdk-lib/aws-route53");
const route53Targets = require("aws-cdk-lib/aws-route53-targets");
const cells = require("./cells.cjs");

class LinksStack extends cdk.Stack {
  constructor(scope, id, { place, vpc, zone, ...props }) {
    super(scope, id, { description: `Services, endpoints and records of cell ${cells.key(place)}`, ...props });
    this.#offer(place, vpc);
    this.#consume(place, vpc, zone);
  }

  #offer(place, vpc) {
    const group = new ec2.SecurityGroup(this, "ServiceSecurityGroup", {
      vpc,
      description: "Traffic of the Network Load Balancer of an endpoint service",
      allowAllOutbound: false,
    });
    const loadBalancer = new elbv2.NetworkLoadBalancer(this, "LoadBalancer", {
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      internetFacing: false,
      securityGroups: [group],
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: false,
      deletionProtection: true,
      crossZoneEnabled: true,
      ipAddressType: elbv2.IpAddressType.IPV4,
    });
    for (const { port, targetPort, lastByte } of cells.LISTENERS) {
      const addresses = cells.targets(place, lastByte);
      loadBalancer.addListener(`Listener${port}`, { port }).addTargets("Targets", {
        port: targetPort,
        protocol: elbv2.Protocol.TCP,
        targets: addresses.map((address) => new elbv2Targets.IpTarget(address, targetPort)),
        healthCheck: {
          protocol: elbv2.Protocol.TCP,
          interval: cdk.Duration.seconds(30),
          healthyThresholdCount: 3,
          unhealthyThresholdCount: 3,
        },
      });
      for (const address of addresses) {
        group.addEgressRule(ec2.Peer.ipv4(`${address}/32`), ec2.Port.tcp(targetPort), "To targets");
      }
    }
    const service = new ec2.VpcEndpointService(this, "Service", {
      vpcEndpointServiceLoadBalancers: [loadBalancer],
      acceptanceRequired: true,
      allowedPrincipals: [new iam.ArnPrincipal(`arn:aws:iam::${cells.ACCOUNT}:root`)],
      supportedIpAddressTypes: [ec2.IpAddressType.IPV4],
    });
    new cdk.CfnOutput(this, "ServiceName", {
      description: "The name consumers connect to",
      value: service.vpcEndpointServiceName,
    });
  }

  #consume(place, vpc, zone) {
    const group = new ec2.SecurityGroup(this, "EndpointSecurityGroup", {
      vpc,
      description: "Who may use an interface endpoint",
      allowAllOutbound: false,
    });
    for (const { port } of cells.LISTENERS) {
      group.addIngressRule(ec2.Peer.ipv4(cells.block(place)), ec2.Port.tcp(port), `tcp ${port}`);
    }
    const endpoint = new ec2.InterfaceVpcEndpoint(this, "Endpoint", {
      vpc,
      service: new ec2.InterfaceVpcEndpointService(cells.SERVICE_NAME),
      subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      securityGroups: [group],
      open: false,
      privateDnsEnabled: false,
      ipAddressType: ec2.VpcEndpointIpAddressType.IPV4,
    });
    new route53.ARecord(this, "Record", {
      zone,
      recordName: cells.NAME,
      target: route53.RecordTarget.fromAlias(new route53Targets.InterfaceVpcEndpointTarget(endpoint)),
    });
  }
}

module.exports = { LinksStack };
