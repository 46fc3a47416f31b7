"""The words that customers tag products with (transcript ``v1_tag``).

A tag is one in all store views; which products a customer gave it to, and its base popularity, are by store view.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fake_magento.state.errors import StateError
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

PENDING, DISABLED = 0, -1
STATUSES = (1, PENDING, DISABLED)
"""What a tag can be: approved, pending or disabled."""

_TAGS = "tag"
_RELATIONS = "tag_relation"
_PROPERTIES = "tag_properties"


class TakenNameError(StateError):
    """The name that a tag shall have is another one's."""


def tags_of(shop: Shop, product_id: int, store_id: int | None = None) -> list[Row]:
    """The tags of a product by their ids, each once: those of a store view, or of all where that is ``None``."""
    where = {"product_id": product_id} if store_id is None else {"product_id": product_id, "store_id": store_id}
    relations = shop.table(_RELATIONS).select(where)
    return [shop.table(_TAGS)[id] for id in sorted({relation["tag_id"] for relation in relations})]


def tagged_products(shop: Shop, tag_id: int, store_id: int) -> dict[int, int]:
    """The products that have a tag in a store view: by id how many customers gave it to them."""
    relations = shop.table(_RELATIONS).select(tag_id=tag_id, store_id=store_id)
    return dict(sorted(Counter(relation["product_id"] for relation in relations).items()))


def base_popularity(shop: Shop, tag_id: int, store_id: int) -> int | None:
    """The popularity that a tag has in a store view, ``None`` where it was never saved there."""
    row = shop.table(_PROPERTIES).find(tag_id=tag_id, store_id=store_id)
    return None if row is None else row["base_popularity"]


def add_tag(shop: Shop, name: str, product_id: int, customer_id: int, store_id: int) -> tuple[int, bool]:
    """Let a customer tag a product in a store view; the id of the tag, and whether it is a new one.

    A new one is pending. A disabled tag that is given where it was not yet is pending again. Names are compared as the
    database compares text. Nothing changes where the customer tagged the product so before.
    """
    tags = shop.table(_TAGS)
    there = tags.find(name=name)
    tag = there or tags.insert(name=name, status=PENDING, first_customer_id=customer_id, first_store_id=store_id)
    id: int = tag["tag_id"]
    if give_tag(shop, id, product_id, customer_id, store_id) and tag["status"] == DISABLED:
        tags.update(id, status=PENDING)
    return id, there is None


def give_tag(shop: Shop, id: int, product_id: int, customer_id: int | None, store_id: int) -> bool:
    """Give a tag to a product in a store view, by a customer or by nobody; whether it was not given so before."""
    relation = {"tag_id": id, "customer_id": customer_id, "product_id": product_id, "store_id": store_id}
    if shop.table(_RELATIONS).find(relation) is not None:
        return False
    shop.table(_RELATIONS).insert(relation)
    return True


def save_tag(shop: Shop, id: int, values: Mapping[str, Any], store_id: int) -> None:
    """Change a tag's ``name`` and ``status``, and its ``base_popularity`` in the store view; what is not given stays.

    The base popularity is 0 where the store view had none. Raises `TakenNameError`, and changes nothing, where another tag
    has the name. Any number of tags have none.
    """
    tags, name = shop.table(_TAGS), values.get("name")
    if name and any(each["tag_id"] != id for each in tags.select(name=name)):
        raise TakenNameError("Tag already exists.")
    tags.update(id, {column: values[column] for column in ("name", "status") if column in values})
    popularity = {"base_popularity": values["base_popularity"]} if "base_popularity" in values else {}
    shop.table(_PROPERTIES).put({"tag_id": id, "store_id": store_id, **popularity})


def delete_tag(shop: Shop, id: int) -> bool:
    """Take a tag away, from all products; whether there was one."""
    for name in (_RELATIONS, _PROPERTIES):
        shop.table(name).delete_where(tag_id=id)
    return shop.table(_TAGS).delete(id)


def leave_tags(shop: Shop, customer_id: int) -> None:
    """Take back what a customer tagged; the tags themselves stay."""
    shop.table(_RELATIONS).delete_where(customer_id=customer_id)
