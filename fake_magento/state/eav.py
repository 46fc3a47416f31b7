"""Entities whose values are kept by attribute and store view: products, categories, customers, addresses.

The real server reads the values of ``admin`` and of the store view in the order in which they were first written, and the
later one wins: a value that was first set in a store view is hidden there by one of ``admin`` that was first set afterwards
(transcripts ``v1_types_by_store``, ``v2_types_by_store``, ``xmlrpc_types_by_store``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from fake_magento.state import settings
from fake_magento.state.columns import Column, columns
from fake_magento.state.errors import StateError
from fake_magento.state.table import Memo, Row, Schema, Table

ADMIN_STORE = 0
"""The id of the store ``admin``, which holds the default values."""

_VALUES = "eav"
_CASTS = columns("varchar:varchar(255) text:text int:int decimal:decimal(12,4) datetime:datetime")
_NEVER_EMPTY_TEXT = ("int", "decimal", "datetime")
_NOTHING: Mapping[tuple[int, int], Any] = MappingProxyType({})
_keys: dict[tuple[int, int], tuple[int, int]] = {}


class EavTable(Table):
    """The entities of one type: a row has static columns, and values by attribute and store view.

    ``entity_type`` is the id under which ``attributes`` (the table ``eav_attribute``) has the attributes of these entities.
    ``stores`` is ``core_store``, ``config`` is ``core_config_data``: a website's store views, and whether prices are global.
    """

    __slots__ = ("_attributes", "_by_code", "_config", "_stores", "entity_type")

    def __init__(self, schema: Schema, entity_type: int, attributes: Table, stores: Table, config: Table) -> None:
        super().__init__(schema)
        self.entity_type = entity_type
        self._attributes = attributes
        self._by_code = Memo(attributes)
        self._stores = stores
        self._config = config

    def attribute(self, code: str) -> Row | None:
        """The attribute of that code, a row of ``eav_attribute``; ``None`` where these entities have none."""
        kept = self._by_code.kept
        found: Row | None = kept.get(code)
        if found is None:
            found = self._attributes.find(entity_type_id=self.entity_type, attribute_code=code)
            if found is not None and found["attribute_code"] == code:  # not each way of writing it
                kept[code] = found
        return found

    def attributes(self) -> list[Row]:
        """All attributes of these entities, in the order of their ids."""
        return self._attributes.select(entity_type_id=self.entity_type)

    def column(self, attribute: Row) -> Column | None:
        """The column that holds the values of an attribute, its own or that of all of its type; ``None`` where none does."""
        return self.schema.columns.get(attribute["attribute_code"]) or _CASTS.get(attribute["backend_type"])

    def _known(self, attribute: str | Row) -> Row:
        found = self.attribute(attribute) if isinstance(attribute, str) else attribute
        if found is None:
            raise StateError(f"{self.schema.name}: no attribute {attribute!r}")
        return found

    def value(self, row: Row, attribute: str | Row, store: int = ADMIN_STORE) -> Any:
        """What the store view shows of an attribute (its code, or its row, which is faster); ``None`` where nothing is.

        Raises `StateError` where these entities have no such attribute.
        """
        if isinstance(attribute, str) and attribute in self.schema.columns:
            return row[attribute]
        known = self._known(attribute)
        if known["backend_type"] == "static":
            return row.get(known["attribute_code"])
        return _later(row[_VALUES], known["attribute_id"], store)

    def listed(self, row: Row, attribute: str | Row, store: int = ADMIN_STORE, missing: Any = None) -> Any:
        """What a list of entities shows in the store view: its own value, or admin's; ``missing`` where admin has none."""
        if isinstance(attribute, str):
            if attribute in self.schema.columns:
                return row[attribute]
            attribute = self._known(attribute)
        values, id = row[_VALUES], attribute["attribute_id"]
        if store == ADMIN_STORE:
            return values.get((id, ADMIN_STORE), missing)
        if (id, ADMIN_STORE) not in values:
            return missing
        return values[id, store if (id, store) in values else ADMIN_STORE]

    def stored(self, row: Row, attribute: str | Row) -> dict[int, Any]:
        """The values of an attribute by store view, just where they were written, in the order in which they first were."""
        return {store: value for _, store, value in self.written(row, [attribute])}

    def written(self, row: Row, attributes: Iterable[str | Row]) -> list[tuple[int, int, Any]]:
        """The values of these attributes where they were written, in that order: attribute's id, store view, value."""
        ids = {self._known(each)["attribute_id"] for each in attributes}
        return [(id, store, value) for (id, store), value in row[_VALUES].items() if id in ids]

    def with_value(self, attribute: str | Row, value: Any) -> list[Row]:
        """The entities that have this value of an attribute in any store view; all of them are looked at."""
        known = self._known(attribute)
        column = _CASTS[known["backend_type"]]
        wanted = column.key(column.cast(value))
        return [
            row
            for row in self
            if any(each is not None and column.key(each) == wanted for each in self.stored(row, known).values())
        ]

    def values(self, row: Row, store: int = ADMIN_STORE) -> dict[str, Any]:
        """The static columns and all that the store view shows of the attributes, by code."""
        shown = {name: value for name, value in row.items() if name != _VALUES}
        for (id, written_in), value in row[_VALUES].items():
            if written_in in (ADMIN_STORE, store):
                attribute = self._attributes.get(id)
                if attribute is not None:
                    shown[attribute["attribute_code"]] = value
        return shown

    def insert(self, values: Row | None = None, /, *, store: int = ADMIN_STORE, **more: Any) -> Row:
        """A new entity, with values of static columns and of attributes, as `save` writes them; the row.

        Raises as `Table.insert` does, and `StateError` for unknown attributes, which uses no number up.
        """
        static, by_attribute = self._split({**(values or {}), **more})
        row = super().insert(static)
        return self._write(row, {}, by_attribute, store)

    def save(self, id: int, values: Row, store: int = ADMIN_STORE) -> Row:
        """Write values of static columns and of attributes in a store view; the new row.

        An attribute's scope decides where its value goes: to that store view, to all of its website, or to ``admin``. A value
        that is empty (null, and for numbers and dates ``""``) takes what is there away. The first value of a required
        attribute goes to ``admin`` too. Raises `KeyError` for an unknown id, `StateError` for unknown attributes.
        """
        static, by_attribute = self._split(values)
        return self._write(self[id], static, by_attribute, store)

    def write(self, id: int, attribute: str | Row, values: Mapping[int, Any]) -> Row:
        """Make these all the values of an attribute, by store view and in this order, whatever its scope; the new row."""
        known = self._known(attribute)
        written = {key: value for key, value in self[id][_VALUES].items() if key[0] != known["attribute_id"]}
        for store, value in values.items():
            _put(written, known, store, value)
        return self.update(id, {_VALUES: MappingProxyType(written)})

    def _split(self, values: Row) -> tuple[dict[str, Any], list[tuple[Row, Any]]]:
        static: dict[str, Any] = {}
        by_attribute = []
        for code, value in values.items():
            if code in self.schema.columns and code != _VALUES:
                static[code] = value
            else:
                attribute = self._known(code)
                if attribute["backend_type"] == "static":
                    raise StateError(f"{self.schema.name}: {code!r} is no column, and no value is kept for it")
                by_attribute.append((attribute, value))
        return static, by_attribute

    def _write(self, row: Row, static: dict[str, Any], by_attribute: list[tuple[Row, Any]], store: int) -> Row:
        values = row[_VALUES].copy()
        for attribute, value in by_attribute:
            for each in self._stores_to_write(attribute, values, store):
                _put(values, attribute, each, value)
        if by_attribute:
            static = {**static, _VALUES: MappingProxyType(values)}
        return self.update(row[self.schema.id], static) if static else row

    def _stores_to_write(self, attribute: Row, values: Mapping[tuple[int, int], Any], store: int) -> Sequence[int]:
        scope = attribute["scope"]
        if attribute["backend"] == "price" and not self._prices_are_by_website():
            scope = "global"
        if scope == "global" or store == ADMIN_STORE:
            return [ADMIN_STORE]
        found = [store]
        if scope == "website":
            own = self._stores.get(store)
            if own is not None:
                found = [each["store_id"] for each in self._stores.select(website_id=own["website_id"])]
        id = attribute["attribute_id"]
        is_first = (id, ADMIN_STORE) not in values and (id, store) not in values
        return [ADMIN_STORE, *found] if attribute["is_required"] and is_first else found

    def _prices_are_by_website(self) -> bool:
        return settings.prices_are_by_website(self._config)


def eav_schema(
    name: str, notation: str, unique: Sequence[str] = (), indexes: Sequence[str] = (), lookups: Sequence[str] = ()
) -> Schema:
    """The schema of a table of entities: its static columns, and the values by attribute and store view."""
    schema = Schema(name, f"{notation} {_VALUES}:any", unique, indexes, lookups)
    schema.defaults[_VALUES] = _NOTHING
    return schema


def _later(values: Mapping[tuple[int, int], Any], attribute: int, store: int) -> Any:
    """Of admin's value and the store view's the one that was first written later."""
    general, own = (attribute, ADMIN_STORE), (attribute, store)
    if store == ADMIN_STORE or own not in values:
        return values.get(general)
    if general not in values:
        return values[own]
    return [value for key, value in values.items() if key in (general, own)][-1]


def _put(values: dict[tuple[int, int], Any], attribute: Row, store: int, value: Any) -> None:
    """Write the value where it was written before, or last; or take it away."""
    key = (attribute["attribute_id"], store)
    if value is None or (value == "" and attribute["backend_type"] in _NEVER_EMPTY_TEXT):
        values.pop(key, None)
    else:
        values[_keys.setdefault(key, key)] = _CASTS[attribute["backend_type"]].cast(value)
