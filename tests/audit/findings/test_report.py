"""Findings in their order, with their places in the files, as text, JSON and SARIF."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.page import page
from constructs_pkg.audit.findings.registry import RULES, findings_of
from constructs_pkg.commands import main

from ..case_table import all_cases, facts_of
from ..templates import record, ref, stack, two_cells, vpc, write_assembly, zone

ROOT = Path(__file__).parents[3]
Z = ref("Zone")
RESOURCES = {
    "Vpc": vpc("us"),
    # An earlier line has the key Name, too.
    "Zone": zone({"Fn::Sub": "example.com"}, ref("Vpc")),
    "Bad": record(Z, "example.com", "CNAME", "www.example.org"),
    "Name": {
        "Type": "AWS::EC2::VPCEndpointService",
        "Properties": {"Tags": [{"Key": "Name", "Value": "orders"}]},
        "Metadata": {"aws:cdk:path": "us/Made/Here"},
    },
}


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


@pytest.fixture
def assembly(tmp_path: Path) -> Path:
    """An assembly with an error and a warning, written as the CDK writes it: indented, with metadata beside it."""
    folder = write_assembly(tmp_path / "cdk.out", [stack("us", RESOURCES)])
    file = folder / "us.template.json"
    file.write_text(json.dumps(json.loads(file.read_text()), indent=1))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["artifacts"]["us"]["additionalMetadataFile"] = "us.metadata.json"
    (folder / "manifest.json").write_text(json.dumps(manifest))
    metadata = {"/us/Zone/Bad record": [{"type": "aws:cdk:logicalId", "data": "Bad"}]}
    (folder / "us.metadata.json").write_text(json.dumps(metadata))
    return folder


def test_text_has_the_sentence_the_place_the_fix_and_the_source(assembly: Path) -> None:
    """The worst comes first, with file, line and construct."""
    result = check(assembly)
    line = 1 + (assembly / "us.template.json").read_text().split('"Bad"')[0].count("\n")
    expected = (
        "error: cname-at-apex: example.com is the apex of its zone and has a CNAME (www.example.org).\n"
        f"  at:  us/Bad ({assembly}/us.template.json:{line}, construct us/Zone/Bad record)\n"
        "  fix: Use an alias record for the apex.\n"
        "  see: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat\n"
    )
    assert expected == result.stdout.partition("\n\n")[0] + "\n"
    assert result.stdout.endswith("\n\n1 error, 1 warning and 0 notes in 1 stack.\n")


def test_json_has_every_part_of_a_finding(assembly: Path) -> None:
    """The document says the same as the text; a construct's path may stand in the template itself."""
    document = json.loads(check(assembly, "--format", "json").stdout)
    assert {"error": 1, "warning": 1, "note": 0} == document["counts"]
    lines = (assembly / "us.template.json").read_text().splitlines()
    second = document["findings"][1]
    assert '"Name": {' in lines[second.pop("line") - 1]
    expected = {
        "rule": "service-for-nobody",
        "severity": "warning",
        "stack": "us",
        "logical_id": "Name",
        "entry": None,
        "file": (assembly / "us.template.json").as_posix(),
        "construct": "us/Made/Here",
        "wrong": "Endpoint service us/Name (orders) allows no principal.",
        "fix": "List the consumers' ARNs as AllowedPrincipals in an AWS::EC2::VPCEndpointServicePermissions resource.",
        "source": "https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html"
        "#add-remove-permissions",
    }
    assert expected == second


def test_sarif_has_what_the_standard_asks_for(assembly: Path) -> None:
    """Version, driver and rules; and for each result its rule, level, message and location (SARIF 2.1.0)."""
    log = json.loads(check(assembly, "--format", "sarif").stdout)
    assert "2.1.0" == log["version"]
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert "private-cells" == run["tool"]["driver"]["name"]
    assert [rule.id for rule in RULES] == [rule["id"] for rule in rules]
    assert all(rule["helpUri"].startswith("https://") for rule in rules)
    results = run["results"]
    assert [("cname-at-apex", "error"), ("service-for-nobody", "warning")] == [
        (one["ruleId"], one["level"]) for one in results
    ]
    for one in results:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["message"]["text"]
        (location,) = one["locations"]
        physical = location["physicalLocation"]
        assert (assembly / "us.template.json").as_uri() == physical["artifactLocation"]["uri"]
        assert physical["region"]["startLine"] > 1
    assert "us/Zone/Bad record" == results[0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]


