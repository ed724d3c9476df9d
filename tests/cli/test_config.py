"""Settings: flag before environment before file before default; each says where it is from."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.cli.defaults import key_of, options
from pipeline.cli.run import run
from pipeline.errors import PackError, SettingsError
from pipeline.settings import KEYS, own_packs, read_settings

GOOD = """\
# our desk
[run]
jobs = 2
published = 2024-03-07

[rules]
packs = [
  "my",
]
disable = ["cue.warn"]
"""
LABOUR = """\
kind: events
rules:
  - id: labor.work_to_rule
    type: LABOR
    verbs: [work to rule]
    examples:
      - <actor>Pilots</actor> <trigger>worked to rule</trigger> on Monday.
"""


def test_every_setting_of_run_is_an_option_of_run():
    flags = {key_of(option) for option in options(run)}
    assert set(KEYS["run"]) <= flags
    assert flags - set(KEYS["run"]) == {"out", "rules", "shard", "fresh"}


def test_the_file_is_found_upward_and_its_paths_are_its_own(tmp_path):
    (tmp_path / "newsclaims.toml").write_text(GOOD, encoding="utf-8")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    settings = read_settings(below, {})
    assert settings["run", "jobs"].value == 2
    assert settings["run", "published"].value == "2024-03-07"
    assert own_packs(settings) == (str(tmp_path / "my"), "-cue.warn")


def test_every_value_knows_the_line_that_sets_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newsclaims.toml").write_text(GOOD, encoding="utf-8")
    settings = read_settings(tmp_path, {"NEWSCLAIMS_JOBS": "3", "NEWSCLAIMS_TIMEOUT": "1.5"})
    assert {one.key: (one.value, one.origin) for one in settings.values()} == {
        "jobs": (3, "NEWSCLAIMS_JOBS"),
        "timeout": (1.5, "NEWSCLAIMS_TIMEOUT"),
        "published": ("2024-03-07", "newsclaims.toml:4"),
        "packs": (("my",), "newsclaims.toml:7"),
        "disable": (("cue.warn",), "newsclaims.toml:10"),
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[run]\njbos = 2\n", ":2: unknown key 'jbos' in [run]\n  fix: did you mean 'jobs'?"),
        ("[run]\nmax_chars = 2\n", ":2: unknown key 'max_chars' in [run]\n  fix: did you mean"),
        ("[rule]\npacks = []\n", ":1: unknown table [rule]\n  fix: did you mean 'rules'?"),
        ("jobs = 2\n", ":1: 'jobs' stands in no table\n  fix: put it under a line [run]"),
        ('[run]\njobs = "two"\n', ":2: jobs is 'two'\n  fix: give a whole number"),
        ("[run]\nall = 1\n", ":2: all is 1\n  fix: give true or false"),
        ('[rules]\npacks = "my"\n', ":2: packs is 'my'\n  fix: give a list of paths"),
        ("[run]\njobs = \n", ":2: invalid value\n  fix: mend the file at this line"),
        ("[run]\njobs = 2\njobs = 3\n", ":3: cannot overwrite a value"),
        ("[run]\njobs = [1,\n", ":3: "),
        ("[run]\nrun.jobs = 2\n", ":2: unknown key 'run.jobs' in [run]"),
        ("#" * 100_001, ":1: the file is over 100 kB"),
    ],
)
def test_a_fault_in_the_file_is_told_at_its_line(tmp_path, monkeypatch, text, says):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newsclaims.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(tmp_path, {})
    assert f"newsclaims.toml{says}" in str(caught.value)


def test_all_faults_are_told_at_once_and_a_strange_table_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "[rule]\na = 1\nb = 2\n[run]\njbos = 2\n"
    (tmp_path / "newsclaims.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(tmp_path, {"NEWSCLAIMS_JOBS": "many", "NEWSCLAIMS_TIMEOT": "3"})
    assert str(caught.value).count("fix:") == 4
    assert "NEWSCLAIMS_JOBS: is 'many'" in str(caught.value)
    assert "did you mean NEWSCLAIMS_TIMEOUT?" in str(caught.value)


def test_variables_of_others_are_let_be(tmp_path):
    assert (
        read_settings(tmp_path, {"NEWSCLAIMS_HOMEPAGE": "x", "NEWSCLAIMS_BLAS": "blis"}) == {}
    )


def test_config_show_prints_a_file_that_can_be_kept(newsclaims, write, tmp_path):
    write({"newsclaims.toml": GOOD})
    shown = newsclaims("config", "show", "--origin")
    assert shown.exit_code == 0, shown.stderr
    lines = {line.split("  # ")[0].strip(): line for line in shown.stdout.splitlines()}
    assert lines["jobs = 2"].endswith("# newsclaims.toml:3")
    assert lines["# cache-size = 2000"].endswith("# default")
    before = read_settings(tmp_path, {})
    (tmp_path / "newsclaims.toml").write_text(shown.stdout, encoding="utf-8")
    after = read_settings(tmp_path, {})
    assert {key: one.value for key, one in after.items()} == {
        key: one.value for key, one in before.items()
    }


def test_a_flag_goes_before_the_environment_and_that_before_the_file(
    newsclaims, write, monkeypatch
):
    write(
        {"newsclaims.toml": "[run]\npublished = 2020-01-01\n", "a.txt": "They met on Monday.\n"}
    )
    assert '"published":"2020-01-01"' in newsclaims("run", "a.txt").stdout
    monkeypatch.setenv("NEWSCLAIMS_PUBLISHED", "2021-01-01")
    assert '"published":"2021-01-01"' in newsclaims("run", "a.txt").stdout
    told = newsclaims("run", "a.txt", "--published", "2022-01-01").stdout
    assert '"published":"2022-01-01"' in told


def test_a_setting_beyond_the_limits_of_its_flag_is_told_at_its_line(newsclaims, write):
    write({"newsclaims.toml": "[run]\n\ntimeout = -1\n", "a.txt": "They met.\n"})
    told = newsclaims("run", "a.txt")
    assert told.exit_code == 2
    assert "newsclaims.toml:3: timeout: " in told.stderr


def test_packs_of_the_settings_are_listed(newsclaims, write):
    write(
        {
            "newsclaims.toml": '[rules]\npacks = ["my"]\ndisable = ["cue.warn"]\n',
            "my/labour.yaml": LABOUR,
            "a.txt": "Pilots worked to rule on Monday.\n",
        }
    )
    listed = newsclaims("rules", "list", "work to rule")
    assert "labor.work_to_rule" in listed.stdout


def test_a_rule_that_the_settings_switch_off_is_off_and_the_record_says_so():
    off = pipeline.load(
        rules=own_packs(read_settings(None, {"NEWSCLAIMS_DISABLE": "cue.warn"}))
    )
    record = off.extract("The bank warned that growth would slow.")
    assert record.quotes == []
    assert record.provenance.packs["-cue.warn"] == "off"


def test_a_rule_to_switch_off_that_is_none_is_told():
    with pytest.raises(PackError, match=r"did you mean .cue\.warn."):
        pipeline.load(rules=["-cue.wran"])
