"""Decodes a byte stream piece by piece; what cannot be decoded is an error with its place, never skipped.

The encoding is told by its byte order mark, by the NUL bytes of UTF-16, by strict UTF-8, and last by GB18030 if the
text reads like Chinese. While all bytes are ASCII nothing needs deciding.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from piiguard.errors import ReadError, UsageError

BLOCK: Final = 1 << 20
_SAMPLE: Final = 1 << 16
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_NOT_ASCII: Final = re.compile(rb"[^\x01-\x7f]")
# Level-1 Han, punctuation and full-width signs in GB 2312: what Chinese text is nearly made of.
_COMMON_PAIR: Final = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]|[\xa1\xa3][\xa1-\xfe]")
_ANY_PAIR: Final = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x81-\xfe][0-9][\x81-\xfe][0-9]")
_WIDE: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_STDIN: Final = "<stdin>"


def codec_name(encoding: str) -> str:
    """Return Python's name of `encoding`; raises `UsageError` with a suggestion for an unknown one."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, TypeError, ValueError):
        from difflib import get_close_matches
        from encodings.aliases import aliases

        close = get_close_matches(encoding.lower().replace("-", "_"), sorted(aliases), n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        raise UsageError(f"unknown encoding {encoding!r}{hint}") from None
    # GBK and GB 2312 are parts of GB18030, which every one of their texts is valid in.
    return {"gbk": "gb18030", "gb2312": "gb18030", "utf-8-sig": "utf-8", "ascii": "utf-8"}.get(name, name)


class TextSource:
    """The text of a byte stream, read once: iterate it for blocks of `str`, newlines as they are.

    `encoding` is decided when the first character beyond ASCII comes; `bom` holds the byte order mark that was there.
    """

    def __init__(self, stream: BinaryIO, path: str, encoding: str = "auto", block: int = BLOCK) -> None:
        self.path = path
        self.encoding: str | None = None if encoding == "auto" else codec_name(encoding)
        self.bom = b""
        self._read = getattr(stream, "read1", stream.read)
        self._block = block
        self._offset = 0
        self._pending = b""
        self._head = True

    def __iter__(self) -> Iterator[str]:
        self._start()
        while True:
            data, last = self._next_bytes()
            text = self._decode(data, last)
            if text:
                yield text
            if last:
                return

    def _start(self) -> None:
        """Read the first bytes and take off the byte order mark."""
        head = self._fill(4)
        if 0 in head:
            head = self._fill(64)
        for mark, name in _MARKS:
            if head.startswith(mark) and self.encoding in (None, name, name[:6]):
                self.encoding, self.bom = name, mark
                self._pending, self._offset = head[len(mark) :], len(mark)
                return
        self._pending = head
        if self.encoding is None:
            self.encoding = _wide_by_nul(head)
        if self.encoding in ("utf-16", "utf-32"):
            self.encoding += "-le"

    def _fill(self, least: int) -> bytes:
        """Return pending bytes, read on until there are `least` or the stream ends."""
        while len(self._pending) < least:
            more = self._bytes()
            if not more:
                break
            self._pending += more
        return self._pending

    def _bytes(self) -> bytes:
        try:
            data: bytes = self._read(self._block)
        except OSError as error:
            raise ReadError(self.path, error.strerror or "cannot be read", self._offset) from None
        return data

    def _next_bytes(self) -> tuple[bytes, bool]:
        """Return undecoded bytes and the next ones read, and whether the stream has ended."""
        more = b"" if self._head else self._bytes()
        last = not more and not self._head
        data, self._pending, self._head = self._pending + more, b"", False
        return data, last

    def _decode(self, data: bytes, last: bool) -> str:
        encoding = self.encoding
        if encoding is None:
            found = _NOT_ASCII.search(data)
            if found is None:
                self._offset += len(data)
                return data.decode("ascii")
            data, last = self._sampled(data, last)
            encoding = self.encoding = self._decided(data, found.start())
        text, used = self._decoded(data, encoding, last)
        if encoding not in _WIDE and "\0" in text:
            raise ReadError(self.path, "a NUL byte: binary data, or text in another encoding", self._offset + data.index(b"\0"))
        self._pending = data[used:]
        self._offset += used
        return text

    def _sampled(self, data: bytes, last: bool) -> tuple[bytes, bool]:
        """Read on until there is enough to judge by: a line typed in UTF-8 is, a few odd bytes are not."""
        while not last and len(data) < _SAMPLE and not _is_surely_utf8(data):
            more = self._bytes()
            last = not more
            data += more
        return data, last

    def _decided(self, data: bytes, first: int) -> str:
        if data[first] == 0:
            raise ReadError(self.path, "a NUL byte: binary data, or text in another encoding", self._offset + first)
        try:
            codecs.utf_8_decode(data, "strict", False)
        except UnicodeDecodeError as error:
            if is_plausible_gb18030(data[first : first + _SAMPLE]):
                return "gb18030"
            offset = self._offset + error.start
            raise ReadError(self.path, "neither UTF-8 nor GB18030; name the encoding with --encoding", offset) from None
        return "utf-8"

    def _decoded(self, data: bytes, encoding: str, last: bool) -> tuple[str, int]:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        try:
            text = decoder.decode(data, last)
        except UnicodeDecodeError as error:
            raise ReadError(self.path, f"not valid {encoding.upper()}", self._offset + error.start) from None
        used = len(data) - len(decoder.getstate()[0])
        if encoding not in ("utf-8", *_WIDE) and text.encode(encoding) != data[:used]:
            raise ReadError(self.path, f"{encoding.upper()} bytes that would not come back the same", self._offset)
        return text, used


def _wide_by_nul(head: bytes) -> str | None:
    """Return UTF-16 when the NUL bytes of the head all stand on one side of its byte pairs, as ASCII signs have them."""
    sample = head[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < max(2, len(sample) // 40) or min(even, odd) > 0:
        return None
    return "utf-16-le" if odd else "utf-16-be"


def _is_surely_utf8(data: bytes) -> bool:
    """Return whether `data` is UTF-8 with a character of three bytes in it, which GB18030 text hardly ever imitates."""
    try:
        text, _ = codecs.utf_8_decode(data, "strict", False)
    except UnicodeDecodeError:
        return False
    return any(char > "\u07ff" for char in text)


def is_plausible_gb18030(data: bytes) -> bool:
    """Return whether `data` decodes as GB18030 and most of its pairs are everyday Chinese.

    Latin-1 and binary data often decode too, but into rare characters: at least 60 % of the pairs must be common.
    """
    try:
        codecs.getincrementaldecoder("gb18030")("strict").decode(data)
    except UnicodeDecodeError:
        return False
    total = len(_ANY_PAIR.findall(data))
    common = sum(1 for pair in _ANY_PAIR.findall(data) if _COMMON_PAIR.fullmatch(pair))
    return total > 0 and common >= 0.6 * total
