"""Templates as people write them by hand: YAML, parameters, conditions, mappings, imports of other stacks."""

import json
from pathlib import Path

import pytest

from constructs_pkg.audit.assembly import load
from constructs_pkg.audit.names import read_matrix
from constructs_pkg.audit.value import DeployTime, Literal

from .hostile import problems

NETWORK = """\
AWSTemplateFormatVersion: 2010-09-09
Description: A network with a zone, and what people write in templates
Parameters:
  Domain: {Type: String, Default: corp.example}
  Parent: {Type: String}
  WithMail: {Type: String, Default: 'no', AllowedValues: ['yes', 'no']}
  Cidrs: {Type: CommaDelimitedList, Default: '10.20.0.0/16, 10.21.0.0/16'}
Conditions:
  HasMail: !Equals [!Ref WithMail, 'yes']
  HasDomain: !Not [!Equals [!Ref Domain, '']]
Mappings:
  Hosts:
    '111111111111': {Db: 10.20.0.9}
    default: {Db: 10.20.0.5}
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: !Select [0, !Ref Cidrs]
      EnableDnsHostnames: yes
      Tags:
        - {Key: Name, Value: !Join ['-', [corp, network]]}
  Zone:
    Type: AWS::Route53::HostedZone
    Condition: HasDomain
    Properties:
      Name: !Sub 'in.${Domain}.'
      VPCs:
        - VPCId: !Ref Vpc
          VPCRegion: !Ref AWS::Region
        - !If
          - HasMail
          - VPCId: vpc-0123456789abcdef0
            VPCRegion: us-east-1
          - !Ref AWS::NoValue
  Records:
    Type: AWS::Route53::RecordSetGroup
    Properties:
      HostedZoneId: !Ref Zone
      RecordSets:
        - Name: !Sub
            - '${Host}.in.${Domain}'
            - Host: db
          Type: A
          TTL: 300
          ResourceRecords:
            - !FindInMap [Hosts, default, Db]
        - Name: !Join
            - .
            - - www
              - !Select [1, !Split ['/', 'x/in']]
              - !Ref Domain
          Type: CNAME
          TTL: '60'
          ResourceRecords: [!Sub 'db.in.${Domain}']
  Mail:
    Type: AWS::Route53::RecordSet
    Condition: HasMail
    Properties:
      HostedZoneId: !Ref Zone
      Name: !Sub 'mail.in.${Domain}'
      Type: A
      TTL: 300
      ResourceRecords: [10.20.0.25]
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      VpcId:
        Fn::ImportValue: !Sub '${Parent}-VPC'
      PrivateDnsEnabled: true
"""


def written(folder: Path, name: str, text: str = NETWORK) -> Path:
    (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("name", ["network.yaml", "network.yml", "network.template.yaml", "network.template"])
def test_a_template_in_yaml_is_a_stack(tmp_path: Path, name: str) -> None:
    """A YAML file is read by any of the names that people give templates, in a folder or by itself."""
    place = written(tmp_path, name)
    expected = ["network"]
    assert expected == [one.name for one in load(place).stacks] == [one.name for one in load(place / name).stacks]


def test_a_template_in_json_may_be_called_template(tmp_path: Path) -> None:
    """A file called .template is JSON where it begins with a brace."""
    written(tmp_path, "a.template", json.dumps({"Resources": {}}))
    assert ["a"] == [one.name for one in load(tmp_path).stacks]


def test_only_files_with_resources_are_stacks_where_none_is_called_a_template(tmp_path: Path) -> None:
    """Other YAML and JSON in the folder is no stack."""
    written(tmp_path, "network.yaml")
    written(tmp_path, "compose.yaml", "services: {a: {image: b}}")
    written(tmp_path, "package.json", "{}")
    assert ["network"] == [one.name for one in load(tmp_path).stacks]


def test_the_facts_are_those_of_the_same_template_in_json(tmp_path: Path) -> None:
    """Parameters, conditions, mappings and short forms come to what they mean."""
    facts = load(written(tmp_path, "network.yaml"))
    vpc, zone = facts.vpcs[0], facts.zones[0]
    expected = ("corp-network", Literal("10.20.0.0/16"), True, "in.corp.example", (vpc.id,))
    assert expected == (vpc.name, vpc.cidr, vpc.dns_hostnames, zone.name, zone.vpcs)
    records = [(one.name, one.type, one.values) for one in facts.records]
    assert [
        ("db.in.corp.example", "A", (Literal("10.20.0.5"),)),
        ("www.in.corp.example", "CNAME", (Literal("db.in.corp.example"),)),
    ] == records
    imported = DeployTime("import of {parameter Parent}-VPC", "stack network")
    assert [(imported, True)] == [(one.vpc, one.private_dns) for one in facts.endpoints]
    left_out = "stack network does not make what hangs on condition HasMail: its parameters do not meet it"
    assert (left_out,) == facts.unread


def test_its_names_are_answered(tmp_path: Path) -> None:
    """Every command answers; the matrix has the names with what they lead to."""
    place = written(tmp_path, "network.yaml")
    assert [] == problems(place)
    found = {row.name: row.cells[0].text for row in read_matrix(load(place)).rows}
    expected = {
        "db.in.corp.example": "10.20.0.5",
        "www.in.corp.example": "CNAME db.in.corp.example → 10.20.0.5",
    }
    assert expected == found
