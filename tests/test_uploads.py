"""What is taken for an image, and under which name: the texts of fault 104, as the real server tells them."""

from __future__ import annotations

import struct
import zlib

import pytest

from fake_magento import picture
from fake_magento.state import UploadError
from fake_magento.state.media import MAX_IMAGE_BYTES, check_upload

PNG, JPEG, GIF = (picture(7, format) for format in ("png", "jpeg", "gif"))
FOLDER = "/var/www/magento/var/api/SESSION"
UNSUPPORTED, OTHER, BROKEN = "Unsupported image format.", "Invalid MIME type.", "Invalid image."
NO_IMAGE = f"Failed to read image at {FOLDER}/x.jpg"


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    """A PNG of that size, as it says."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG[:8] + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")


def gif(width: int, height: int) -> bytes:
    """A GIF of one image of that size."""
    size = struct.pack("<HH", width, height)
    return b"GIF89a" + size + b"\x80\0\0" + bytes(6) + b"," + bytes(4) + size + b"\0" + b"\x02\x02\x44\x01\0;"


SOF = JPEG.index(b"\xff\xc0")
SOS = JPEG.index(b"\xff\xda")
TAKEN = {
    "png": PNG,
    "jpeg": JPEG,
    "gif": GIF,
    "jpeg with text behind": JPEG + b"<?php echo 1;",
    "jpeg without an end": JPEG[:-2],
    "jpeg cut in its data": JPEG[: SOS + 30],
    "gif without a trailer": GIF[:-1],
    "gif with an extension": gif(1, 1)[:19] + b"!\xfe\x02hi\0" + gif(1, 1)[19:],
    "png with a comment whose sum is wrong": PNG[:33] + chunk(b"tEXt", b"a\0b")[:-4] + b"\0\0\0\0" + PNG[33:],
    "png of 8000 x 8000": png(8000, 8000),
}
REFUSED = {
    "nothing": (b"\0", NO_IMAGE),
    "text": (b"<html></html>", NO_IMAGE),
    "svg": (b'<?xml version="1.0"?><svg/>', NO_IMAGE),
    "jpeg behind text": (b"xx" + JPEG, NO_IMAGE),
    "jpeg cut before its size": (JPEG[:SOF], NO_IMAGE),
    "jpeg cut behind its size": (JPEG[: SOF + 20], BROKEN),
    "jpeg of no width": (JPEG[: SOF + 7] + b"\0\0" + JPEG[SOF + 9 :], BROKEN),
    "png signature": (PNG[:8], NO_IMAGE),
    "png cut behind its header": (PNG[:33], BROKEN),
    "png without an end": (PNG[:-12], BROKEN),
    "png with a wrong sum": (PNG[:29] + b"\0\0\0\0" + PNG[33:], BROKEN),
    "png without data": (PNG[:33] + chunk(b"IEND", b""), BROKEN),
    "png of no size": (png(0, 0), BROKEN),
    "png of 60000 x 60000": (png(60_000, 60_000), BROKEN),
    "png of 2^31 x 1": (png(2**31, 1), BROKEN),
    "gif header": (b"GIF87a", NO_IMAGE),
    "gif without an image": (GIF[:13], BROKEN),
    "gif with a trailer alone": (gif(1, 1)[:19] + b";", BROKEN),
    "gif cut in its first block": (gif(1, 1)[:-4], BROKEN),
    "gif of no size": (gif(0, 0), BROKEN),
    "bmp": (b"BM" + bytes(60), UNSUPPORTED),
    "bmp cut": (b"BM" + bytes(20), NO_IMAGE),
    "webp": (b"RIFF\x24\0\0\0WEBPVP8 " + bytes(30), UNSUPPORTED),
    "wav": (b"RIFF\x24\0\0\0WAVEfmt " + bytes(30), NO_IMAGE),
    "ico": (b"\0\0\1\0\1\0" + bytes(30), UNSUPPORTED),
    "tiff": (b"II*\0" + bytes(60), UNSUPPORTED),
    "psd": (b"8BPS\0\1" + bytes(60), UNSUPPORTED),
    "swf": (b"FWS\5" + bytes(60), UNSUPPORTED),
    "wbmp": (b"\0\0\6\4\0\0\0\0", OTHER),
    "wbmp cut": (b"\0\0\6", NO_IMAGE),
    "xbm": (b"#define im_width 6\n#define im_height 4\nstatic char im_bits[] = {0};\n", OTHER),
    "xbm without a height": (b"#define im_width 6\n", NO_IMAGE),
    "mp4": (b"\0\0\0\x18ftypheic" + bytes(30), NO_IMAGE),
    "too large": (
        PNG + bytes(MAX_IMAGE_BYTES),
        f"The image has {len(PNG) + MAX_IMAGE_BYTES} bytes, 10485760 are allowed.",
    ),
}


def outcome(content: bytes) -> str:
    """What becomes of the upload."""
    try:
        return check_upload("SESSION", "x.jpg", content)
    except UploadError as refused:
        return str(refused)


@pytest.mark.parametrize("name", TAKEN)
def test_images_that_are_taken(name: str) -> None:
    assert check_upload("SESSION", "x.jpg", TAKEN[name]) == "x.jpg"


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    content, message = REFUSED[name]
    assert outcome(content) == message


@pytest.mark.parametrize("content", [PNG, JPEG, GIF], ids=["png", "jpeg", "gif"])
def test_a_cut_image_is_taken_or_refused_by_one_of_the_texts(content: bytes) -> None:
    outcomes = [outcome(content[:length]) for length in range(len(content))]
    assert {*outcomes} <= {"x.jpg", NO_IMAGE, BROKEN}
    assert outcomes == sorted(outcomes, key=[NO_IMAGE, BROKEN, "x.jpg"].index)


@pytest.mark.parametrize(
    "name", ["x.jpg", "./x.jpg", ".//./x.jpg", "...jpg", "a..b.jpg", f"{'m' * 251}.jpg", f"{'é' * 125}.jpg"]
)
def test_names_that_are_taken(name: str) -> None:
    assert check_upload("SESSION", name, PNG) == name.rpartition("/")[2]


@pytest.mark.parametrize(
    "name", ["a/b.jpg", "x/.jpg", "/x.jpg", "//x.jpg", "../x.jpg", "./../x.jpg", "a/../b.jpg", "..\\x.jpg"]
)
def test_names_that_lead_elsewhere(name: str) -> None:
    with pytest.raises(UploadError, match=r"^Cannot create image\.$"):
        check_upload("SESSION", name, PNG)


@pytest.mark.parametrize("name", [f"{'m' * 252}.jpg", f"{'é' * 126}.jpg"])
def test_names_that_are_too_long(name: str) -> None:
    with pytest.raises(UploadError) as refused:
        check_upload("SESSION", name, b"no image")
    assert str(refused.value) == f"File '{FOLDER}/{name}' does not exists."
