"""The attributes of products."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fake_magento.entities.base import (
    VALUES,
    Entities,
    Entry,
    FileContent,
    in_words_of_an_entry,
    known,
    of_clean_shop,
    other_stores,
    store_id,
)
from fake_magento.fixture_shape import TEXT, Items, OneOf, Section, Values
from fake_magento.state import ADMIN_STORE, Row, Shop, StateError
from fake_magento.state.attribute_sets import add_group, put_in_set
from fake_magento.state.attributes import (
    CODE,
    INPUTS,
    SCOPES,
    add_option,
    attribute_of,
    create_attribute,
    labels_of,
    update_attribute,
)
from fake_magento.state.catalogue import IMAGE
from fake_magento.state.schema import PRODUCT, SCHEMAS
from fake_magento.state.sources import CHOICES, TABLE, options, source

_TABLE = "eav_attribute"
_BY_WORD = {"type": "frontend_input", "required": "is_required", "unique": "is_unique"}
_BY_RULE = (
    *("attribute_id", "entity_type_id", "attribute_code", "backend_type", "frontend_label", "default_value"),
    *("backend", "source", "scope", "is_user_defined"),
)
_MORE = {
    name: column for name, column in SCHEMAS[_TABLE].columns.items() if name not in (*_BY_WORD.values(), *_BY_RULE)
}
"""The columns that there is no word for."""

_PLACE = Section({"group": str, "sort_order": int}, 1)
_EXTENDS = {"code", "options", "sets"}
_OPTION = Section({"label": TEXT, "id": int, "position": int, "labels": Values(TEXT)}, 1)


Sets = Sequence[str | int] | Mapping[str, str | Mapping[str, Any]]
"""Names or ids of attribute sets, or a mapping of names to the group there, or to ``group`` and ``sort_order``."""


class AttributeView:
    """An attribute of products, as a store view names it and its options; ``admin`` unless `in_store` says otherwise.

    What is asked of it is answered as it is now, and raises `LookupError` once the attribute is gone.
    """

    def __init__(self, shop: Shop, attribute: Row, store: int = ADMIN_STORE) -> None:
        self._shop = shop
        self._store = store
        self.id: int = attribute["attribute_id"]
        self.code: str = attribute["attribute_code"]

    def __repr__(self) -> str:
        return f"<attribute {self.code!r}>"

    @property
    def values(self) -> Mapping[str, Any]:
        """All that the shop keeps of the attribute itself, by column."""
        with self._shop.lock:
            found = self._shop.table(_TABLE).get(self.id)
        if found is None:
            raise LookupError(f"the attribute {self.code!r} is gone")
        return found

    def in_store(self, store: str | int) -> AttributeView:
        """The attribute as a store view sees it, named by code or id. Raises `StateError` where there is none such."""
        return AttributeView(self._shop, self.values, store_id(self._shop, store))

    @property
    def type(self) -> str | None:
        """What is typed or chosen: ``text``, ``select``, …; Magento's ``frontend_input``."""
        found: str | None = self.values["frontend_input"]
        return found

    @property
    def label(self) -> str | None:
        """What it is called."""
        with self._shop.lock:
            values = self.values
            found: str | None = labels_of(self._shop, values).get(self._store, values["frontend_label"])
        return found

    @property
    def scope(self) -> str:
        """Where its values differ: ``store``, ``website`` or ``global``, which is nowhere."""
        found: str = self.values["scope"]
        return found

    @property
    def is_required(self) -> bool:
        """Whether products must have a value of it."""
        return bool(self.values["is_required"])

    @property
    def is_unique(self) -> bool:
        """Whether no two products may have the same value of it."""
        return bool(self.values["is_unique"])

    @property
    def options(self) -> Mapping[str, Any]:
        """What can be chosen: by label the value that the shop keeps; empty where nothing is chosen."""
        with self._shop.lock:
            return {each.label: each.value for each in options(self._shop, self.values, self._store) if each.label}

    @property
    def sets(self) -> list[str]:
        """The names of the attribute sets that it is in."""
        with self._shop.lock:
            return [*_places(self._shop, self.values)]


