"""Which ids were given, in a table on disk."""

from __future__ import annotations

from pipeline.scratch import scratch


class Given:
    """Ids, each with the place of the article that has it."""

    def __init__(self) -> None:
        self._base = scratch()
        self._base.execute("CREATE TABLE ids (id BLOB PRIMARY KEY, place BLOB) WITHOUT ROWID")

    def place(self, one: str) -> str | None:
        """The place that has an id already, or None."""
        found = self._base.execute(
            "SELECT place FROM ids WHERE id = ?", (_bytes(one),)
        ).fetchone()
        return found[0].decode("utf-8", "surrogatepass") if found is not None else None

    def __contains__(self, one: str) -> bool:
        """Whether an id is given."""
        return self.place(one) is not None

    def give(self, one: str, place: str) -> None:
        """Give an id to a place."""
        self._base.execute("INSERT INTO ids VALUES (?, ?)", (_bytes(one), _bytes(place)))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
