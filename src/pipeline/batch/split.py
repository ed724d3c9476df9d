"""A run's share of the articles, for many machines that each take one: `--shard 2/8`.

An article's id alone decides whose share it is in, so that nobody has to hand out work: the
shares of one number together are the whole, whatever the order and whoever reads them.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from pipeline.errors import SettingsError

_FORM = re.compile(r"(\d{1,9})/(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Split:
    """One of several shares; the first has number 1."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def takes(self, one: str) -> bool:
        """Whether the article of this id is in the share."""
        digest = hashlib.sha256(one.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1


def read_split(told: str) -> Split:
    """A share from the command line.

    Raises:
        SettingsError: if it is not `i/n` with i from 1 to n.
    """
    found = _FORM.fullmatch(told)
    split = Split(int(found[1]), int(found[2])) if found else None
    if split is None or not 1 <= split.number <= split.of:
        raise SettingsError(
            f"{told!r} is no share",
            where="--shard",
            fix="write i/n with i from 1 to n, for example 1/8 for the first of eight",
        )
    return split