def test_a_relative_folder_gives_relative_uris(assembly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A code host finds the file below the checkout."""
    monkeypatch.chdir(assembly.parent)
    log = json.loads(check("--format", "sarif").stdout)
    found = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    expected = "cdk.out/us.template.json"
    assert expected == found


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 1),
        (["--severity", "warning"], 1),
        (["--ignore", "cname-at-apex"], 0),
        (["--ignore", "cname-at-apex", "--severity", "warning"], 1),
        (["--rule", "service-for-nobody"], 0),
        (["--rule", "service-for-nobody", "--severity", "note"], 1),
        (["--rule", "clone-lacks-name", "--severity", "note"], 0),
        (["--rule", "no-such-rule"], 2),
        (["--severity", "fatal"], 2),
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_the_exit_code_depends_on_the_worst_finding_alone(
    assembly: Path, arguments: list[str], code: int, form: str
) -> None:
    """0 where nothing is as bad as the threshold, 1 where something is, 2 where the command is not understood."""
    assert code == check(assembly, "--format", form, *arguments).exit_code


def test_what_cannot_be_read_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    """A template that is no JSON is named."""
    (tmp_path / "a.template.json").write_text("{")
    result = check(tmp_path)
    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith(f"private-cells: {tmp_path}/a.template.json: no JSON")


def test_a_folder_of_templates_is_checked_as_well(tmp_path: Path) -> None:
    """Without a manifest every template is a stack, and nothing is known of constructs."""
    (tmp_path / "one.json").write_text(json.dumps({"Resources": RESOURCES}))
    result = check(tmp_path, "--rule", "cname-at-apex")
    assert f"  at:  one/Bad ({tmp_path}/one.json:1)\n" in result.stdout


def test_a_name_cannot_write_on_the_terminal(tmp_path: Path) -> None:
    """Control characters of a template come out as escape codes."""
    folder = write_assembly(tmp_path, [stack("us", {**RESOURCES, "A": record(Z, "\x1b[2Jbad.test", "A", "10.0.0.1")})])
    assert "\x1b" not in check(folder).stdout


def test_findings_are_the_same_however_often_they_are_asked_for() -> None:
    """The order is the assembly's, not that of a hash."""
    for case in all_cases()[::20]:
        facts = facts_of(case)
        assert findings_of(Evidence(facts)) == findings_of(Evidence(facts))


def test_every_rule_takes_every_world_of_the_table_of_cases() -> None:
    """No rule fails on templates that were written for something else, and each sentence is one line."""
    worlds = {id(case.stacks): case for case in all_cases()}
    assert worlds
    for case in worlds.values():
        for one in findings_of(Evidence(facts_of(case))):
            assert re.fullmatch(r"[^\n]+\.", one.found.wrong)


def test_two_cells_that_differ_are_told(tmp_path: Path) -> None:
    """A cell that lacks a name of its clone is a warning."""
    result = check(write_assembly(tmp_path, two_cells()), "--severity", "warning")
    assert 1 == result.exit_code
    assert "Zone example.com of eu lacks 1 name that the zone of us has: only.example.com." in result.stdout


def test_the_page_lists_every_rule() -> None:
    """docs/findings.md is what the rules say; write it with ``python -m constructs_pkg.audit.findings.page``."""
    assert page() == (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")


def test_rules_are_well_formed() -> None:
    """Ids are unique and kebab-case; meaning and fix are sentences; the source is a page of AWS or an RFC."""
    assert len(RULES) == len({rule.id for rule in RULES})
    assert [] == [rule.id for rule in RULES if not re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)]
    assert [] == [rule.id for rule in RULES if not (rule.meaning.endswith(".") and rule.fix.endswith("."))]
    known = ("https://docs.aws.amazon.com/", "https://repost.aws/", "https://www.rfc-editor.org/rfc/")
    assert [] == [rule.id for rule in RULES if not rule.source.startswith(known)]
