"""All tables of one shop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from fake_magento.state.eav import EavTable
from fake_magento.state.schema import ENTITY_TYPES, SCHEMAS
from fake_magento.state.table import Held, Table

DatabaseSnapshot = Mapping[str, Held]
"""What all tables hold at one time, by the name of the table."""


class Database:
    """The tables of one shop by name, those of `fake_magento.state.schema`. They start with the contents given."""

    def __init__(self, contents: DatabaseSnapshot | None = None) -> None:
        self._tables = {name: Table(schema) for name, schema in SCHEMAS.items() if name not in ENTITY_TYPES}
        shared = self["eav_attribute"], self["core_store"], self["core_config_data"]
        self._entities = {name: EavTable(SCHEMAS[name], type_id, *shared) for name, type_id in ENTITY_TYPES.items()}
        self._tables |= self._entities
        if contents is not None:
            self.restore(contents)

    @property
    def config(self) -> Table:
        """The settings, which `fake_magento.state.settings` reads."""
        return self["core_config_data"]

    def __getitem__(self, name: str) -> Table:
        return self._tables[name]

    def entities(self, name: str) -> EavTable:
        """A table of entities."""
        return self._entities[name]

    def snapshot(self) -> DatabaseSnapshot:
        """What all tables hold, for `restore`, here or in another database. It costs the same at any size."""
        return {name: table.snapshot() for name, table in self._tables.items()}

    def restore(self, snapshot: DatabaseSnapshot) -> None:
        """Hold what was held when the snapshot was taken."""
        for name, held in snapshot.items():
            self._tables[name].restore(held)

    @contextmanager
    def transaction(self, *names: str) -> Iterator[None]:
        """Takes back what was written to the tables of these names where an exception leaves it; ids stay used up."""
        before = {name: self[name].snapshot() for name in names}
        try:
            yield
        except BaseException:
            for name, contents in before.items():
                next_id = self[name].next_id
                self[name].restore(contents)
                self[name].count_from(next_id)
            raise
