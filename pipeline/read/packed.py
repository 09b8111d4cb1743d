"""Packed files: `.gz`, `.zst` and `.zip` as streams of bytes, and zip archives of pages.

Nothing is unpacked to disk, and never more than a piece at a time into memory; what reads the stream sets the limit.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from pipeline.errors import SourceError, UsageError

SUFFIXES = (".gz", ".zst", ".zip")
#: what a stream raises when it is damaged
DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError, RuntimeError)


def bare(name: str) -> str:
    """The name in lower case, without the packing.

    >>> bare("Berita.CSV.gz")
    'berita.csv'
    """
    name = name.lower()
    return next((name.removesuffix(s) for s in SUFFIXES if name.endswith(s)), name)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The unpacked bytes of a file; of a zip archive, those of its only member.

    Raises:
        SourceError: the file is damaged, or a zip that holds several files.
        UsageError: `.zst` needs a package that is not installed.
    """
    name = path.name.lower()
    with path.open("rb") as stored:
        try:
            if name.endswith(".gz"):
                with gzip.GzipFile(fileobj=stored) as unpacked:
                    yield cast("IO[bytes]", unpacked)
            elif name.endswith(".zst"):
                with _zstd(stored) as unpacked:
                    yield unpacked
            elif name.endswith(".zip"):
                with zipfile.ZipFile(stored) as archive, archive.open(_only(archive, path)) as member:
                    yield member
            else:
                yield stored
        except DAMAGE as error:
            raise damaged(str(path), error) from error


def damaged(name: str, error: Exception) -> SourceError:
    """The problem of a packed file that breaks off."""
    return SourceError(f"{name}: the compressed file is damaged: {error}", advice="Copy it again.", kind="malformed")


def _only(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    members = [m for m in archive.infolist() if not m.is_dir()]
    if len(members) != 1:
        raise SourceError(f"{path}: {len(members)} files in the zip", advice="Unpack it, then give the folder.", kind="source")
    return members[0]


def _zstd(stored: IO[bytes]) -> Any:
    try:
        import zstandard
    except ImportError as error:
        advice = 'Install the extra: pip install "saripati[archive]".'
        raise UsageError("Reading .zst needs zstandard, which is not installed.", advice=advice) from error
    return io.BufferedReader(_Zstd(zstandard, stored), 1 << 17)


class _Zstd(io.RawIOBase):
    """The unpacked bytes of zstd frames. Fed in small pieces: four bytes may unpack to 128 KiB."""

    PIECE = 2048

    def __init__(self, library: Any, stored: IO[bytes]) -> None:
        self._library, self._stored, self._ready = library, stored, b""
        self._machine: Any = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            piece = self._rest()
            if not piece:
                if self._machine is not None:
                    raise EOFError("the zstd data breaks off")
                return 0
            if self._machine is None:
                self._machine = self._library.ZstdDecompressor(max_window_size=1 << 27).decompressobj()
            try:
                self._ready = self._machine.decompress(piece)
            except self._library.ZstdError as error:
                raise EOFError(str(error)) from error
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _rest(self) -> bytes:
        """The next piece of packed bytes: what is left behind a finished frame, else from the file."""
        left = b""
        if self._machine is not None and self._machine.eof:
            left, self._machine = self._machine.unused_data, None
        return left or self._stored.read(self.PIECE)
