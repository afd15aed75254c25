// A cell's VPC, its logs, its closed default security group and its private zone, with L2 constructs.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const cdk = require("aws-cdk-lib");
const ec2 = require("aws-cdk-lib/aws-ec2");
const iam = require("aws-cdk-lib/aws-iam");
const kms = require("aws-cdk-lib/aws-kms");
const lambda = require("aws-cdk-lib/aws-lambda");
const logs = require("aws-cdk-lib/aws-logs");
const route53 = require("aws-cdk-lib/aws-route53");
const cells = require("./cells.cjs");

const HANDLER = fs.readFileSync(
  path.join(cells.ROOT, "constructs_pkg/fragments/handlers/close_default_security_group.py"),
  "utf8",
);

class NetworkStack extends cdk.Stack {
  constructor(scope, id, { place, ...props }) {
    const key = cells.key(place);
    super(scope, id, { description: `Network and private zones of cell ${key}`, ...props });
    this.vpc = new ec2.Vpc(this, "Vpc", {
      ipAddresses: ec2.IpAddresses.cidr(cells.block(place)),
      availabilityZones: cells.AVAILABILITY_ZONES,
      natGateways: 0,
      subnetConfiguration: [{ name: "isolated", subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 20 }],
      restrictDefaultSecurityGroup: false,
    });
    for (const [name, service] of [
      ["S3", ec2.GatewayVpcEndpointAwsService.S3],
      ["DynamoDb", ec2.GatewayVpcEndpointAwsService.DYNAMODB],
    ]) {
      this.vpc.addGatewayEndpoint(name, { service }).addToPolicy(
        new iam.PolicyStatement({
          principals: [new iam.AnyPrincipal()],
          actions: ["*"],
          resources: ["*"],
          conditions: { StringEquals: { "aws:PrincipalAccount": this.account } },
        }),
      );
    }
    const logKey = new kms.Key(this, "LogKey", {
      description: "Encrypts the logs of a private cell",
      enableKeyRotation: true,
    });
    logKey.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal(`logs.${this.region}.${this.urlSuffix}`)],
        actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        resources: ["*"],
        conditions: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": this.formatArn({
              service: "logs",
              resource: "log-group",
              resourceName: "*",
              arnFormat: cdk.ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    this.#logFlows(logKey);
    this.#closeDefaultSecurityGroup(logKey);
    this.zone = new route53.PrivateHostedZone(this, "Zone", {
      zoneName: cells.ZONE,
      vpc: this.vpc,
      comment: `Private zone of ${key}`,
    });
  }

  #logFlows(logKey) {
    const group = new logs.LogGroup(this, "FlowLogGroup", {
      encryptionKey: logKey,
      retention: logs.RetentionDays.ONE_YEAR,
    });
    const flowLogs = this.formatArn({ service: "ec2", resource: "vpc-flow-log", resourceName: "*" });
    const role = new iam.Role(this, "FlowLogRole", {
      assumedBy: new iam.ServicePrincipal("vpc-flow-logs.amazonaws.com", {
        conditions: {
          StringEquals: { "aws:SourceAccount": this.account },
          ArnLike: { "aws:SourceArn": flowLogs },
        },
      }),
      inlinePolicies: {
        WriteFlowLogs: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
              resources: [group.logGroupArn],
            }),
          ],
        }),
      },
    });
    new ec2.FlowLog(this, "FlowLog", {
      resourceType: ec2.FlowLogResourceType.fromVpc(this.vpc),
      // The destination would add a policy of its own to the role.
      destination: ec2.FlowLogDestination.toCloudWatchLogs(group, role.withoutPolicyUpdates()),
      trafficType: ec2.FlowLogTrafficType.ALL,
      maxAggregationInterval: ec2.FlowLogMaxAggregationInterval.TEN_MINUTES,
    });
  }

  #closeDefaultSecurityGroup(logKey) {
    const group = new logs.LogGroup(this, "DefaultSecurityGroupLogGroup", {
      encryptionKey: logKey,
      retention: logs.RetentionDays.ONE_YEAR,
    });
    const groupArn = this.formatArn({
      service: "ec2",
      resource: "security-group",
      resourceName: this.vpc.vpcDefaultSecurityGroup,
    });
    const role = new iam.Role(this, "DefaultSecurityGroupRole", {
      assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": this.account } },
      }),
      inlinePolicies: {
        CloseDefaultSecurityGroup: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              actions: ["ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"],
              resources: [groupArn],
            }),
            new iam.PolicyStatement({ actions: ["ec2:DescribeSecurityGroups"], resources: ["*"] }),
            new iam.PolicyStatement({
              actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
              resources: [group.logGroupArn],
            }),
          ],
        }),
      },
    });
    const handler = new lambda.Function(this, "DefaultSecurityGroupFunction", {
      description: "Takes every rule from the default security group of a private cell",
      code: lambda.Code.fromInline(HANDLER),
      handler: "index.handler",
      runtime: lambda.Runtime.PYTHON_3_14,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 128,
      timeout: cdk.Duration.seconds(60),
      role,
      logGroup: group,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    new cdk.CustomResource(this, "ClosedDefaultSecurityGroup", {
      serviceToken: handler.functionArn,
      properties: { SecurityGroupId: this.vpc.vpcDefaultSecurityGroup },
    });
  }
}

module.exports = { NetworkStack };
