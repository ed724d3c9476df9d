"""What people read while a command works: messages and progress, all on stderr."""

from __future__ import annotations

import os
import shutil
import sys
import time

import click

from pipeline.writers.visible import visible

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_EVERY = 0.1  # seconds between two states of the progress line


def wants_colour() -> bool | None:
    """False where the user says NO_COLOR; None leaves it to click: colour on terminals only."""
    return False if os.environ.get("NO_COLOR") else None


def columns() -> int | None:
    """Where lines are cut or broken: on a terminal only, so that output can be searched."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def colour() -> bool:
    """Whether what goes to stdout has styles."""
    return wants_colour() is not False and sys.stdout.isatty()


def say(message: str, *, label: str = "") -> None:
    """A message on stderr, after `error:`, `warning:` or `note:`; nothing in it is obeyed."""
    lines = [visible(line) for line in message.split("\n")]
    head = click.style(f"{label}: ", fg=_COLOURS[label], bold=True) if label else ""
    click.echo(head + "\n".join(lines), err=True, color=wants_colour())


class Progress:
    """A line on stderr that counts articles; only on a terminal, gone at the end.

    Args:
        total: how many there will be, if that is known.
    """

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._on = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._began = self._last = time.monotonic()

    def show(self, done: int, failed: int) -> None:
        """Tell how far the work is, if the last word on it is old enough."""
        now = time.monotonic()
        if not self._on or now - self._last < _EVERY:
            return
        self._last = now
        self._draw(self.line(done, failed, now - self._began))

    def line(self, done: int, failed: int, seconds: float) -> str:
        """How far the work is, in words: 12 of 80 articles [###....] 4.1 a second, 1 failed."""
        parts = [f"{done:,} articles"]
        if self._total:
            filled = round(20 * min(1, done / self._total))
            parts = [
                f"[{'#' * filled}{'.' * (20 - filled)}] {done:,} of {self._total:,} articles"
            ]
        if seconds > 1:
            parts.append(f"{done / seconds:.1f} a second")
        if failed:
            parts.append(f"{failed:,} failed")
        return ", ".join(parts)

    def clear(self) -> None:
        """Take the line away, so that a message can stand there."""
        if self._on:
            self._draw("")

    def _draw(self, line: str) -> None:
        columns = shutil.get_terminal_size().columns - 1
        sys.stderr.write(f"\r{line[:columns]}\x1b[K")
        sys.stderr.flush()
