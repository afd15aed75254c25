"""A tiny app that uses each construct once; check_wheel.py runs it against the installed wheel."""

# First, since it points the CDK at the Node of the extra; without it `import aws_cdk` needs one on PATH.
from constructs_pkg import EndpointConsumer, EndpointService, PrivateCell

# isort: split
from aws_cdk import App, Environment, Stack

app = App()
stack = Stack(app, "Tiny", env=Environment(account="111111111111", region="eu-west-1"))
cell = PrivateCell(
    stack,
    "Cell",
    cidr="10.0.0.0/16",
    availability_zones=["eu-west-1a", "eu-west-1b"],
    zones=["internal.example"],
)
EndpointService(
    stack,
    "Service",
    vpc=cell.network,
    listeners=[{"port": 443}],
    allowed_principals=["222222222222"],
)
EndpointConsumer(
    stack,
    "Consumer",
    vpc=cell.network,
    service_name="com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
)

template = app.synth().get_stack_by_name("Tiny").template
types = {resource["Type"] for resource in template["Resources"].values()}
assert {"AWS::EC2::VPC", "AWS::EC2::VPCEndpointService", "AWS::EC2::VPCEndpoint"} <= types, types
