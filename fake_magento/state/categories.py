"""Categories: their tree, saving, moving and deleting them, and the products in them.

Sources: the transcripts ``v1_category``, ``v1_category_data``, ``v1_category_move``, ``v1_category_scope``,
``v1_category_tree``, ``v1_category_products`` and ``v1_category_levels``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fake_magento import php
from fake_magento.state import settings
from fake_magento.state.attributes import attributes_in_set
from fake_magento.state.category_paths import is_below, parent_ids, path_ids
from fake_magento.state.dates import InvalidDateError, read_date
from fake_magento.state.eav import ADMIN_STORE
from fake_magento.state.errors import StateError
from fake_magento.state.products import NoTextError, read_number
from fake_magento.state.schema import CATEGORY
from fake_magento.state.table import Row
from fake_magento.state.urls import refresh_category, url_key

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

TREE_ROOT = 1
"""The id of the category that all others are below."""

DEFAULT_SORT_BY = "catalog/frontend/default_sort_by"

AVAILABLE, DEFAULT = "available_sort_by", "default_sort_by"

_PRODUCTS = "catalog_category_product"
_ENABLED = 1
_FIRST_LEVEL_WITH_PATH = 2
_STATIC = ("created_at", "updated_at", "parent_id", "increment_id")
"""What counts as attributes of categories before those of their set; the last is a column that the table does not have."""


class RequiredError(StateError):
    """A category without the value of an attribute that must have one."""

    def __init__(self, code: str) -> None:
        super().__init__(f'Attribute "{code}" is required.')


class InvalidCategoryError(StateError):
    """A value that a category cannot be saved with; the message is what the shop says."""


class InUseError(StateError):
    """A category that cannot be deleted; the message is what the shop says."""


def attribute_codes(shop: Shop) -> dict[str, Row | None]:
    """The attributes of categories by code, in the order in which the shop tells them; columns have no row."""
    return {**dict.fromkeys(_STATIC), **{row["attribute_code"]: row for row in attributes_of(shop)}}


def attributes_of(shop: Shop) -> list[Row]:
    """The attributes in the categories' set, in its order."""
    return attributes_in_set(shop, CATEGORY, CATEGORY)


def root_category(shop: Shop, store_id: int) -> int:
    """The id of the category that the store view shows as the root of its tree; 0 for ``admin``."""
    store = shop.table("core_store")[store_id]
    group = shop.table("core_store_group").get(store["group_id"])
    return 0 if group is None else int(group["root_category_id"])


def children_finder(shop: Shop) -> Callable[[Row], Sequence[Row]]:
    """What gives the categories right below one after the other, by position, until one is written."""
    below: dict[str, list[Row]] = {}
    for category in sorted(shop.categories, key=lambda row: row["position"]):
        below.setdefault(_path_above(category), []).append(category)

    def found(category: Row) -> Sequence[Row]:
        above, id = _path_above(category), category["entity_id"]
        return below.get(f"{above}/{id}" if above else str(id), ())

    return found


def _path_above(category: Row) -> str:
    path: str = category["path"]
    return path.rpartition("/")[0]


def active_below(shop: Shop, category: Row, store: int, levels: int | None = None) -> list[Row]:
    """The categories below it that are active in the store view, down so many levels (all where ``None``), by position.

    Those of equal position come in the order of their paths; whether what is above them is active does not matter.
    """
    is_active = shop.categories.attribute("is_active")
    assert is_active
    last = None if levels is None else category["level"] + levels
    found = [
        row
        for row in shop.categories
        if is_below(row, category)
        and (last is None or row["level"] <= last)
        and shop.categories.listed(row, is_active, store) == 1
    ]
    return sorted(found, key=lambda row: (row["position"], row["path"]))


def create_category(
    shop: Shop,
    parent: Row,
    given: Mapping[str, Any],
    store: int = ADMIN_STORE,
    from_config: Collection[str] = (),
    id: int | None = None,
) -> Row:
    """A new category, the last below its parent, saved in the store view; the category.

    ``given`` are values of attributes by code; ``from_config`` are the codes of those that the settings decide on, and ``id``
    is its own, the next one unless given. Raises `RequiredError`, `InvalidCategoryError` and `NoTextError` (where a URL key
    is a list), which use no id up.
    """
    given = {"path": parent["path"], **given}
    _validate(shop, given, from_config)
    values = _to_save(shop, None, given, store)
    path = php.to_string(given["path"])
    ids = path_ids({"path": path})
    last = max((row["position"] for row in _on_level(shop, ids[-1], path, len(ids))), default=0)
    for above in dict.fromkeys(ids):
        _count_children(shop, above, 1)
    now = shop.clock.text()
    placed = {"path": path, "parent_id": ids[-1], "level": len(ids), "position": last + 1, "updated_at": now}
    placed |= {"entity_id": id, "attribute_set_id": CATEGORY}
    row = shop.categories.insert({"created_at": now, **values, **placed}, store=store)
    row = shop.categories.update(row["entity_id"], path=f"{path}/{row['entity_id']}")
    return _refresh(shop, row) if values["url_key"] else row


