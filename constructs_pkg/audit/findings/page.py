"""The page that lists every rule: ``python -m constructs_pkg.audit.findings.page > docs/findings.md``."""

from __future__ import annotations

from constructs_pkg.audit.findings.finding import Severity
from constructs_pkg.audit.findings.registry import RULES

_HEAD = """\
# Findings

`private-cells check` reads a synthesized assembly, or any CloudFormation templates, and says what AWS
will refuse, what cannot work, and what is probably not meant:

```sh
private-cells check                                    # cdk.out
private-cells check build/templates --severity warning # any folder
private-cells check --format sarif > findings.sarif    # for a code host; or json
private-cells check --ignore clone-lacks-name          # without a rule; --rule ID asks only that one
```

| Exit code | |
|---|---|
| 0 | nothing at or above `--severity`, which is `error` unless it is told otherwise |
| 1 | findings at or above it |
| 2 | the assembly cannot be read, or the command was not understood |

An **error** is refused by AWS, or cannot do what it is for. A **warning** deploys, and probably does something else
than was meant. A **note** is worth knowing. Each finding has the stack, the logical id, the file and line, and the path
of the construct where the assembly tells it. What is known at deployment only is no finding. Rules look at what the
templates say and at nothing else: what exists in an account already is not seen, and a zone that is not made in the
assembly is never said to lack a name.
"""

_TITLES = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTE: "Notes"}


def page() -> str:
    """Return the page in Markdown."""
    parts = [_HEAD]
    for severity, title in _TITLES.items():
        rows = "".join(
            f"| `{rule.id}` | {rule.meaning} | {rule.fix} | [source]({rule.source}) |\n"
            for rule in RULES
            if rule.severity is severity
        )
        parts.append(f"\n## {title}\n\n| Rule | What is wrong | What to do | |\n|---|---|---|---|\n{rows}")
    return "".join(parts)


if __name__ == "__main__":
    print(page(), end="")
