"""`newsclaims review`: judge and correct records in the browser."""

from __future__ import annotations

import getpass
import os
import sys
import time
import webbrowser
from pathlib import Path

import click

from pipeline.cli.screen import say

_EVERY = 0.2  # seconds between two words on progress


@click.command(
    epilog="Example: newsclaims review run",
    short_help="Judge and correct records in the browser.",
)
@click.argument("run", type=click.Path(path_type=Path, file_okay=False), metavar="RUN")
@click.option("--reviewer", metavar="NAME", help="Who decides; by default your user name.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="By default a free one.")
@click.option("--no-browser", is_flag=True, help="Print the address only.")
@click.option(
    "--rules",
    multiple=True,
    metavar="PATH",
    help="Rule packs of your own that the run used; may be repeated.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="ADDRESS",
    help="Where to listen. Any other than this machine needs --token-file and --allow-remote.",
)
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A secret of your own that lets browsers in, as often as they ask.",
)
@click.option("--allow-remote", is_flag=True, help="Let other machines in, unencrypted.")
def review(  # noqa: PLR0913  (one for each option)
    *,
    run: Path,
    reviewer: str | None,
    port: int,
    no_browser: bool,
    rules: tuple[str, ...],
    host: str,
    token_file: Path | None,
    allow_remote: bool,
) -> None:
    """Open a web page on RUN, a run folder, and judge what was found.

    One key for a verdict: accept, reject, edit, skip. Every decision is on disk before the page
    moves on, and stays with the text: it survives a restart, and a new run. Nothing leaves this
    machine. Ctrl-C ends the server.
    """
    from pipeline.review.serve import Door, check_host, read_token, serve  # noqa: PLC0415  (loads pydantic)

    check_host(host, token=token_file, allow_remote=allow_remote)
    serve(
        run,
        reviewer=(reviewer or "").strip() or user_name(),
        door=Door(host, port, read_token(token_file) if token_file else None),
        rules=rules,
        screen=Terminal(browser=not no_browser),
    )


def user_name() -> str:
    """The user's name on this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"


class Terminal:
    """Tells on stderr how far the reading of a large run is, and where to look."""

    def __init__(self, *, browser: bool) -> None:
        self._browser = browser
        self._on = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._last = time.monotonic()
        self._told = False

    def progress(self, done: int, total: int) -> None:
        """Show a line, on a terminal; it is gone at the end."""
        now = time.monotonic()
        if self._on and (now - self._last > _EVERY or done == total):
            self._last = now
            told = f"reading the run: {done / max(total, 1):.0%}" if done < total else ""
            sys.stderr.write(f"\r{told}\x1b[K")
            sys.stderr.flush()

    def address(self, address: str) -> None:
        """Say where to look, and open the first address."""
        if self._told:
            say(f"for another browser: {address}")
            return
        self._told = True
        say(f"review at {address}")
        say("Ctrl-C ends the server; every decision is saved as you make it", label="note")
        if self._browser:
            webbrowser.open(address)
