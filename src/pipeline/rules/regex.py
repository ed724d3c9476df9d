"""Regular expressions on a linear-time engine (RE2): no pattern can hang on hostile text."""

from __future__ import annotations

import re2

MAX_MEMORY = 64_000_000  # bytes for one pattern; RE2's own default of 8 MB is short for Unicode


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
        text = reason.decode() if isinstance(reason, bytes) else str(reason)
        msg = f"not a linear-time regular expression: {text}"
        raise ValueError(msg) from error
