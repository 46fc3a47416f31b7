"""The shop's ``media/catalog/product`` folder, kept in memory, and the rules that name a file in it."""

from __future__ import annotations

import posixpath
import re

from fake_magento.state.errors import StateError
from fake_magento.state.images import ImageError, NoImageError, check_image
from fake_magento.state.table import Table

MAX_IMAGE_BYTES = 10 * 1024 * 1024

_NAME_MAX = 255
_UPLOAD_FOLDER = "/var/www/magento/var/api"
_LEADS_OUT = re.compile(r"\.\.[/\\]")
_CONTENT_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "png": "image/png"}
_NOT_CORRECT = re.compile(r"[^A-Za-z0-9_.-]+")


class UploadError(StateError):
    """An upload that is refused; the message is what the fault says."""


class MediaStorage:
    """The image files of one shop, rows of ``media_file``: a path such as ``/f/i/file_name.jpg`` and its bytes.

    Equal contents are kept once. A file that was removed is gone for a client, but its name stays taken: the real
    server leaves the file on its disk, so that the next upload of that name gets a number.
    """

    def __init__(self, table: Table, folder: str = "") -> None:
        """``folder`` is where the files are, in a table that has those of several folders."""
        self._table = table
        self._folder = folder

    def read(self, path: str) -> bytes | None:
        """The file's bytes, ``None`` where there is none (any more)."""
        file = self._table.get(self._folder + path)
        return None if file is None else file["content"]

    def files(self) -> list[str]:
        """The paths of the files that there are."""
        return [
            row["path"].removeprefix(self._folder)
            for row in self._table
            if row["content"] is not None and row["path"].startswith(f"{self._folder}/")
        ]

    def write(self, path: str, content: bytes) -> None:
        """Make ``content`` the file's bytes."""
        same = self._table.find(content=content)
        self._table.put(path=self._folder + path, content=content if same is None else same["content"])

    def remove(self, path: str) -> None:
        """The file is gone, its name stays taken."""
        self._table.put(path=self._folder + path, content=None)

    def free_path(self, name: str, stays: bool = True) -> str:
        """The path under which an uploaded file of that name (with its extension) is kept.

        Source: transcript ``v1_naming``. Characters outside ``A-Za-z0-9_.-`` become one ``_`` a run, a name of ``_``
        alone becomes ``file``, the first two characters are the folders (a dot counts as ``_``), and a taken name gets
        the first free number. No name becomes free again, unless the file does not stay (``stays``).
        """
        name = _NOT_CORRECT.sub("_", name)
        stem, extension = posixpath.splitext(name) if not name.startswith(".") else _split_hidden(name)
        if stem and not stem.strip("_"):
            stem = "file"
        name = stem + extension
        folder = "".join("/" + ("_" if letter == "." else letter) for letter in name[:2])
        path = f"{folder}/{name}"
        taken = self._table.get(self._folder + path)
        if taken is None:
            return path
        number = taken["last_number"] + 1
        while self._folder + (numbered := f"{folder}/{stem}_{number}{extension}") in self._table:
            number += 1
        if stays:
            self._table.update(self._folder + path, last_number=number)
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
    *folders, base = name.split("/")
    if _LEADS_OUT.search(name) or folders[:1] == [""] or not {*folders} <= {"", "."}:
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
