from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest

from pipeline import __version__
from pipeline.cli import VERBS, main

_LOADED = """
import sys
from pipeline.cli import main
try:
    main({args!r})
except SystemExit as end:
    assert end.code == 0, end.code
print([name for name in ("spacy", "pydantic", "numpy") if name in sys.modules], file=sys.stderr)
"""


def _python(*args):
    return subprocess.run([sys.executable, *args], capture_output=True, text=True, check=True)


@pytest.mark.parametrize("args", [["--help"], *([verb, "--help"] for verb in VERBS)])
def test_help_is_quick_and_ends_in_an_example(args):
    done = _python("-c", _LOADED.format(args=args))
    assert done.stderr.strip() == "[]"
    assert done.stdout.rstrip().splitlines()[-1].startswith("  Example: newsclaims")


def test_every_verb_that_is_listed_works(newsclaims):
    assert [verb for verb in VERBS if f"\n  {verb} " in newsclaims("--help").stdout] == list(
        VERBS
    )
    for verb in VERBS:
        assert isinstance(main.get_command(click.Context(main), verb), click.Command)


def test_the_module_is_the_command():
    told = _python("-m", "pipeline", "--version").stdout
    assert told == f"newsclaims, version {__version__}\n"


def test_the_schema_is_that_of_a_record(newsclaims):
    schema = json.loads(newsclaims("schema").stdout)
    assert schema["title"] == "Record"
    assert schema["additionalProperties"] is False
    assert {"article", "text", "entities", "times", "quotes"} <= set(schema["properties"])
