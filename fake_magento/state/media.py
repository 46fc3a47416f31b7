"""The shop's ``media/catalog/product`` folder, kept in memory, and the rules that name a file in it."""

from __future__ import annotations

import io
import posixpath
import re
from collections import Counter
from typing import TYPE_CHECKING

from fake_magento.state.errors import StateError

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

MAX_IMAGE_BYTES = 10 * 1024 * 1024
MAX_IMAGE_PIXELS = 50_000_000

_NAME_MAX = 255
_UPLOAD_FOLDER = ("var", "api")
_ROOT = "/var/www/magento"
_CONTENT_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "png": "image/png"}
_SIGNATURES = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"GIF8": "gif"}
_NOT_CORRECT = re.compile(r"[^A-Za-z0-9_.-]+")


class UploadError(StateError):
    """An upload that is refused; the message is what the fault says."""


class MediaStorage:
    """The image files of one shop: a path such as ``/f/i/file_name.jpg`` and its bytes.

    Equal contents are kept once. A file that was removed is gone for a client, but its name stays taken: the real
    server leaves the file on its disk, so that the next upload of that name gets a number.
    """

    def __init__(self) -> None:
        self._files: dict[str, bytes | None] = {}
        self._kept: dict[bytes, bytes] = {}
        self._uses: Counter[bytes] = Counter()
        self._numbers: Counter[str] = Counter()  # the last number tried for a name: no name becomes free again

    def read(self, path: str) -> bytes | None:
        """The file's bytes, ``None`` where there is none (any more)."""
        return self._files.get(path)

    def write(self, path: str, content: bytes) -> None:
        """Make ``content`` the file's bytes."""
        self._release(path)
        self._uses[content] += 1
        self._files[path] = self._kept.setdefault(content, content)

    def remove(self, path: str) -> None:
        """The file is gone, its name stays taken."""
        self._release(path)
        self._files[path] = None

    def _release(self, path: str) -> None:
        content = self._files.get(path)
        if content is not None:
            self._uses[content] -= 1
            if not self._uses[content]:
                del self._uses[content], self._kept[content]

    def free_path(self, name: str) -> str:
        """The path under which an uploaded file of that name (with its extension) is kept.

        Source: transcript ``v1_naming``. Characters outside ``A-Za-z0-9_.-`` become one ``_`` a run, a name of ``_``
        alone becomes ``file``, the first two characters are the folders (a dot counts as ``_``), and a taken name gets
        the first free number.
        """
        name = _NOT_CORRECT.sub("_", name)
        stem, extension = posixpath.splitext(name) if not name.startswith(".") else _split_hidden(name)
        if stem and not stem.strip("_"):
            stem = "file"
        name = stem + extension
        folder = "".join("/" + ("_" if letter == "." else letter) for letter in name[:2])
        path = f"{folder}/{name}"
        numbered = path
        while numbered in self._files:
            self._numbers[path] += 1
            numbered = f"{folder}/{stem}_{self._numbers[path]}{extension}"
        return numbered


def _split_hidden(name: str) -> tuple[str, str]:
    """``splitext`` for a name that begins with a dot, whose last dot always begins the extension for PHP."""
    stem, _, extension = name.rpartition(".")
    return stem, "." + extension


def upload_name(session_id: str, name: str) -> str:
    """The name that the file of an upload has once it is written into the session's upload folder.

    ``name`` may hold a path, as clients can send one. Raises `UploadError` where the folder is not there or the name is
    too long for a file system (transcript ``v1_naming``: ``a/b/c`` and ``../../etc/passwd``).
    """
    folder, base = posixpath.split(name)
    here = [*_UPLOAD_FOLDER, session_id]
    existing = [here[: depth + 1] for depth in range(len(here))]
    at = [] if folder.startswith("/") else list(here)
    for step in folder.split("/"):
        if step == "..":
            del at[-1:]
        elif step not in ("", "."):
            at.append(step)
        if at not in existing:
            raise UploadError("Cannot create image.")
    if len(base.encode("utf-8", "surrogateescape")) > _NAME_MAX:
        raise UploadError(unreadable(session_id, name))
    return base


def unreadable(session_id: str, name: str) -> str:
    """What the server says of an uploaded file that is no image (transcript ``v1_faults``)."""
    return f"Failed to read image at {'/'.join((_ROOT, *_UPLOAD_FOLDER, session_id, name))}"


def check_image(session_id: str, name: str, content: bytes) -> None:
    """Raises `UploadError` where the content is no JPEG, GIF or PNG, or is larger than the fake takes.

    The bounds (`MAX_IMAGE_BYTES`, `MAX_IMAGE_PIXELS`) are the fake's own; what the image decodes to is never unpacked.
    """
    if len(content) > MAX_IMAGE_BYTES:
        raise UploadError(f"The image has {len(content)} bytes, {MAX_IMAGE_BYTES} are allowed.")
    image_file = _image_file(content)
    if image_file is None:
        raise UploadError(unreadable(session_id, name))
    try:
        with image_file(io.BytesIO(content)) as image:
            width, height = image.size
            image.verify()
    except Exception:
        raise UploadError(unreadable(session_id, name)) from None
    if width * height > MAX_IMAGE_PIXELS:
        raise UploadError(f"The image has {width * height} pixels, {MAX_IMAGE_PIXELS} are allowed.")


def image_extension(content: bytes) -> str | None:
    """The extension for what the content says at its start that it is, ``None`` where that is no image."""
    return next((extension for start, extension in _SIGNATURES.items() if content.startswith(start)), None)


def _image_file(content: bytes) -> type[ImageFile] | None:
    """Pillow's reader for the content; it is imported when the first image of its kind comes."""
    extension = image_extension(content)
    if extension == "jpg":
        from PIL.JpegImagePlugin import JpegImageFile

        return JpegImageFile
    if extension == "png":
        from PIL.PngImagePlugin import PngImageFile

        return PngImageFile
    if extension == "gif":
        from PIL.GifImagePlugin import GifImageFile

        return GifImageFile
    return None


def content_type(path: str) -> str:
    """The content type of a file in the media folder, by its extension as a web server gives it."""
    return _CONTENT_TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
