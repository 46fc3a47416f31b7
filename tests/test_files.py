"""What is kept in files is written whole, or what was there stays."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fake_magento import FakeMagento, files
from fake_magento.client_contract import ClientContract


@contextmanager
def no_space(left: int = 0) -> Iterator[None]:
    """No file can be longer than this, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (left, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


WRITERS: dict[str, Callable[[Path], None]] = {
    "bytes": lambda path: files.write(path, b"new"),
    "YAML": lambda path: FakeMagento().dump(path),
    "JSON": lambda path: FakeMagento().dump(path.with_suffix(".json")),
    "contract": lambda path: ClientContract().save(path),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk_leaves_the_old_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / ("shop.json" if name == "JSON" else "shop.yaml")
    path.write_bytes(b"old")
    with no_space(), pytest.raises(OSError, match="too large") as refused:
        WRITERS[name](path)
    assert refused.value.filename == str(path)
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]
    WRITERS[name](path)
    assert path.read_bytes() not in (b"", b"old")


def test_a_folder_that_is_not_there_is_told() -> None:
    with pytest.raises(FileNotFoundError) as refused:
        files.write("/nosuch/folder/shop.yaml", b"new")
    assert refused.value.filename == "/nosuch/folder/shop.yaml"


def test_a_file_keeps_its_mode_and_its_links(tmp_path: Path) -> None:
    path, link = tmp_path / "shop.yaml", tmp_path / "link"
    files.write(path, b"1")
    (tmp_path / "plain").touch()
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode
    path.chmod(0o640)
    link.symlink_to(path)
    files.write(link, b"2")
    assert link.is_symlink()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"2", 0o640)


def test_what_is_no_file_is_written_to_as_it_is() -> None:
    files.write("/dev/null", b"new")
    assert Path("/dev/null").is_char_device()
