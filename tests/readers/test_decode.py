from __future__ import annotations

import pytest

from pipeline.errors import ArticleError
from pipeline.readers.decode import decode


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        ("Zürich’s mayor".encode(), "Zürich’s mayor", "utf-8"),
        ("\ufeffZürich".encode(), "Zürich", "utf-8-sig"),
        ("Zürich".encode("utf-16"), "Zürich", "utf-16"),
        ("\ufeffZürich".encode("utf-16-be"), "Zürich", "utf-16"),
        ("\ufeffZürich".encode("utf-32-le"), "Zürich", "utf-32"),
        (b"one\r\ntwo\rthree", "one\r\ntwo\rthree", "utf-8"),
        (b"", "", "utf-8"),
    ],
)
def test_text_is_decoded_and_never_cleaned(raw, text, encoding):
    found = decode(raw, where="a.txt")
    assert (found.text, found.encoding, found.warnings) == (text, encoding, ())


def test_windows_text_is_read_with_a_warning():
    found = decode("He said “no” in Zürich".encode("cp1252"), where="a.txt")
    assert (found.text, found.encoding) == ("He said “no” in Zürich", "cp1252")
    assert found.warnings == ("not UTF-8 (byte 0x93 at 8): read as Windows-1252",)


def test_a_damaged_utf8_text_stays_utf8():
    raw = "Zürich, Genève, Århus".encode() + b"\xff" + "é".encode()
    found = decode(raw, where="a.txt")
    assert found.text == "Zürich, Genève, Århus\ufffdé"
    assert found.encoding == "utf-8"
    assert "1 bad bytes replaced" in found.warnings[0]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"%PDF-1.7 ...", "a PDF file, not text"),
        (b"PK\x03\x04rest", "a ZIP archive or an office document, not text"),
        (b"text\0text", "not text: a NUL byte at byte 4"),
        ("word".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (b"\xff\xfeo", "marked as UTF-16, but byte 2 breaks it"),
        ("\ufeffa\0b".encode("utf-16-le"), "a NUL character at offset 1"),
        (bytes(range(1, 256)), "not text (byte 0x80 at 127)"),
        (b"caf\x81 \x8d", "neither UTF-8 nor Windows-1252 (byte 0x81 at 3)"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(raw, said):
    with pytest.raises(ArticleError) as caught:
        decode(raw, where="a.txt")
    assert caught.value.what == said
    assert caught.value.where == "a.txt"
    assert caught.value.fix
