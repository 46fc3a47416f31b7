"""The shop's ``media/catalog/product`` folder, kept in memory, and the rules that name a file in it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter

from fake_magento.state.errors import StateError
from fake_magento.state.images import ImageError, NoImageError, check_image

MAX_IMAGE_BYTES = 10 * 1024 * 1024

_NAME_MAX = 255
_UPLOAD_FOLDER = "/var/www/magento/var/api"
_LEADS_OUT = re.compile(r"\.\.[/\\]")
_CONTENT_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "png": "image/png"}
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


def check_upload(session_id: str, name: str, content: bytes) -> str:
    """The name under which an upload is kept, once it was written into the session's upload folder and looked at.

    ``name`` may hold a path, as clients can send one: no folder is there but the session's own, and none leads out of it.
    Raises `UploadError` where the file cannot be written, where its name is too long for a file system (transcripts
    ``v1_naming_path``, ``v1_naming_length``), where its content is no image that is taken (``v1_uploads``), and where it has
    more than `MAX_IMAGE_BYTES`.
    """
    folder, slash, base = name.rpartition("/")
    if (
        _LEADS_OUT.search(name)
        or (slash and not folder)
        or not {*folder.split("/")} <= {"", "."}
        or folder.startswith("/")
    ):
        raise UploadError("Cannot create image.")
    file = "/".join((_UPLOAD_FOLDER, session_id, name))
    if len(base.encode("utf-8", "surrogateescape")) > _NAME_MAX:
        raise UploadError(f"File '{file}' does not exists.")
    if len(content) > MAX_IMAGE_BYTES:
        raise UploadError(f"The image has {len(content)} bytes, {MAX_IMAGE_BYTES} are allowed.")
    try:
        check_image(content)
    except NoImageError:
        raise UploadError(f"Failed to read image at {file}") from None
    except ImageError as refused:
        raise UploadError(str(refused)) from None
    return base


def content_type(path: str) -> str:
    """The content type of a file in the media folder, by its extension as a web server gives it."""
    return _CONTENT_TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
