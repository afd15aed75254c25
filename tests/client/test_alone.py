"""The client ships into applications that have neither the CDK nor anything else of this library's needs."""

import ast
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import constructs_pkg.client

ROOT = Path(__file__).parents[2]
OTHERS = ("aws_cdk", "click", "constructs", "jsii", "pydantic", "rich", "yaml")

PROGRAM = """
import json, sys
for name in {others}:
    sys.modules[name] = None
from constructs_pkg.client import AsyncPrivateFirst, PrivateFirst, customer_hostname
private_name = customer_hostname("{{customer}}.example-api.com", login="x@a.example")
PrivateFirst("api.example.com", 443, private_name=private_name)
standard = sys.stdlib_module_names
print(sorted({{name.partition(".")[0] for name, each in sys.modules.items() if each}} - standard))
"""


@pytest.mark.parametrize("optional", [(), ("httpx", "httpcore", "anyio", "trio", "sniffio", "idna", "cryptography")])
def test_needs_the_standard_library_and_dnspython_alone(tmp_path: Path, optional: tuple[str, ...]) -> None:
    """Copied beside dnspython into an empty place, it is imported and made."""
    (tmp_path / "constructs_pkg").mkdir()
    shutil.copy(ROOT / "constructs_pkg/__init__.py", tmp_path / "constructs_pkg")
    shutil.copytree(ROOT / "constructs_pkg/client", tmp_path / "constructs_pkg/client")
    (tmp_path / "dns").symlink_to(Path(sysconfig.get_path("purelib")) / "dns")
    program = PROGRAM.format(others=(*OTHERS, *optional))
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{program}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "" == done.stderr
    assert {"constructs_pkg", "dns"} == set(ast.literal_eval(done.stdout)) - {"__main__"}


def test_tells_what_it_offers() -> None:
    """Everything that the package lists is there, and described."""
    for name in constructs_pkg.client.__all__:
        assert getattr(constructs_pkg.client, name).__doc__
