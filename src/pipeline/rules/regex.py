"""Regular expressions on a linear-time engine (RE2): no pattern can hang on hostile text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated

import re2
from pydantic import AfterValidator, ValidationInfo

MAX_MEMORY = 16_000_000  # bytes for one pattern; RE2's own default of 8 MB is short for Unicode
MAX_SIZE = 200_000  # RE2 instructions of a pack; the largest built-in pack has 23,000
MAX_SEQUENCES = 30_000  # of words, that the time patterns of a pack stand for; built in: 5,000
_REASONS = {
    "invalid perl operator": "look-around is not linear: write the words around into it",
    "invalid escape sequence": "back-references are not linear: write the text out",
    "invalid repetition size": "repeat less: RE2 allows 1,000 in all",
    "pattern too large": "make it shorter, or the counts in {} smaller",
    "missing )": "close the bracket",
    "unexpected )": "take the bracket out, or write \\)",
    "missing ]": "close the bracket",
    "no argument for repetition operator": "put something before it, or write \\*, \\+ or \\?",
}


@cache
def compile_regex(pattern: str, *, ignore_case: bool = False) -> re2._Regexp:
    """Compile a pattern.

    Raises:
        ValueError: if RE2 refuses it (look-around and back-references are not linear).
    """
    options = re2.Options()
    options.max_mem = MAX_MEMORY
    options.log_errors = False
    options.case_sensitive = not ignore_case
    try:
        return re2.compile(pattern, options=options)
    except re2.error as error:
        reason = error.args[0]
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        hint = next((remedy for words, remedy in _REASONS.items() if words in text), "")
        msg = f"not a linear-time regular expression ({text})" + (f"; {hint}" if hint else "")
        raise ValueError(msg) from error


@dataclass
class Budget:
    """What a pack may still spend.

    Attributes:
        left: instructions of regular expressions.
        sequences: that its templates of time expressions stand for.
    """

    left: int = MAX_SIZE
    sequences: int = MAX_SEQUENCES

    @classmethod
    def of(cls, info: ValidationInfo) -> Budget:
        """The budget of the pack that is being read; a new one outside of any."""
        found = (info.context or {}).get("budget")
        return found if isinstance(found, cls) else cls()


def _compiles(pattern: str, info: ValidationInfo) -> str:
    """The pattern, if it compiles within what its pack may spend."""
    budget = Budget.of(info)
    if budget.left <= 0:
        msg = "the regular expressions of this pack are too large together; make them simpler"
        raise ValueError(msg)
    # What is refused costs time too: where something is counted, a good part of all.
    cost = MAX_SIZE // 3 if "{" in pattern else 100 + len(pattern)
    budget.left -= cost
    budget.left += cost - int(compile_regex(pattern).programsize)
    return pattern


Regex = Annotated[str, AfterValidator(_compiles)]
