"""Decodes a byte stream piece by piece; what cannot be decoded is an error with its place, never skipped.

The encoding is told by its byte order mark, by the NUL bytes of UTF-16 and UTF-32, by strict UTF-8, and last by
GB18030 if the text reads like Chinese. While all bytes are ASCII nothing needs deciding. Bytes are taken as they
come (`read1`), so a line that a slow program writes is passed on at once.
"""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator
from typing import BinaryIO, Final

from piiguard.errors import ReadError, UsageError
from piiguard.text.detect import WIDE, bom_of, is_plausible_gb18030, is_utf8_cut_short, utf8_length, wide_encoding

BLOCK: Final = 1 << 20
SAMPLE: Final = 1 << 16
_FULL_PIPE: Final = 1 << 16
_PATIENCE: Final = 0.002  # seconds
SHORTER: Final = "became shorter while it was read"
_NUL: Final = "a NUL byte: binary data, or text in another encoding"
# GBK and GB 2312 are parts of GB18030, in which every one of their texts means the same.
_SAME: Final = {"gbk": "gb18030", "gb2312": "gb18030", "utf-8-sig": "utf-8", "ascii": "utf-8"}
# What these write for a character depends on what came before, so that pieces cannot be edited byte for byte.
_STATEFUL: Final = (
    "iso2022",
    "hz",
    "utf-7",
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "unicode-escape",
)


