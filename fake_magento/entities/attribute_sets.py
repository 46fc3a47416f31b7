"""The attribute sets of products."""

from __future__ import annotations

from collections.abc import Mapping

from fake_magento.entities.base import Entities, Entry, FileContent, in_words_of_an_entry, known
from fake_magento.fixture_shape import TEXT, Section, Values
from fake_magento.state import AttributeSet, Row
from fake_magento.state.attributes import SCOPES
from fake_magento.state.schema import PRODUCT


class AttributeSets(Entities[AttributeSet]):
    """The attribute sets of products by name."""

    section = "attribute_sets"
    one = "attribute set"
    table = "eav_attribute_set"
    named_by = "attribute_set_name"
    shape = Section({"name": TEXT, "id": int, "media_gallery": bool, "image_types": Values(str)}, 1)

    @in_words_of_an_entry()
    def add(
        self,
        name: str,
        *,
        id: int | None = None,
        media_gallery: bool = True,
        image_types: Mapping[str, str] | None = None,
    ) -> AttributeSet:
        """Add an attribute set, with the attributes of a clean shop's ``Default``.

        ``media_gallery`` is whether its products support images (without it they answer fault 107), ``image_types`` the
        codes of its image attributes and their scope (``"store"``, ``"website"`` or ``"global"``); ``image``,
        ``small_image`` and ``thumbnail`` unless given.

        Raises `StateError` where id or name is taken, and for a scope that there is not.
        """
        for scope in (image_types or {}).values():
            known("scope", scope, SCOPES)
        with self._shop.lock:
            return self._shop.catalogue.add_attribute_set(name, id, media_gallery, image_types)

    def make_way(self) -> None:
        self._shop.catalogue.clear_attribute_sets()

    def made(self, row: Row) -> AttributeSet:
        return self._shop.catalogue.made_attribute_set(row)

    def is_one(self, row: Row) -> bool:
        return bool(row["entity_type_id"] == PRODUCT)

    def rows_of(self, name: str) -> list[Row]:
        return [row for row in self.rows() if row["attribute_set_name"] == name]

    def load(self, entry: Entry, content: FileContent) -> None:
        self.add(**entry)

    def dump(self) -> list[Entry]:
        return [
            {
                "name": each.name,
                "id": each.id,
                "media_gallery": each.media_gallery,
                "image_types": dict(each.image_types),
            }
            for each in self._shop.catalogue.attribute_sets
        ]
