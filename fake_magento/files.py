"""How files are kept: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file beside ``path`` and give it that name, so that whatever goes wrong leaves there what was there.

    What is no regular file (``/dev/stdout``, a pipe) is written to as it is. Raises `OSError`, whose ``filename`` is ``path``.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _exchange(target, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), os.fspath(path)) from None


def _exchange(target: Path, content: bytes) -> None:
    mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
    handle, beside = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, mode)
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _umask() -> int:
    """The mask of this process, which is only told where it is set."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