def codec_name(encoding: str) -> str:
    """Return Python's name of `encoding`; raises `UsageError` with a suggestion for an unknown one."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, TypeError, ValueError):
        from difflib import get_close_matches
        from encodings.aliases import aliases

        names = {*aliases, *aliases.values()}
        known = sorted(name for name in names if len(name) > 3 and not name.startswith(_STATEFUL))
        close = get_close_matches(encoding.lower().replace("-", "_"), known, n=1)
        hint = f"; did you mean {close[0].replace('_', '-')!r}?" if close else ""
        raise UsageError(f"unknown encoding {encoding!r}{hint}") from None
    if name.startswith(_STATEFUL) or name == "raw-unicode-escape":
        raise UsageError(f"encoding {encoding!r} cannot be rewritten byte for byte; convert the text to UTF-8 first")
    return _SAME.get(name, name)


class TextSource:
    """The text of a byte stream, read once: iterate it for blocks of `str`, newlines as they are.

    Args:
        stream: the bytes; never closed here.
        path: how errors call it.
        encoding: "auto", or the name of an encoding that is then taken on trust.
        block: the most bytes read at once.

    `encoding` is None until the first character beyond ASCII comes, at byte `decided_at`, where only that tells it;
    `bom` holds the byte order mark that was there.
    Iterating raises `ReadError` with the offset of the first byte that is wrong: not in the encoding, cut off at the
    end, a NUL in 8-bit text, or not the bytes that encoding the text again would give; and for a file that became
    shorter on the way.
    """

    def __init__(self, stream: BinaryIO, path: str, encoding: str = "auto", block: int = BLOCK) -> None:
        self.path = path
        self.encoding: str | None = None if encoding == "auto" else codec_name(encoding)
        self.bom = b""
        self.decided_at: int | None = None
        self.stream = stream
        self._read = getattr(stream, "read1", stream.read)
        self.block = block
        self._offset = 0  # of the first byte not yet decoded
        self._rest = b""  # of a character that was begun
        self._size, self._taken = _size_of(stream), 0
        self._ended = False

    @property
    def offset(self) -> int:
        """Return how many bytes were decoded."""
        return self._offset

    def __iter__(self) -> Iterator[str]:
        for text, _data in self._pieces():
            yield text

    def utf8(self) -> Iterator[bytes]:
        """Yield the same blocks in UTF-8; what is in it already is checked, and passed on as it is."""
        for text, data in self._pieces(is_text_asked=False):
            yield data if self.is_utf8 else text.encode("utf-8", "surrogatepass")

    @property
    def is_utf8(self) -> bool:
        """Return whether all that was read so far is in UTF-8."""
        return self.encoding in (None, "utf-8")

    def unchecked(self, block: int) -> Iterator[bytes]:
        """Yield the text in UTF-8, in blocks of about `block` bytes; what is in it already is not read further.

        Blocks end with a line, if one ends in them; see `check`.
        """
        for text, data in self._pieces():
            yield data if self.is_utf8 else text.encode("utf-8", "surrogatepass")
            if self.encoding == "utf-8":
                break
        rest = self._rest
        while self.encoding == "utf-8" and (data := self._read_once(block)):
            end = data.rfind(b"\n") + 1 or len(data)
            yield b"".join((rest, memoryview(data)[:end]))
            rest = data[end:]
        if rest:
            yield rest

    def check(self, data: bytes, offset: int) -> None:
        """Raise what reading a part of `unchecked`, from byte `offset` behind the byte order mark, would raise."""
        if self.is_utf8:
            self._offset, self._ended = offset + len(self.bom), True
            self._decode(data)

    def _pieces(self, is_text_asked: bool = True) -> Iterator[tuple[str, bytes]]:
        """Yield blocks of text with their bytes; of UTF-8 the bytes alone if no text is asked for."""
        data = self._start()
        while data and self.encoding is None:
            plain = _plain_length(data)
            if plain:
                yield self._plain(data[:plain]), data[:plain]
                data = data[plain:] or self._bytes()
            else:
                self.decided_at = self._offset
                data = self._sampled(data)
                self.encoding = self._decided(data)
        while data or not self._ended:
            size = 0 if is_text_asked or self.encoding != "utf-8" else utf8_length(data, self._ended)
            text, rest = ("", data[size:]) if size else self._decode(data)
            self._offset += size
            self._rest = rest
            if text or size:
                yield text, data[: len(data) - len(rest)] if rest else data
            if self._ended:
                return
            data = rest + self._bytes()

    def _bytes(self) -> bytes:
        """Return the next bytes, as soon as there are any; nothing at the end."""
        data = self._read_once()
        # A full pipe means a program that writes fast: larger blocks are scanned at twice the speed.
        if len(data) == _FULL_PIPE:
            blocks = [data]
            while len(blocks) * _FULL_PIPE < self.block and not self._ended and _has_more(self.stream):
                blocks.append(self._read_once())
            return b"".join(blocks)
        return data

    def _read_once(self, most: int = 0) -> bytes:
        try:
            data: bytes | None = self._read(most or self.block)
        except OSError as error:
            raise ReadError(self.path, error.strerror or "cannot be read", self._offset) from None
        if data is None:
            raise ReadError(self.path, "the stream does not wait for its data", self._offset)
        self._ended = not data
        self._taken += len(data)
        if self._ended and self._taken < self._size and _size_of(self.stream) < self._size:
            raise ReadError(self.path, SHORTER, self._offset)
        return data

    def _start(self) -> bytes:
        """Return the first bytes without their byte order mark, enough of them to tell UTF-16 when it is that."""
        head = self._bytes()
        # Less than a line is of no use to anybody yet; a NUL asks for a fair sample.
        while not self._ended and len(head) < (SAMPLE if 0 in head else 64) and (0 in head or b"\n" not in head):
            head += self._bytes()
        found = bom_of(head)
        if found is None:
            if self.encoding in (None, "utf-16", "utf-32"):
                self._set_wide(head)
            return head
        self.bom, name = found
        if self.encoding not in (None, name, name[:6]):
            raise ReadError(self.path, f"starts with the byte order mark of {name}, not {self.encoding}", 0)
        self.encoding, self._offset = name, len(self.bom)
        return head[len(self.bom) :]

    def _set_wide(self, head: bytes) -> None:
        wide = wide_encoding(head)
        if self.encoding is None:
            self.encoding = wide
        else:
            self.encoding = wide if wide and wide.startswith(self.encoding) else f"{self.encoding}-le"

    def _plain(self, data: bytes) -> str:
        if 0 in data:
            raise ReadError(self.path, _NUL, self._offset + data.index(0))
        self._offset += len(data)
        return data.decode("ascii")

    def _sampled(self, data: bytes) -> bytes:
        """Read on until there is enough to judge by: a line of what a program writes, much more of a file."""
        patient = self.stream.seekable()
        while not self._ended and len(data) < SAMPLE and (patient or b"\n" not in data):
            data += self._bytes()
        return data

    def _decided(self, data: bytes) -> str:
        sample = data[:SAMPLE]
        try:
            codecs.utf_8_decode(sample, "strict", self._ended and len(sample) == len(data))
        except UnicodeDecodeError as error:
            wrong = error.start
        else:
            return "utf-8"
        if is_utf8_cut_short(sample, wrong):
            return "utf-8"  # and decoding it tells the place
        if is_plausible_gb18030(sample):
            return "gb18030"
        why = "neither UTF-8 nor GB18030 text; name the encoding with --encoding"
        try:
            sample.decode("gb18030")
        except UnicodeDecodeError as error:
            # The one that goes further is likelier meant, and where it ends something else begins.
            wrong = max(wrong, error.start)
        raise ReadError(self.path, why, self._offset + wrong)

    def _decode(self, data: bytes) -> tuple[str, bytes]:
        """Return the text of `data` and the bytes at its end that begin a character."""
        encoding = self.encoding or "utf-8"
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        try:
            text = decoder.decode(data, self._ended)
        except UnicodeDecodeError as error:
            why, offset = f"not valid {encoding.upper()}: {error.reason}", self._offset + error.start
            nul = -1 if encoding in WIDE else data.find(0, 0, error.start)
            if nul >= 0:  # the first thing that is wrong is told, however the bytes came
                why, offset = _NUL, self._offset + nul
        else:
            rest = decoder.getstate()[0]
            used = len(data) - len(rest)
            self._check(text, data, used, encoding)
            self._offset += used
            return text, rest
        raise ReadError(self.path, why, offset)

    def _check(self, text: str, data: bytes, used: int, encoding: str) -> None:
        """Refuse a NUL, and what encoding `text` again would not give back as the first `used` bytes of `data`."""
        if encoding in WIDE:
            return  # Python's UTF decoders accept exactly what its encoders write
        nul = data.find(0, 0, used)
        if encoding != "utf-8" and (again := _encoded(text, encoding)) != data[:used]:
            same = next((k for k, (old, new) in enumerate(zip(data, again, strict=False)) if old != new), len(again))
            if not 0 <= nul <= same:
                raise ReadError(
                    self.path, f"{encoding.upper()} bytes that would not come back the same", self._offset + same
                )
        if nul >= 0:
            raise ReadError(self.path, _NUL, self._offset + nul)


def _plain_length(data: bytes) -> int:
    """Return how many bytes at the start of `data` are ASCII."""
    try:
        return len(data.decode("ascii"))
    except UnicodeDecodeError as error:
        return error.start


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        return text[: error.start].encode(encoding)


def _size_of(stream: BinaryIO) -> int:
    """Return the size of a file, 0 for what is none."""
    try:
        status = os.fstat(stream.fileno())
    except (AttributeError, OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def _has_more(stream: BinaryIO) -> bool:
    """Return whether more bytes come at once; where that cannot be asked they are not waited for."""
    import select

    try:
        return bool(select.select([stream], [], [], _PATIENCE)[0])
    except (OSError, ValueError):
        return False
