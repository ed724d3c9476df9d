from __future__ import annotations

import pytest

from pipeline.batch.split import Split, read_split
from pipeline.errors import SettingsError

IDS = [f"article-{n}" for n in range(1000)]


def test_the_shares_together_are_the_whole_and_none_has_an_article_of_another():
    shares = [[one for one in IDS if Split(n, 7).takes(one)] for n in range(1, 8)]
    assert sorted(one for share in shares for one in share) == sorted(IDS)
    assert min(len(share) for share in shares) > 100


def test_a_share_is_told_by_the_id_alone_and_for_ever():
    assert [one for one in IDS[:12] if Split(2, 3).takes(one)] == ["article-8"]


@pytest.mark.parametrize("told", ["0/3", "4/3", "3", "a/b", "1/0", "-1/3", "1/3/5", ""])
def test_what_is_no_share_is_refused(told):
    with pytest.raises(SettingsError, match="is no share"):
        read_split(told)


def test_a_share_reads_as_it_is_written():
    assert str(read_split("2/8")) == "2/8"
