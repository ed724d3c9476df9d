"""Opens the door: a socket, the address with its secret, and the server behind it."""

from __future__ import annotations

import ipaddress
import socket
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import uvicorn

from pipeline.decisions.store import open_store
from pipeline.errors import SettingsError
from pipeline.readers.records import records_file
from pipeline.review.app import Review, make_app
from pipeline.review.desk import Desk
from pipeline.review.guard import Lock
from pipeline.review.index import build
from pipeline.review.why import Rules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SHORTEST = 32  # characters of a token of the user's own
_STARTS = 5  # seconds that open connections get when the server is to end


class Screen(Protocol):
    """Where the user reads what goes on."""

    def progress(self, done: int, total: int) -> None:
        """So many bytes of the run were read."""

    def address(self, address: str) -> None:
        """This address lets a browser in; told again, with a new one, when it was used."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where to listen, and who may come in.

    Attributes:
        port: 0 for a free one.
        token: a lasting one; None for a new one, that works once.
    """

    host: str = "127.0.0.1"
    port: int = 0
    token: str | None = None


def serve(
    run: Path,
    *,
    reviewer: str,
    door: Door,
    rules: Sequence[str],
    screen: Screen,
) -> None:
    """Serve a run folder until somebody stops it.

    Args:
        run: a folder with records.jsonl.
        reviewer: who decides, until a browser says otherwise.
        door: where to listen.
        rules: packs of the user's own that the run used.
        screen: told how far the reading is, and the address to open.
    """
    known = Rules(rules)
    records_file(str(run))  # says if there is nothing here
    with listen(door.host, door.port) as listening, open_store(run) as store:
        desk = Desk(build(str(run), screen.progress), store)
        lock = lock_of(door, listening.getsockname()[1])
        lock.on_use = lambda new: screen.address(address(lock, new))
        review = Review(desk, known, run=run.resolve().name, reviewer=reviewer)
        config = uvicorn.Config(
            make_app(review, lock),
            log_level="error",
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=_STARTS,
        )
        screen.address(address(lock, lock.token))
        uvicorn.Server(config).run(sockets=[listening])


def lock_of(door: Door, port: int) -> Lock:
    """The lock of a door that listens at this port."""
    name = f"[{door.host}]" if ":" in door.host else door.host
    hosts = [f"{name}:{port}"]
    if is_loopback(door.host) and door.host != "localhost":
        hosts.append(f"localhost:{port}")
    if door.token is not None:
        return Lock(tuple(hosts), token=door.token, is_lasting=True)
    return Lock(tuple(hosts))


def address(lock: Lock, token: str) -> str:
    """The address that lets a browser in."""
    return f"http://{lock.hosts[0]}/open?token={token}"


def listen(host: str, port: int) -> socket.socket:
    """A socket at an address. Raises SettingsError."""
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        opened = socket.socket(family, socket.SOCK_STREAM)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # A verdict's answer is two small packets; Nagle's algorithm would hold the second for
        # 40 ms. Connections inherit this.
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        opened.bind(where)
        opened.listen()
    except OSError as error:
        raise SettingsError(
            f"cannot listen there: {error.strerror}",
            where=f"{host}:{port}",
            fix="choose another --port; without it a free one is taken",
        ) from None
    return opened


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_host(host: str, *, token: Path | None, allow_remote: bool) -> None:
    """Refuse to listen to other machines unless the user clearly means it.

    Raises:
        SettingsError: saying what is needed.
    """
    if is_loopback(host):
        return
    if token is None or not allow_remote:
        raise SettingsError(
            "other machines could reach this address, and nothing is encrypted",
            where=f"--host {host}",
            fix="leave --host out; or give --token-file and --allow-remote, behind a proxy "
            "with TLS or on a network that you trust",
        )
    if host in {"0.0.0.0", "::", ""}:
        raise SettingsError(
            "a request must name the host that it is sent to, and this is none",
            where=f"--host {host}",
            fix="give the one address or name that reviewers open",
        )


def read_token(path: Path) -> str:
    """A token of the user's own. Raises SettingsError."""
    try:
        token = path.read_text(encoding="ascii").strip()
        mode = path.stat().st_mode
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            "cannot be read", where=str(path), fix="check --token-file"
        ) from None
    if len(token) < _SHORTEST or not all(char.isalnum() or char in "-_" for char in token):
        raise SettingsError(
            f"a token has at least {_SHORTEST} letters, digits, - and _",
            where=str(path),
            fix="make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingsError(
            "others can read this token", where=str(path), fix=f"chmod 600 {path}"
        )
    return token
