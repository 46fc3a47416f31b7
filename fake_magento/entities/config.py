"""The shop's settings."""

from __future__ import annotations

import warnings

from fake_magento.entities.base import Entities, Entry, FileContent, in_words_of_an_entry, of_clean_shop
from fake_magento.errors import UnreadSettingWarning
from fake_magento.fixture_shape import TEXT, OneOf, Section
from fake_magento.nearest import nearest
from fake_magento.state import Row, StateError
from fake_magento.state.settings import READ


class Config(Entities[str]):
    """The settings that the shop reads, by path, as text: ``config["catalog/price/scope"] = 1``, and prices are a website's.

    They are those of the table ``core_config_data`` that a clean shop has, for all of the shop. A fake does not obey all of
    them: setting another one than those of `fake_magento.state.settings.READ` is an `UnreadSettingWarning`, unless a fixtures
    document does it.
    """

    section = "config"
    one = "setting"
    table = "core_config_data"
    named_by = "path"
    shape = Section({"path": str, "value": OneOf((*TEXT.kinds, None))}, 2)

    @in_words_of_an_entry()
    def add(self, path: str, value: str | int | None) -> None:
        """Set one. Raises `StateError` for a path that a clean shop does not have."""
        self._set(path, value)
        _warn_of(path)

    __setitem__ = add

    def _set(self, path: str, value: str | int | None) -> None:
        with self._shop.lock:
            config = self._shop.config
            if path not in config:
                raise StateError(f"no setting {path!r}{nearest(path, self.names())}")
            config.update(path, value=None if value is None else str(value))

    def made(self, row: Row) -> str:
        """The value of that setting; ``""`` where it is null."""
        return row["value"] or ""

    def rows(self) -> list[Row]:
        return sorted(self._table, key=self.name)

    def rows_of(self, name: str) -> list[Row]:
        row = self._table.get(name)
        return [] if row is None else [row]

    def load(self, entry: Entry, content: FileContent) -> None:
        self._set(**entry)

    def dump(self) -> list[Entry]:
        """Those that are not as in a clean shop."""
        clean = of_clean_shop(self.table)
        return [
            {"path": row["path"], "value": row["value"]}
            for row in self._shop.config
            if row["value"] != clean[row["path"]]["value"]
        ]


_STEPS_TO_WHO_SETS = 4
"""So many calls up from the warning is who sets the setting: `_warn_of`, the method, what checks its words, and that."""


def _warn_of(path: str) -> None:
    if path not in READ:
        text = f"nothing in the fake reads the setting {path!r}: it changes no answer"
        warnings.warn(text, UnreadSettingWarning, _STEPS_TO_WHO_SETS)
