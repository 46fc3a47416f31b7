"""Store views, attribute sets and products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from fake_magento.nearest import nearest
from fake_magento.state.clean import DEFAULT_SET, clean_shop
from fake_magento.state.clean.attributes import SETS_OF_SALES
from fake_magento.state.clock import Clock
from fake_magento.state.collation import collate
from fake_magento.state.database import Database
from fake_magento.state.eav import ADMIN_STORE
from fake_magento.state.errors import StateError
from fake_magento.state.schema import PRODUCT
from fake_magento.state.table import Memo, Row, Table
from fake_magento.state.urls import refresh_product, url_key

IMAGE = "media_image"
"""The input of an attribute that holds an image of a product's gallery."""

PRODUCT_DEFAULTS = {
    "description": "d",
    "short_description": "s",
    "price": "10",
    "weight": "1",
    "status": 1,
    "visibility": 4,
    "tax_class_id": 0,
    "options_container": "container1",
}
DEFAULT_QTY = 10
"""What a product has that a tester adds without saying more; it is what the products of the recordings have."""

GALLERY_TABLES = "catalog_product_entity_media_gallery", "catalog_product_entity_media_gallery_value"
"""The tables of images: which there are, and what they are in each store view."""

_IMAGES_GROUP = "Images"
_ROOT_CATEGORY = 2


@dataclass(frozen=True, slots=True)
class Store:
    """A store view; ``admin`` (id 0) among them."""

    id: int
    code: str
    name: str
    website: str
    sort_order: int = 0


@dataclass(frozen=True, slots=True)
class AttributeSet:
    """An attribute set: whether its products have a gallery, and by code their image attributes, with their scope."""

    id: int
    name: str
    media_gallery: bool
    image_types: Mapping[str, str]