def _on_level(shop: Shop, parent: int, path: str, level: int) -> Iterable[Row]:
    inner = f"{path}/"
    rows = shop.categories.select(parent_id=parent)
    return (row for row in rows if row["level"] == level and row["path"].startswith(inner))


def save_category(
    shop: Shop, category: Row, given: Mapping[str, Any], store: int = ADMIN_STORE, *, checked: bool = True
) -> Row:
    """Save a category in the store view; the category.

    A store view keeps all that it shows of then on, not only what was given. ``checked`` is whether what it must have is asked
    for. Raises as `create_category` does, and saves nothing.
    """
    seen = shop.categories.values(category, store)
    if checked:
        _validate(shop, {**seen, **given})
    values = _to_save(shop, seen, given, store)
    saved = shop.categories.save(category["entity_id"], {**values, "updated_at": shop.clock.text()}, store)
    return _refresh(shop, saved) if values["url_key"] != (seen.get("url_key") or "") else saved


def save_with_products(shop: Shop, category: Row, store: int = ADMIN_STORE) -> None:
    """Save a category whose products have changed: nothing is asked for, and its paths are looked at again."""
    _refresh(shop, save_category(shop, category, {}, store, checked=False))


def _refresh(shop: Shop, category: Row) -> Row:
    if category["level"] >= _FIRST_LEVEL_WITH_PATH:
        refresh_category(shop.database, category)
    return shop.categories[category["entity_id"]]


def _validate(shop: Shop, data: Mapping[str, Any], from_config: Collection[str] = ()) -> None:
    """What is wrong with the order of products comes first, then the first attribute without a value."""
    missing = None
    for attribute in attributes_of(shop):
        code = attribute["attribute_code"]
        value = data.get(code)
        if attribute["is_required"] and code not in from_config and _is_missing(attribute, value):
            missing = missing or code
        elif code == DEFAULT and AVAILABLE not in from_config:
            _validate_default(shop, data, from_config)
    if missing:
        raise RequiredError(missing)


def _is_missing(attribute: Row, value: Any) -> bool:
    if php.is_array(value):
        return attribute["backend"] != "sortby" or not value
    if value is False:
        return bool(attribute["backend_type"] != "int")
    return value is None or (value == "" and attribute["backend_type"] in ("int", "decimal", "datetime"))


def _validate_default(shop: Shop, data: Mapping[str, Any], from_config: Collection[str]) -> None:
    """Raises `InvalidCategoryError` where products are not offered in the order that they have at first."""
    available = data.get(AVAILABLE)
    offered = php.values(available) if php.is_array(available) else php.to_string(available).split(",")
    if DEFAULT in from_config:
        value: Any = settings.text(shop.config, DEFAULT_SORT_BY)
    else:
        value = data.get(DEFAULT)
    if php.is_empty(available) or not any(php.equals(value, each) for each in offered):
        raise InvalidCategoryError(
            "Default Product Listing Sort by does not exist in Available Product Listing Sort By."
        )


def _to_save(shop: Shop, seen: Mapping[str, Any] | None, given: Mapping[str, Any], store: int) -> dict[str, Any]:
    """The values as they are saved: read, with the URL key, and in a store view with all that it shows."""
    columns = shop.categories.schema.columns
    known = {row["attribute_code"]: row for row in attributes_of(shop)}
    made: dict[str, Any] = {}
    if seen is not None and store != ADMIN_STORE:
        made = {
            code: "" if seen[code] is None else seen[code]
            for code, attribute in known.items()
            if code in seen and code not in columns and attribute["scope"] != "global"
        }
    for code, value in given.items():
        attribute = known.get(code)
        if code in columns:
            if not php.is_array(value):
                made[code] = value
        elif attribute is None or attribute["backend_type"] == "static":
            continue
        elif code == AVAILABLE and value is not None:
            made[code] = ",".join(map(php.to_string, php.values(value))) if php.is_array(value) else ""
        elif not php.is_array(value):
            made[code] = None if value is False else _read(attribute, value)
    data = {**(seen or {}), **given}
    key = data.get("url_key")
    text = data.get("name") if key is None or key == "" else key
    if php.is_array(text):
        raise NoTextError
    made["url_key"] = url_key(php.to_string(text))
    return made


def _read(attribute: Row, value: Any) -> Any:
    """What a client's value of an attribute means."""
    if attribute["backend_type"] == "datetime":
        try:
            return read_date(value)
        except InvalidDateError as refused:
            raise InvalidCategoryError(str(refused)) from None
    if attribute["backend_type"] == "decimal" and isinstance(value, str) and value != "":
        return read_number(value)
    return value


