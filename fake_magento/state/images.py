"""What PHP makes of the bytes of an upload: first ``getimagesize``, which reads a header, then GD, which reads the image.

Source: transcript ``v1_uploads``. What GD decodes is never unpacked here: an image is read as far as its structure goes (the
chunks of a PNG with their sums, the segments of a JPEG up to its data, the first block of data in a GIF).
"""

from __future__ import annotations

import re
import struct
import zlib

from fake_magento.errors import FakeMagentoError

_PNG, _GIF, _JPEG = b"\x89PNG\r\n\x1a\n", b"GIF", b"\xff\xd8\xff"
_EXTENSIONS = {_JPEG: "jpg", _PNG: "png", _GIF: "gif"}
_PNG_HEADER, _GIF_HEADER = 25, 11
_UNSUPPORTED = ((b"8BPS", 22), (b"BM", 30), (b"FWS", 40), (b"\0\0\1\0", 22), (b"II*\0", 34), (b"MM\0*", 34))
"""How other formats begin that ``getimagesize`` knows, and how many bytes of a header it wants."""
_WEBP = re.compile(rb"RIFF.{4}WEBPVP8[ LX].{14}", re.DOTALL)
_XBM = re.compile(rb"^#define[ \t]+(?:\S*_)?(width|height)[ \t]+[1-9]", re.MULTILINE)
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG that tell its size."""
_START, _END, _DATA, _WITHOUT_LENGTH = 0xD8, 0xD9, 0xDA, frozenset(range(0xD0, 0xD9))
_MARKER = re.compile(rb"\xff([^\xff])", re.DOTALL)
_GIF_INTRODUCER = re.compile(rb"[,;!]")
_MAX_WBMP_WIDTH = 2048


class ImageError(FakeMagentoError):
    """An upload that is not taken; the message is what the server says."""


class NoImageError(ImageError):
    """Bytes of which not even the size of an image can be told."""


def check_image(content: bytes) -> None:
    """Raises `NoImageError` where the content is no image, and `ImageError` where it is no JPEG, GIF or PNG that GD reads."""
    if content.startswith(_JPEG):
        readable = _reads_jpeg(content)
    elif content.startswith(_PNG):
        readable = _reads_png(content)
    elif content.startswith(_GIF):
        readable = _reads_gif(content)
    elif _is_unsupported(content):
        raise ImageError("Unsupported image format.")
    elif _is_wbmp(content) or {*_XBM.findall(content)} == {b"width", b"height"}:
        raise ImageError("Invalid MIME type.")  # GD reads these, but a shop does not want them
    else:
        raise NoImageError
    if not readable:
        raise ImageError("Invalid image.")


def image_extension(content: bytes) -> str | None:
    """The extension for what the content says at its start that it is, ``None`` where that is no image."""
    return next((extension for start, extension in _EXTENSIONS.items() if content.startswith(start)), None)


def _is_taken(width: int, height: int) -> bool:
    """Whether GD makes room for an image of that size: as far as a C integer counts its pixels."""
    return 0 < width * height < 2**31


def _reads_jpeg(content: bytes) -> bool:
    """Whether there is data behind the size; the data may be cut, as GD fills the rest with grey."""
    size: tuple[int, int] | None = None
    at, marker = 2, _START
    while found := _MARKER.search(content, at):
        at, marker = found.end(), found[1][0]
        if marker in (_DATA, _END):
            break
        if marker in _WITHOUT_LENGTH:
            continue
        if marker in _SIZES and size is None and len(content) >= at + 7:
            height, width = struct.unpack_from(">HH", content, at + 3)
            size = width, height
        at += int.from_bytes(content[at : at + 2]) or 2
    if size is None:
        raise NoImageError
    return marker == _DATA and _is_taken(*size)


def _reads_png(content: bytes) -> bool:
    """Whether all chunks up to the end are there and whole, and some of them hold data."""
    if len(content) < _PNG_HEADER:
        raise NoImageError
    width, height = struct.unpack_from(">II", content, 16)
    if not _is_taken(width, height):
        return False
    at, has_data = len(_PNG), False
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4])
        kind = content[at + 4 : at + 8]
        end = at + 8 + length
        is_sound = content[end : end + 4] == zlib.crc32(memoryview(content)[at + 4 : end]).to_bytes(4)
        if not is_sound and kind[:1].isupper():  # libpng passes over a broken chunk that it can do without
            return False
        if kind == b"IEND":
            return has_data
        has_data = has_data or kind == b"IDAT"
        at = end + 4
    return False


def _reads_gif(content: bytes) -> bool:
    """Whether there is an image of which GD can tell one pixel: its first block of data is whole."""
    if len(content) < _GIF_HEADER:
        raise NoImageError
    at = 13 + _gif_table(content, 10)
    while found := _GIF_INTRODUCER.search(content, at):
        at, introducer = found.start(), found[0]
        if introducer == b";":
            return False
        if introducer == b",":
            if len(content) < at + 10:
                return False
            width, height = struct.unpack_from("<HH", content, at + 5)
            block = at + 11 + _gif_table(content, at + 9)  # behind the size of the codes
            length = content[block] if block < len(content) else 0
            return _is_taken(width, height) and 0 < length < len(content) - block
        at += 2  # the extension, and its kind
        while at < len(content) and content[at]:
            at += content[at] + 1
        at += 1
    return False


def _gif_table(content: bytes, at: int) -> int:
    """The length of the table of colours that the flags at this place announce."""
    flags = content[at] if at < len(content) else 0
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _is_unsupported(content: bytes) -> bool:
    return _WEBP.match(content) is not None or any(
        content.startswith(start) and len(content) >= length for start, length in _UNSUPPORTED
    )


def _is_wbmp(content: bytes) -> bool:
    """A WBMP has no signature: a zero, a header that may go on, then width and height in groups of seven bits."""
    if content[:1] != b"\0":
        return False
    at, numbers = 1, []
    for _ in ("header", "width", "height"):
        number = 0
        while True:
            if at >= len(content) or number > _MAX_WBMP_WIDTH:
                return False
            byte = content[at]
            number, at = number << 7 | byte & 0x7F, at + 1
            if byte < 0x80:
                break
        numbers.append(number)
    return 0 < numbers[1] <= _MAX_WBMP_WIDTH and numbers[2] > 0
