"""The shop's settings."""

from __future__ import annotations

from fake_magento.entities.base import Entities, Entry, FileContent, in_words_of_an_entry
from fake_magento.fixture_shape import TEXT, OneOf, Section
from fake_magento.nearest import nearest
from fake_magento.state import Row, StateError
from fake_magento.state.clean import clean_shop
from fake_magento.state.database import Database


class Config(Entities[str]):
    """The settings that the shop reads, by path, as text: ``config["catalog/price/scope"] = 1``, and prices are a website's.

    They are those of the table ``core_config_data`` that a clean shop has, for all of the shop.
    """

    section = "config"
    one = "setting"
    table = "core_config_data"
    named_by = "path"
    shape = Section({"path": str, "value": OneOf((*TEXT.kinds, None))}, 2)

    @in_words_of_an_entry()
    def add(self, path: str, value: str | int | None) -> None:
        """Set one. Raises `StateError` for a path that the shop does not read, which nothing would obey."""
        with self._shop.lock:
            table = self._shop.table("core_config_data")
            if path not in table:
                raise StateError(f"no setting {path!r}{nearest(path, self.names())}")
            table.update(path, value=None if value is None else str(value))

    def __setitem__(self, path: str, value: str | int | None) -> None:
        self.add(path, value)

    def made(self, row: Row) -> str:
        """The value of that setting; ``""`` where it is null."""
        return row["value"] or ""

    def rows(self) -> list[Row]:
        return sorted(self._table, key=self.name)

    def rows_of(self, name: str) -> list[Row]:
        row = self._table.get(name)
        return [] if row is None else [row]

    def load(self, entry: Entry, content: FileContent) -> None:
        self.add(**entry)

    def dump(self) -> list[Entry]:
        """Those that are not as in a clean shop."""
        clean = Database(clean_shop())["core_config_data"]
        return [
            {"path": row["path"], "value": row["value"]}
            for row in self._shop.table("core_config_data")
            if row["value"] != clean[row["path"]]["value"]
        ]