class Catalogue:
    """The stores, attribute sets and products of one shop."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.products = database.entities("catalog_product_entity")
        self.clock = clock
        self._stores = database["core_store"]
        self._sets = database["eav_attribute_set"]
        self._groups = database["eav_attribute_group"]
        self._places = database["eav_entity_attribute"]
        self._attributes = database["eav_attribute"]
        self._made_stores = Memo(self._stores, database["core_website"])
        self._made_sets = Memo(self._sets, self._groups, self._places, self._attributes)
        self.images = Memo(*map(database.__getitem__, GALLERY_TABLES), by="value_id")
        """What was made of images, by their ids."""

    @property
    def stores(self) -> list[Store]:
        """The store views by their ids, ``admin`` first."""
        return [self.made_store(row) for row in self._stores]

    def made_store(self, row: Row) -> Store:
        """The store view of a row of ``core_store``."""
        id = row["store_id"]
        made: Store = self._made_stores.kept.get(id) or self._made_stores.kept.setdefault(id, self._make_store(row))
        return made

    def _make_store(self, row: Row) -> Store:
        website = self.database["core_website"].get(row["website_id"])
        code = "" if website is None else website["code"]
        return Store(row["store_id"], row["code"], row["name"], code, row["sort_order"])

    def store(self, key: int | str) -> Store | None:
        """The store view of that id or code, in its exact case; ``None`` where there is none."""
        row = self._stores.get(key) if isinstance(key, int) else self._stores.find(code=key)
        if row is None or (isinstance(key, str) and row["code"] != key):
            return None
        return self.made_store(row)

    def add_store(
        self, code: str, id: int | None = None, name: str | None = None, website: str = "base", sort_order: int = 0
    ) -> Store:
        """A new store view. A website that is unknown is made. Raises `StateError` where its id or code is taken."""
        _check_free(self._stores, id, "store")
        self._stores.schema.check(code=code, name=name or None)
        if self._stores.find(code=code) is not None:
            raise StateError(f"a store {code!r} exists already")
        website_id = self._website_id(website)
        group = self.database["core_store_group"].find(website_id=website_id)
        row = self._stores.insert(
            store_id=id,
            code=code,
            name=name or code,
            website_id=website_id,
            group_id=0 if group is None else group["group_id"],
            sort_order=sort_order,
            is_active=1,
        )
        return self.made_store(row)

    def _website_id(self, code: str) -> int:
        websites, groups = self.database["core_website"], self.database["core_store_group"]
        website = websites.find(code=code)
        if website is None:
            websites.schema.check(code=code)
            website = websites.insert(code=code, name=code)
            group = groups.insert(website_id=website["website_id"], name=code, root_category_id=_ROOT_CATEGORY)
            website = websites.update(website["website_id"], default_group_id=group["group_id"])
        id: int = website["website_id"]
        return id

    def clear_stores(self) -> None:
        """Take all store views away but ``admin``; the next one gets the id 1."""
        admin = self._stores[ADMIN_STORE]
        self._stores.truncate()
        self._stores.insert(admin)

    @property
    def attribute_sets(self) -> list[AttributeSet]:
        """The attribute sets of products, by their ids."""
        return [self.made_attribute_set(row) for row in self._sets_of_products()]

    def _sets_of_products(self) -> list[Row]:
        return self._sets.select(entity_type_id=PRODUCT)

    def find_attribute_set(self, id: int) -> AttributeSet | None:
        """The products' attribute set of that id, ``None`` where there is none."""
        row = self._sets.get(id)
        return None if row is None or row["entity_type_id"] != PRODUCT else self.made_attribute_set(row)

    def attribute_set(self, key: int | str | None) -> AttributeSet:
        """The attribute set of that id or name, the first where none is given. Raises `StateError` where there is none."""
        rows = self._sets_of_products()
        for row in rows:
            if key is None or key in (row["attribute_set_id"], row["attribute_set_name"]):
                return self.made_attribute_set(row)
        raise StateError(f"no attribute set {key!r}{nearest(key, (row['attribute_set_name'] for row in rows))}")

    def made_attribute_set(self, row: Row) -> AttributeSet:
        """The attribute set of a row of ``eav_attribute_set``."""
        id = row["attribute_set_id"]
        kept = self._made_sets.kept
        if id not in kept:
            kept[id] = self._make_attribute_set(id, row["attribute_set_name"])
        made: AttributeSet = kept[id]
        return made

    def _make_attribute_set(self, id: int, name: str) -> AttributeSet:
        places = []
        for attribute in self._attributes.select(frontend_input=IMAGE, entity_type_id=PRODUCT):
            place = self._place(id, attribute)
            if place is not None:
                group = self._groups[place["attribute_group_id"]]
                places.append((group["sort_order"], place["sort_order"], attribute["attribute_id"], attribute))
        image_types = {
            each["attribute_code"]: each["scope"] for *_, each in sorted(places, key=lambda place: place[:3])
        }
        gallery = self.products.attribute("media_gallery")
        has_gallery = gallery is not None and self._place(id, gallery) is not None
        return AttributeSet(id, name, has_gallery, MappingProxyType(image_types))

    def _place(self, set_id: int, attribute: Row) -> Row | None:
        return self._places.find(attribute_set_id=set_id, attribute_id=attribute["attribute_id"])

    def add_attribute_set(
        self,
        name: str,
        id: int | None = None,
        media_gallery: bool = True,
        image_types: Mapping[str, str] | None = None,
    ) -> AttributeSet:
        """A new attribute set, made of the clean shop's ``Default`` with these image attributes by code and scope.

        Attributes that are new are made. A set of orders or their documents that has the id, which nothing uses, makes way.
        Raises `StateError` where the set's id or name is taken, and where an attribute of that code is no image attribute.
        """
        if id is None and DEFAULT_SET not in self._sets:
            id = DEFAULT_SET
        self._sets.schema.check(attribute_set_name=name)
        if self._sets.find(entity_type_id=PRODUCT, attribute_set_name=name) is not None:
            raise StateError(f"an attribute set {name!r} exists already")
        with self.database.transaction(
            "eav_attribute", "eav_attribute_set", "eav_attribute_group", "eav_entity_attribute"
        ):
            if id in SETS_OF_SALES and self.find_attribute_set(id) is None:
                self._delete_attribute_set(id)
            _check_free(self._sets, id, "attribute set")
            return self._made_attribute_set(name, id, media_gallery, image_types)

    def _made_attribute_set(
        self, name: str, id: int | None, media_gallery: bool, image_types: Mapping[str, str] | None
    ) -> AttributeSet:
        row = self._sets.insert(
            attribute_set_id=id, entity_type_id=PRODUCT, attribute_set_name=name, sort_order=int(id == DEFAULT_SET)
        )
        images_group = self._copy_groups(row["attribute_set_id"])
        if not media_gallery:
            self._take_away(row, "media_gallery")
        made = self.made_attribute_set(row)
        if image_types is None:
            return made
        images = [self._image_attribute(*each) for each in image_types.items()]
        if [*made.image_types] != [*image_types]:
            for code in made.image_types:
                self._take_away(row, code)
            for number, attribute in enumerate(images, 1):
                self._places.insert(
                    entity_type_id=PRODUCT,
                    attribute_set_id=row["attribute_set_id"],
                    attribute_group_id=images_group,
                    attribute_id=attribute["attribute_id"],
                    sort_order=number,
                )
        return self.made_attribute_set(row)

    def _take_away(self, set: Row, code: str) -> None:
        attribute = self.products.attribute(code)
        if attribute is not None:
            id = attribute["attribute_id"]
            self._places.delete_where(attribute_set_id=set["attribute_set_id"], attribute_id=id)

    def _image_attribute(self, code: str, scope: str) -> Row:
        """The image attribute of that code, with that scope."""
        attribute = self.products.attribute(code)
        if attribute is None:
            self._attributes.schema.check(attribute_code=code)
            return self._attributes.insert(
                entity_type_id=PRODUCT,
                attribute_code=code,
                backend_type="varchar",
                frontend_input=IMAGE,
                frontend_label=code,
                scope=scope,
                is_user_defined=1,
            )
        if attribute["frontend_input"] != IMAGE:
            raise StateError(f"the attribute {code!r} is no image type")
        if attribute["scope"] == scope:
            return attribute
        return self._attributes.update(attribute["attribute_id"], scope=scope)

    def _copy_groups(self, set_id: int) -> int:
        """Give a set the groups of the clean shop's, with what stands in them; the id of that of images.

        The last group is copied first, as the real server does it. The clean shop's own set gets its rows again.
        """
        is_own = set_id == DEFAULT_SET
        images_group = 0
        for group, places in _groups_of_default():
            id = group["attribute_group_id"] if is_own else None
            copy = self._groups.insert({**group, "attribute_group_id": id, "attribute_set_id": set_id})
            if group["attribute_group_name"] == _IMAGES_GROUP:
                images_group = copy["attribute_group_id"]
            for place in places:
                self._places.insert(
                    {
                        **place,
                        "entity_attribute_id": place["entity_attribute_id"] if is_own else None,
                        "attribute_set_id": set_id,
                        "attribute_group_id": copy["attribute_group_id"],
                    }
                )
        return images_group

    def clear_attribute_sets(self) -> None:
        """Take all attribute sets of products away."""
        for row in self._sets.select(entity_type_id=PRODUCT):
            self._delete_attribute_set(row["attribute_set_id"])

    def _delete_attribute_set(self, id: int) -> None:
        self._places.delete_where(attribute_set_id=id)
        self._groups.delete_where(attribute_set_id=id)
        self._sets.delete(id)

    def add_product(
        self,
        sku: str,
        attribute_set: AttributeSet,
        id: int | None = None,
        type_id: str = "simple",
        websites: Iterable[int] | None = None,
    ) -> Row:
        """A new product as a tester wants one where nothing else is said: enabled and in stock in all websites.

        ``websites`` are the ids of those that it is in, where not in all. Raises `StateError` where its id or SKU is taken.
        """
        if not collate(sku):
            raise StateError("a product's SKU must not be empty")
        there = self.products.find(sku=sku)
        if there is not None:
            raise StateError(f"a product {sku!r} exists already, as {there['sku']!r}")
        _check_free(self.products, id, "product")
        self.products.schema.check(sku=sku)
        now, name = self.clock.text(), f"Product {sku}"
        product = self.products.insert(
            {**PRODUCT_DEFAULTS, "name": name, "url_key": url_key(name)},
            entity_id=id,
            type_id=type_id,
            sku=sku,
            attribute_set_id=attribute_set.id,
            created_at=now,
            updated_at=now,
        )
        all_websites = (id for id in self.database["core_website"].ids() if id != ADMIN_STORE)
        for website_id in all_websites if websites is None else websites:
            self.database["catalog_product_website"].insert(product_id=product["entity_id"], website_id=website_id)
        self.database["cataloginventory_stock_item"].insert(
            product_id=product["entity_id"], qty=DEFAULT_QTY, is_in_stock=1
        )
        return refresh_product(self.database, product)

    def product_by_sku(self, sku: str) -> Row | None:
        """The product of that SKU, as the database compares text; ``None`` where there is none."""
        return self.products.find(sku=sku)


@cache
def _groups_of_default() -> tuple[tuple[Row, list[Row]], ...]:
    """The groups of the clean shop's attribute set, from the last on, and what stands in them."""
    database = Database(clean_shop())
    groups = database["eav_attribute_group"].select(attribute_set_id=DEFAULT_SET)
    groups.sort(key=lambda group: group["sort_order"], reverse=True)
    places = database["eav_entity_attribute"]
    return tuple((group, places.select(attribute_group_id=group["attribute_group_id"])) for group in groups)


def _check_free(table: Table, id: int | None, what: str) -> None:
    if id is None:
        return
    if id in table:
        raise StateError(f"a {what} with the id {id} exists already")
    table.schema.check(**{table.schema.id: id})
