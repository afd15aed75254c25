"""The code of a handler as one file: AWS Lambda gets nothing beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_HANDLERS = f"{__package__}.handlers"
_OWN_IMPORT = re.compile(rf"^from {re.escape(_HANDLERS)}\.(\w+) import [^\n(]+\n", re.MULTILINE)


def source_with_settings(module: str, settings: Mapping[str, object]) -> str:
    """Return the code of `module` of the handlers, which is told `settings`: values that JSON knows."""
    told = json.dumps(json.dumps(settings, sort_keys=True))
    return f"{handler_source(module)}\nSETTINGS.update(json.loads({told}))\n"


@cache
def handler_source(module: str) -> str:
    """Return the code of `module` of the handlers, with the handlers' modules it imports in place of the imports.

    Inline code is one file of at most 4 MB, within the 1 MB of a template.
    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
    """
    return _inlined(module, set())


def _inlined(module: str, done: set[str]) -> str:
    done.add(module)
    text = files(_HANDLERS).joinpath(f"{module}.py").read_text(encoding="utf-8")
    return _OWN_IMPORT.sub(lambda found: "" if found[1] in done else _inlined(found[1], done), text)