class Attributes(Entities[AttributeView]):
    """The attributes of products by code."""

    section = "attributes"
    one = "attribute"
    table = _TABLE
    named_by = "attribute_code"
    shape = Section(
        {
            "code": str,
            "id": int,
            "type": str,
            "label": TEXT,
            "labels": Values(TEXT),
            "scope": str,
            "required": bool,
            "unique": bool,
            "default": TEXT,
            "options": Items(OneOf((str, int, _OPTION))),
            "sets": OneOf((Items(OneOf((str, int))), Values(OneOf((str, _PLACE))))),
            "values": VALUES,
        },
        1,
    )

    @in_words_of_an_entry()
    def add(
        self,
        code: str,
        *,
        id: int | None = None,
        type: str | None = None,
        label: str | None = None,
        labels: Mapping[str, Any] | None = None,
        scope: str = "store",
        required: bool = False,
        unique: bool = False,
        default: str | int | None = None,
        options: Sequence[str | int | Mapping[str, Any]] = (),
        sets: Sets | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> AttributeView:
        """Add an attribute of products, which those of the ``sets`` then have.

        ``type`` is what is typed or chosen (``text``, ``textarea``, ``date``, ``boolean``, ``select``, ``multiselect``,
        ``price``, …): ``select`` where there are options, or else ``text``, unless given. ``scope`` is ``store``, ``website``
        or ``global``. ``label`` is what it is called, its code unless given, and ``labels`` what by store view. An option
        is a label, or a mapping with ``label`` and, where wanted, ``labels``, ``position`` and ``id``. ``default`` is what
        products have of it that are created over the API without it, of options the label. ``sets`` are names or ids of
        attribute sets, or a mapping of names to the group there (or to ``group`` and ``sort_order``); the shop's first set
        unless given, and the group ``General``. ``values`` are further columns of Magento's, such as ``is_searchable``.

        Raises `StateError` where code or id is taken, for a type, scope, option, set, store view or column that there is not.
        """
        kind = type or ("select" if options else "text")
        shop = self._shop
        with self._whole():
            self._check(code, id, kind, options)
            if id is not None:
                shop.table(_TABLE).count_from(id)
            for name in values or {}:
                known("column of attributes", name, _MORE)
            columns = {**(values or {}), "frontend_input": kind, "is_required": required, "is_unique": unique}
            columns |= {"attribute_code": code, "is_global": SCOPES.index(known("scope", scope, SCOPES))}
            named = {ADMIN_STORE: code if label is None else label, **self._by_store(labels)}
            row = create_attribute(shop, columns, named)
            self._add_options(row, options)
            if default is not None:
                update_attribute(shop, row, {"default_value": self._default(row, default)})
            self._put(row, [shop.catalogue.attribute_set(None).id] if sets is None else sets)
            return AttributeView(shop, row)

    @in_words_of_an_entry()
    def extend(
        self,
        code: str,
        *,
        options: Sequence[str | int | Mapping[str, Any]] = (),
        sets: Sets = (),
    ) -> None:
        """Give an attribute more options, and put it into more sets, as in `add`.

        Raises `KeyError` for an unknown code, and `StateError` where it has no options of its own, and as `add`.
        """
        with self._whole():
            attribute = self[code].values
            if options and source(attribute) != TABLE:
                raise StateError(f"the attribute {code!r} has no options of its own; one of {' or '.join(CHOICES)} has")
            attribute = update_attribute(self._shop, attribute, {})
            self._add_options(attribute, options)
            self._put(attribute, sets)

    def _check(self, code: str, id: int | None, kind: str, options: Sequence[Any]) -> None:
        known("type of attributes", kind, INPUTS)
        if not CODE.fullmatch(code):
            raise StateError(f"a code is of the letters a to z, digits and underscores, a letter first; not {code!r}")
        if code in self:
            raise StateError(f"an attribute {code!r} exists already; extend gives it more options")
        if options and kind not in CHOICES:
            raise StateError(f"an attribute of the type {kind!r} has no options; one of {' or '.join(CHOICES)} has")
        if id is not None and id < self._shop.table(_TABLE).next_id:
            raise StateError(f"an attribute had the id {id} already")

    def _add_options(self, attribute: Row, options: Sequence[str | int | Mapping[str, Any]]) -> None:
        rows = self._shop.table("eav_attribute_option")
        there = len(rows.select(attribute_id=attribute["attribute_id"]))
        for number, each in enumerate(options, there):
            option: Mapping[str, Any] = each if isinstance(each, Mapping) else {"label": each}
            id = option.get("id")
            if id is not None and id in rows:
                raise StateError(f"an option has the id {id} already")
            labels = {ADMIN_STORE: str(option["label"]), **self._by_store(option.get("labels"))}
            add_option(self._shop, attribute, labels, option.get("position", number), False, id)

    def _by_store(self, labels: Mapping[str, Any] | None) -> dict[int, str]:
        return {self.store_id(store): str(label) for store, label in (labels or {}).items()}

    def _default(self, attribute: Row, default: str | int) -> Any:
        """The value of a default, of options that of the label. Raises `StateError` for an option that there is not."""
        labels = {each.label: each.value for each in options(self._shop, attribute) if each.label}
        if str(default) in labels or not self._is_value(attribute, default):
            return labels[known(f"option of {attribute['attribute_code']}", str(default), labels)]
        return default

    def _is_value(self, attribute: Row, value: str | int) -> bool:
        """Whether it is a value of an option, or several with commas; without options anything is."""
        values = {str(each.value) for each in options(self._shop, attribute)}
        return not values or values.issuperset(str(value).split(","))

    def _put(self, attribute: Row, sets: Sets) -> None:
        """Put an attribute into sets, into the groups that are named, which are made where there are none, or the default."""
        shop = self._shop
        groups = shop.table("eav_attribute_group")
        for name in sets:
            id = shop.catalogue.attribute_set(name).id
            place: str | Mapping[str, Any] = sets[str(name)] if isinstance(sets, Mapping) else {}
            place = {"group": place} if isinstance(place, str) else place
            group = None
            if place:
                found = groups.find(attribute_set_id=id, attribute_group_name=place["group"])
                group = found or add_group(shop, id, place["group"])
            current = shop.table(_TABLE)[attribute["attribute_id"]]
            put_in_set(shop, current, shop.table("eav_attribute_set")[id], group, place.get("sort_order"))

    def made(self, row: Row) -> AttributeView:
        return AttributeView(self._shop, row)

    def rows_of(self, name: str) -> list[Row]:
        row = attribute_of(self._shop, PRODUCT, name)
        return [] if row is None else [row]

    def is_one(self, row: Row) -> bool:
        return bool(row["entity_type_id"] == PRODUCT)

    def load(self, entry: Entry, content: FileContent) -> None:
        """An entry of an attribute that there is gives it more options, and puts it into more sets."""
        if entry.keys() <= _EXTENDS and entry["code"] in self:
            self.extend(**entry)
        else:
            self.add(**entry)

    def dump(self) -> list[Entry]:
        """Those beyond the clean shop's, whose entries have the options and sets that they have got; sets tell those of images.

        Where the shop has attributes of images of its own, which come before them, others get their ids anew.
        """
        own = of_clean_shop(_TABLE)
        placed = {row["attribute_id"] for row in of_clean_shop("eav_entity_attribute").values()}
        rows = self._shop.products.attributes()
        keeps_ids = all(row["frontend_input"] != IMAGE or row["attribute_id"] in own for row in rows)
        entries = []
        for row in rows:
            if row["attribute_id"] in own:
                sets = {} if row["attribute_id"] in placed else _places(self._shop, row)
                more = {"options": self._options(row), "sets": sets}
                if any(more.values()):
                    entries.append({"code": row["attribute_code"], **more})
            elif row["frontend_input"] != IMAGE:
                entries.append(self._entry(row, keeps_ids))
        return entries

    def _entry(self, row: Row, keeps_id: bool) -> Entry:
        entry: Entry = {"code": row["attribute_code"]}
        if keeps_id:
            entry["id"] = row["attribute_id"]
        default = row["default_value"]
        kind = row["frontend_input"] if row["frontend_input"] in INPUTS else "text"
        entry |= {"type": kind, "label": row["frontend_label"] or row["attribute_code"]}
        entry |= {"scope": row["scope"], "required": bool(row["is_required"]), "unique": bool(row["is_unique"])}
        found = {
            "labels": self._by_code(labels_of(self._shop, row)),
            "default": default if default and self._is_value(row, default) else None,
            "options": self._options(row),
            "values": {name: row[name] for name, column in _MORE.items() if row[name] != column.default},
        }
        return {**entry, **{word: value for word, value in found.items() if value}, "sets": _places(self._shop, row)}

    def _options(self, attribute: Row) -> list[Entry]:
        """Its own options, as entries; an attribute that takes what can be chosen from elsewhere shows none of them."""
        if source(attribute) != TABLE:
            return []
        found = []
        for row in self._shop.table("eav_attribute_option").select(attribute_id=attribute["attribute_id"]):
            texts = self._shop.table("eav_attribute_option_value").select(option_id=row["option_id"])
            labels = {each["store_id"]: each["value"] for each in texts}
            if ADMIN_STORE in labels:
                option = {"label": labels[ADMIN_STORE], "id": row["option_id"], "position": row["sort_order"]}
                by_code = self._by_code(labels)
                found.append({**option, "labels": by_code} if by_code else option)
        return found

    def _by_code(self, labels: Mapping[int, str]) -> dict[str, str]:
        return {code: labels[id] for id, code in other_stores(self._shop) if id in labels}


def _places(shop: Shop, attribute: Row) -> dict[str, Entry]:
    """The sets that an attribute is in, by name, with the group there and its place in that."""
    sets, groups = shop.table("eav_attribute_set"), shop.table("eav_attribute_group")
    return {
        sets[place["attribute_set_id"]]["attribute_set_name"]: {
            "group": groups[place["attribute_group_id"]]["attribute_group_name"] or "",
            "sort_order": place["sort_order"],
        }
        for place in shop.table("eav_entity_attribute").select(attribute_id=attribute["attribute_id"])
    }
