import hashlib
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from tools import samples

TEMPLATE = "Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n    Properties: {CidrBlock: 10.0.0.0/16}\n"


def test_every_sample_is_pinned_and_its_licence_told() -> None:
    """At least forty templates of ten repositories, each at a commit and with the hash of its content."""
    sources = yaml.safe_load(samples.SOURCES.read_text())
    assert [] == [one for one in sources if not re.fullmatch(r"[0-9a-f]{40}", one["commit"]) or not one["licence"]]
    hashes = [sha256 for one in sources for sha256 in one["files"].values()]
    assert [] == [one for one in hashes if not re.fullmatch(r"[0-9a-f]{64}", one)]
    assert len(hashes) >= 40
    assert len({one["repository"] for one in sources}) >= 10


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of mirrors with one repository, which the sources name."""
    repository = tmp_path / "mirrors" / "some" / "templates"
    (repository / "vpc").mkdir(parents=True)
    (repository / "vpc" / "vpc.yaml").write_text(TEMPLATE)
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "Add a template"]):
        subprocess.run(["git", "-C", str(repository), *arguments], check=True)
    head = subprocess.run(["git", "-C", str(repository), "rev-parse", "HEAD"], check=True, capture_output=True)
    sha256 = hashlib.sha256(TEMPLATE.encode()).hexdigest()
    source = {"repository": "some/templates", "commit": head.stdout.decode().strip(), "licence": "MIT"}
    (tmp_path / "sources.yaml").write_text(yaml.safe_dump([{**source, "files": {"vpc/vpc.yaml": sha256}}]))
    monkeypatch.setattr(samples, "SOURCES", tmp_path / "sources.yaml")
    monkeypatch.setattr(samples, "CACHE", tmp_path / "cache")
    monkeypatch.setenv("SAMPLES_FROM", f"{tmp_path}/mirrors/{{owner}}/{{name}}")
    return repository


def test_samples_are_obtained_from_a_mirror_and_read(mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sample is fetched at its commit, read by every command and counted."""
    assert 0 == samples.main()
    shown = capsys.readouterr().out.splitlines()
    expected = (
        "| some/templates | vpc/vpc.yaml | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
        "1 templates of 1 repositories, 0 with an error",
    )
    assert expected == (shown[2], shown[-1])


def test_a_sample_that_is_not_what_was_pinned_is_refused(mirror: Path) -> None:
    """A file whose content differs from its hash is not read."""
    sources = samples.SOURCES.read_text()
    samples.SOURCES.write_text(sources.replace(hashlib.sha256(TEMPLATE.encode()).hexdigest(), "0" * 64))
    with pytest.raises(SystemExit, match=r"vpc/vpc\.yaml: is not what sources\.yaml pins"):
        samples.main()
