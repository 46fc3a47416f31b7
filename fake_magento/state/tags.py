"""Tags of products, and who tagged what in which store view (transcript ``v1_tag``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fake_magento.state.errors import StateError
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

TAGS = "tag"
RELATIONS = "tag_relation"
"""The tables of tags, and of what they are on."""

APPROVED, PENDING, DISABLED = 1, 0, -1
STATUSES = (APPROVED, PENDING, DISABLED)
"""What a tag can be."""

SPACE = " \t\n\r\0\v"
"""What is no part of a name at its ends."""

_PROPERTIES = "tag_properties"
_QUOTED_OR_SPACE = re.compile(r"('[^\n]*?')|\s+", re.ASCII)


class TagExistsError(StateError):
    """A name that another tag has."""

    def __init__(self) -> None:
        super().__init__("Tag already exists.")


def names_in(text: str) -> list[str]:
    """The names of tags in a text: words, and several words in single quotes."""
    parts = _QUOTED_OR_SPACE.sub(lambda match: f"{match[1] or ''}\n", text).split("\n")
    return [name for name in (part.strip("'").strip(SPACE) for part in parts) if name]


def tags_of(shop: Shop, product_id: int, store: int | None = None) -> list[Row]:
    """The tags on a product, in any store view or in this one, by their ids."""
    where = {"product_id": product_id} if store is None else {"product_id": product_id, "store_id": store}
    ids = {relation["tag_id"] for relation in shop.table(RELATIONS).select(where)}
    return [shop.table(TAGS)[id] for id in sorted(ids)]


def popularity(shop: Shop, tag_id: int, store: int) -> dict[int, int]:
    """By the id of each product that has the tag in the store view, how many customers put it there."""
    found: dict[int, int] = {}
    for relation in shop.table(RELATIONS).select(tag_id=tag_id, store_id=store):
        found[relation["product_id"]] = found.get(relation["product_id"], 0) + 1
    return dict(sorted(found.items()))


def base_popularity(shop: Shop, tag_id: int, store: int) -> int | None:
    """What a tag's popularity counts from in the store view; ``None`` where it was never saved there."""
    row = shop.table(_PROPERTIES).find(tag_id=tag_id, store_id=store)
    return None if row is None else row["base_popularity"]


def put_tag(shop: Shop, name: str, product_id: int, customer_id: int, store: int) -> tuple[int, bool]:
    """Put a tag on a product in a store view; its id, and whether it is new. A new one waits to be approved.

    Names are compared as the database compares text. A disabled tag that a customer puts on something new waits again.
    """
    tags, relations = shop.table(TAGS), shop.table(RELATIONS)
    tag = tags.find(name=name)
    is_new = tag is None
    if tag is None:
        tag = tags.insert(name=name, status=PENDING, first_customer_id=customer_id, first_store_id=store)
    relation = {"tag_id": tag["tag_id"], "customer_id": customer_id, "product_id": product_id, "store_id": store}
    if relations.find(relation) is None:
        if tag["status"] == DISABLED:
            tags.update(tag["tag_id"], status=PENDING)
        relations.insert({**relation, "created_at": shop.clock.text()})
    return tag["tag_id"], is_new


def save_tag(shop: Shop, id: int, values: dict[str, Any], popularity: Any, store: int) -> None:
    """Change a tag's name and status, and in a store view what its popularity counts from; null keeps that as it is.

    Raises `TagExistsError`. ``admin`` keeps no popularity.
    """
    tags = shop.table(TAGS)
    name = values.get("name")
    if name and any(each["tag_id"] != id for each in tags.select(name=tags.schema.columns["name"].cast(name))):
        raise TagExistsError
    tags.update(id, values)
    if store:
        kept = base_popularity(shop, id, store) if popularity is None else popularity
        shop.table(_PROPERTIES).put(tag_id=id, store_id=store, base_popularity=kept)
