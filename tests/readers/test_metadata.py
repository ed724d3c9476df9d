from __future__ import annotations

import pytest

from pipeline.errors import SettingsError
from pipeline.readers.metadata import read_metadata


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("m.csv", "id,publised\n", "column 'publised'\n  fix: did you mean 'published'?"),
        ("m.csv", "id,hue\n", "fix: known columns: id, published, title, source, url"),
        ("m.csv", "published\n2024-03-07\n", "m.csv:1: no column 'id'"),
        ("m.csv", "id,title\na,x\na,y\n", "m.csv:3: id 'a' stands at"),
        ("m.csv", "id,title\na,x,y\n", "m.csv:2: more cells than columns"),
        ("m.csv", "id,title\n,x\n", "m.csv:2: no id"),
        ("m.csv", "", "m.csv:1: no column 'id'"),
        ("m.jsonl", '{"id": "a", "Title": "x"}', "'Title'\n  fix: did you mean 'title'?"),
        ("m.jsonl", "{\n", "m.jsonl:1: not JSON"),
        ("m.jsonl", "[]\n", "m.jsonl:1: not a JSON object"),
    ],
)  # fmt: skip
def test_a_faulty_table_is_refused_with_line_and_remedy(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(SettingsError) as caught:
        read_metadata(path)
    assert said in str(caught.value)


def test_a_table_may_be_jsonl_or_have_a_byte_order_mark(tmp_path):
    (tmp_path / "m.jsonl").write_text('{"id": "a", "title": "x"}\n\n{"id": "b", "url": null}\n')
    (tmp_path / "m.csv").write_bytes(b"\xef\xbb\xbfid,title\r\na,x\r\n")
    assert read_metadata(tmp_path / "m.jsonl").unknown() == ["a", "b"]
    assert read_metadata(tmp_path / "m.csv").unknown() == ["a"]


def test_a_missing_table_is_misuse(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        read_metadata(tmp_path / "gone.csv")
