"""The command line, run in this process with the pipeline that all tests share."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pipeline.cli import main


@pytest.fixture
def newsclaims(extractor, tmp_path, monkeypatch):
    """Run a command line in an empty folder; gives exit_code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*args, stdin=None):
        return CliRunner().invoke(
            main, [str(arg) for arg in args], input=stdin, obj=lambda _options: extractor
        )

    return run


@pytest.fixture
def write(tmp_path):
    """Write files, given as name -> content."""

    def writer(files):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return writer
