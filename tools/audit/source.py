"""Where what was published lies: a folder of static files, or a server that has them.

Nothing is read without a bound, and only plain files are opened: a pipe would never end."""

from __future__ import annotations

import stat
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import urlsplit

from findings import Unreadable

TIMEOUT_S = 30


class Source(Protocol):
    """Paths: `checkpoint` and `tile/…` of C2SP tlog-tiles, and `rows/…` (docs/audit.md)."""

    def open(self, path: str) -> BinaryIO | None:
        """Nothing where there is no such file; Unreadable where that cannot be told."""


class Folder:
    """Static files, as `linhui log tiles` writes them or a mirror keeps them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not folder.is_dir():
            raise Unreadable(f"{folder}: not a folder")

    def open(self, path: str) -> BinaryIO | None:
        file = self.folder / path
        try:
            return file.open("rb") if stat.S_ISREG(file.stat().st_mode) else None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Unreadable(f"{path}: {error.strerror or error}") from None


class Server:
    """The same paths over HTTP. `linhui serve` has them under /log."""

    def __init__(self, url: str) -> None:
        self.base = url.rstrip("/")
        if not urlsplit(self.base).path:
            self.base += "/log"

    def open(self, path: str) -> BinaryIO | None:
        try:
            return urllib.request.urlopen(f"{self.base}/{path}", timeout=TIMEOUT_S)
        except urllib.error.HTTPError as error:
            if error.code not in (404, 410):
                raise Unreadable(f"{path}: HTTP {error.code}") from None
            return None
        except (OSError, ValueError, HTTPException) as error:
            raise Unreadable(f"{path}: {getattr(error, 'reason', error)}") from None


def source_of(text: str) -> Source:
    """A folder, or the URL of a server."""
    return Server(text) if text.startswith(("http://", "https://")) else Folder(Path(text))


def check_whole(file: BinaryIO, path: str) -> None:
    """Unreadable where a connection ended before the file did. For a file read to its end."""
    if getattr(file, "length", None):  # of an HTTP answer: what is still to come
        raise Unreadable(f"{path}: cut short on the way")


def read(source: Source, path: str, size_max: int) -> bytes | None:
    """A whole file; one byte more than `size_max` where it is longer, and nothing beyond."""
    file = source.open(path)
    if file is None:
        return None
    with file:
        data = file.read(size_max + 1)
        if len(data) <= size_max:
            check_whole(file, path)
        return data
