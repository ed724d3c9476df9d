"""Articles in stores that are no folder: s3://, gs://, https:// and what else fsspec knows.

A file is copied here when its turn comes, read like any other, and taken away. What travels is
small beside the work on it: a worker takes in 10 to 20 kB of text in a second.
"""

from __future__ import annotations

import glob
import shutil
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ArticleError, SettingsError
from pipeline.readers.places import Place, bare, is_read

if TYPE_CHECKING:
    from collections.abc import Iterator

Store = Any  # an fsspec file system: untyped


def remote_places(url: str) -> Iterator[Place]:
    """The files that a URL names: one, those of a folder, or those that match a glob.

    Raises:
        SettingsError: if there are none, or what reads them is not installed.
    """
    store, path = _store(url)
    try:
        names, folder = _names(store, path)
    except Exception as error:  # noqa: BLE001  (each store has errors of its own)
        raise SettingsError(
            f"cannot be listed: {type(error).__name__}: {error}",
            where=url,
            fix="check the address and your rights to it",
        ) from None
    if not names:
        raise SettingsError("no article there", where=url, fix="check the address")
    for name in names:
        below = name.removeprefix(folder).lstrip("/") if folder else name
        yield Place(Path(name), str(bare(Path(below))), url=store.unstrip_protocol(name))


@contextmanager
def at_hand(place: Place, path: Path) -> Iterator[Path]:
    """A place's file on this machine, while it is read.

    Args:
        place: where it is.
        path: its path there.

    Raises:
        ArticleError: if it cannot be fetched.
    """
    if not place.url:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="newsclaims-") as folder:
        local = Path(folder) / path.name
        try:
            _fetch(place.url, local)
        except Exception as error:  # noqa: BLE001  (each store has errors of its own)
            raise ArticleError(
                f"cannot be fetched: {type(error).__name__}: {error}",
                where=place.url,
                fix="check the address and your rights to it",
            ) from None
        yield local


def _fetch(url: str, local: Path) -> None:
    store, path = _store(url)
    with store.open(path, "rb") as source, local.open("wb") as target:
        shutil.copyfileobj(source, target)


def _names(store: Store, path: str) -> tuple[list[str], str]:
    """Files in name order, and the folder that they are told from ("" for none)."""
    if glob.has_magic(path):
        return sorted(name for name in store.glob(path) if is_read(Path(name))), ""
    if store.isdir(path):
        return sorted(name for name in store.find(path) if is_read(Path(name))), path
    return [store.info(path)["name"]], ""


def _store(url: str) -> tuple[Store, str]:
    if not find_spec("fsspec"):
        raise SettingsError(
            "an address needs fsspec, not installed",
            where=url,
            fix="pip install 'newsclaims[dask]', or name files of this machine",
        )
    import fsspec  # noqa: PLC0415  (an extra)

    try:
        store, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise SettingsError(
            str(error), where=url, fix="install what reads such addresses, for example s3fs"
        ) from None
    return store, path
