"""Blocks of the documents that are marked to run do run; no verb or pack kind is left out."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click import Context

from pipeline.cli import main
from pipeline.roompacks import PACKS
from pipeline.rules.load import BUILT_IN

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    path.relative_to(ROOT)
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    if "<!-- run -->" in path.read_text(encoding="utf-8")
]
BLOCK = re.compile(r"<!-- (run|prints|file: (\S+)) -->\n```(\w+)\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_page_runs_and_prints_what_it_shows(root, tmp_path, page):
    """`prints` holds lines of what the block before it prints; "…" is what is left out."""
    shutil.copytree(root / "corpus", tmp_path / "corpus")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    printed = ""
    for kind, file, language, body in BLOCK.findall((root / page).read_text(encoding="utf-8")):
        if kind == "prints":
            for line in body.splitlines():
                pattern = ".*".join(re.escape(part.strip()) for part in line.split("…"))
                assert re.search(pattern, printed), f"{line}\n\n{printed}"
            continue
        if file:
            target = tmp_path / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(body, encoding="utf-8")
            continue
        shell = ["bash", "-euo", "pipefail", "-c"]
        command = [*(shell if language == "sh" else [sys.executable, "-c"]), body]
        env = os.environ | {"PATH": path, "XDG_CACHE_HOME": str(tmp_path / ".cache")}
        done = subprocess.run(
            command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{body}\n{done.stdout}\n{done.stderr}"
        printed = done.stdout


def test_the_event_that_the_readme_shows_is_what_comes_out(extractor):
    sentence = re.search(r"^> (.*)$", README, re.MULTILINE)
    shown = re.search(r"```json\n(.*?)```", README, re.DOTALL)
    record = extractor.extract(sentence[1], published="2024-03-07")
    assert json.loads(shown[1]) == record.events[0].model_dump(exclude={"review"})


def test_the_rule_that_the_readme_shows_is_a_rule():
    shown = re.search(r"rules such as this one\.\n\n```yaml\n(.*?)```", README, re.DOTALL)
    assert shown
    packs = [path.read_text(encoding="utf-8") for path in (BUILT_IN / "en").glob("*.yaml")]
    assert any(shown[1].strip() in pack for pack in packs)


def test_every_verb_is_in_the_readme():
    for verb in main.list_commands(Context(main)):
        assert f"newsclaims {verb}" in README


@pytest.mark.parametrize("kind", sorted(kind for by in PACKS.values() for kind in by))
def test_every_pack_kind_is_in_the_readme(kind):
    assert f"`{kind}`" in README


def test_no_file_names_a_registry_or_a_path_of_somebodys_machine(root):
    listed = subprocess.run(
        ["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|/home/\w|/root/|/work/")
    ours = (".md", ".toml", ".lock", ".in", ".py", ".yaml", "Makefile", "run")
    for name in listed.stdout.splitlines():
        if name.endswith(ours) and name != "tests/test_docs.py":
            assert not hosts.search((root / name).read_text(encoding="utf-8")), name