def move_category(shop: Shop, category: Row, parent: Row, after: Any) -> None:
    """Put a category below another one that is not below it, behind the one with the id ``after``.

    It comes first where ``after`` is empty or no category, and behind the least position where it is ``None``. Those that stood
    behind it where it was move up, and those that are to stand behind it move down.
    """
    categories = shop.categories
    count = 1 + sum(is_below(row, category) for row in categories)
    for id in dict.fromkeys(parent_ids(category)):
        _count_children(shop, id, -count)
    for id in dict.fromkeys(path_ids(parent)):
        _count_children(shop, id, count)
    old_parent = next(reversed(parent_ids(category)), 0)
    _shift(shop, old_parent, category["position"], -1)
    siblings = categories.select(parent_id=parent["entity_id"])
    if after is None:
        position = min((row["position"] for row in siblings), default=0)
    else:
        there = None if php.is_empty(after) else categories.get(php.to_int(after))
        position = 0 if there is None else there["position"]
        _shift(shop, parent["entity_id"], position, 1)
    old, new = f"{category['path']}/", f"{parent['path']}/{category['entity_id']}/"
    deeper = parent["level"] + 1 - category["level"]
    for row in categories:
        if row["path"].startswith(old):
            categories.update(row["entity_id"], path=row["path"].replace(old, new), level=row["level"] + deeper)
    moved = categories.update(
        category["entity_id"],
        path=new[:-1],
        level=parent["level"] + 1,
        position=position + 1,
        parent_id=parent["entity_id"],
    )
    _refresh(shop, moved)


def _shift(shop: Shop, parent: int, behind: int, by: int) -> None:
    for row in shop.categories.select(parent_id=parent):
        if row["position"] > behind:
            shop.categories.update(row["entity_id"], position=row["position"] + by)


def _count_children(shop: Shop, id: int, by: int) -> None:
    row = shop.categories.get(id)
    if row is not None:
        shop.categories.update(id, children_count=row["children_count"] + by)


def delete_category(shop: Shop, category: Row) -> None:
    """Take a category away with all below it; products only leave it. Raises `InUseError` for a store's root."""
    id = category["entity_id"]
    if any(group["root_category_id"] == id for group in shop.table("core_store_group")):
        raise InUseError("Can't delete root category.")
    for above in dict.fromkeys(parent_ids(category)):
        _count_children(shop, above, -category["children_count"] - 1)
    for row in [category, *(row for row in shop.categories if is_below(row, category))]:
        shop.table(_PRODUCTS).delete_where(category_id=row["entity_id"])
        shop.table("core_url_rewrite").delete_where(category_id=row["entity_id"])
        shop.categories.delete(row["entity_id"])


def is_assigned(shop: Shop, product_id: int, category_id: int) -> bool:
    """Whether the product is in the category."""
    return shop.table(_PRODUCTS).find(category_id=category_id, product_id=product_id) is not None


def assign(shop: Shop, product_id: int, category_id: int, position: Any = 0) -> None:
    """Put the product into the category at the position, whether it is in it already or not."""
    shop.table(_PRODUCTS).put(category_id=category_id, product_id=product_id, position=php.to_int(position))


def take_out(shop: Shop, product_id: int, category_id: int) -> None:
    """Take the product out of the category."""
    shop.table(_PRODUCTS).delete_where(category_id=category_id, product_id=product_id)


def assigned_products(shop: Shop, category: Row, store: int = ADMIN_STORE) -> list[tuple[Row, int]]:
    """The products of a category and their positions in it, by position.

    For ``admin`` those that were put into it. A store view shows what is enabled and in its website, where the category is its
    root or below: the category's own, those of all below it where it is an anchor, behind its own; and in the root at position
    0 those that are in no category.
    """
    table = shop.table(_PRODUCTS)
    own = {row["product_id"]: row["position"] for row in table.select(category_id=category["entity_id"])}
    if store == ADMIN_STORE:
        return _by_position(shop, own)
    root = shop.categories.get(root_category(shop, store))
    if root is None or (category["entity_id"] != root["entity_id"] and not is_below(category, root)):
        return []
    if shop.categories.listed(category, "is_anchor", store) == 1:
        for row in shop.categories:
            if is_below(row, category):
                behind = (row["position"] + 1) * (row["level"] + 1) * 10_000
                for each in table.select(category_id=row["entity_id"]):
                    position = behind + each["position"]
                    own[each["product_id"]] = min(own.get(each["product_id"], position), position)
    website_id = shop.table("core_store")[store]["website_id"]
    in_website = {row["product_id"] for row in shop.table("catalog_product_website").select(website_id=website_id)}
    if category["entity_id"] == root["entity_id"]:
        own |= dict.fromkeys(in_website - {row["product_id"] for row in table}, 0)
    status = shop.products.attribute("status")
    assert status
    shown = {
        id: position
        for id, position in own.items()
        if id in in_website and shop.products.listed(shop.products[id], status, store) == _ENABLED
    }
    return _by_position(shop, shown)


def _by_position(shop: Shop, positions: Mapping[int, int]) -> list[tuple[Row, int]]:
    ordered = sorted(positions.items(), key=lambda each: (each[1], each[0]))
    return [(shop.products[id], position) for id, position in ordered]
