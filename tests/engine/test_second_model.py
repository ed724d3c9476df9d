"""Another base model works like the default one; one with other labels is still of use."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner

import pipeline
from pipeline.cli import main
from pipeline.errors import ModelError

TEXT = (
    "OSLO, March 7 (Reuters) - Norway's prime minister, Jonas Vell, said on Thursday that he "
    "would close the border. Vell signed the order at noon. Peru rejected it.\n"
)


@pytest.fixture(scope="module")
def second(tmp_path_factory, extractor):
    """The default model as a package of another name, which can be imported."""
    folder = tmp_path_factory.mktemp("models")
    package = folder / "en_second_model"
    shutil.copytree(extractor.nlp.path, package / "en_second_model-1.0.0")
    (package / "__init__.py").write_text("", encoding="utf-8")
    sys.path.insert(0, str(folder))
    yield package.name
    sys.path.remove(str(folder))


def _saved(nlp, folder: Path) -> str:
    nlp.to_disk(folder)
    return str(folder)


@pytest.fixture
def other_labels(tmp_path, extractor):
    """A model that calls a person PER, and tells no cities."""
    nlp = spacy.load(extractor.nlp.path, exclude=["ner", "senter"])
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns(
        [{"label": "PER", "pattern": "Jonas Vell"}, {"label": "MISC", "pattern": "Peru"}]
    )
    return _saved(nlp, tmp_path / "other")


def test_a_second_model_gives_the_same_records(extractor, second):
    other = pipeline.load(model=second)
    given = {"published": "2024-03-07"}
    assert other.extract(TEXT, **given) == extractor.extract(TEXT, **given)


def test_the_command_line_takes_a_second_model(second, tmp_path):
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    done = CliRunner().invoke(main, ["run", str(tmp_path / "one.txt"), "--model", second])
    assert done.exit_code == 0
    assert '"Jonas Vell"' in done.output


def test_labels_of_another_scheme_are_read_or_left_out_with_a_warning(other_labels):
    record = pipeline.load(model=other_labels).extract(TEXT)
    assert any("labels names MISC, PER" in said for said in record.provenance.warnings)
    found = {one.name: one.label for one in record.entities}
    assert found["Jonas Vell"] == "PERSON"
    assert found["Peru"] == "GPE"  # the gazetteer's, not the model's


def test_a_model_without_a_parser_is_refused(tmp_path):
    blank = _saved(spacy.blank("en"), tmp_path / "blank")
    with pytest.raises(ModelError, match="has no tagger and no parser and no ner\n  fix: "):
        pipeline.load(model=blank)
