"""What goes with a row that is deleted: the rows that refer to it, and those that refer to these."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

REFERRING = {
    "catalog_product_entity": (
        ("catalog_product_website", "product_id"),
        ("catalog_category_product", "product_id"),
        ("core_url_rewrite", "product_id"),
        ("cataloginventory_stock_item", "product_id"),
        ("catalog_product_link", "product_id"),
        ("catalog_product_link", "linked_product_id"),
        ("catalog_product_entity_tier_price", "entity_id"),
        ("catalog_product_entity_group_price", "entity_id"),
        ("catalog_product_entity_media_gallery", "entity_id"),
        ("catalog_product_option", "product_id"),
        ("downloadable_link", "product_id"),
        ("downloadable_sample", "product_id"),
        ("tag_relation", "product_id"),
    ),
    "catalog_product_entity_media_gallery": (("catalog_product_entity_media_gallery_value", "value_id"),),
    "catalog_product_option": (
        ("catalog_product_option_type_value", "option_id"),
        ("catalog_product_option_title", "option_id"),
        ("catalog_product_option_price", "option_id"),
    ),
    "catalog_product_option_type_value": (
        ("catalog_product_option_type_title", "option_type_id"),
        ("catalog_product_option_type_price", "option_type_id"),
    ),
    "downloadable_link": (("downloadable_link_title", "link_id"), ("downloadable_link_price", "link_id")),
    "downloadable_sample": (("downloadable_sample_title", "sample_id"),),
    "tag": (("tag_relation", "tag_id"), ("tag_properties", "tag_id")),
}
"""By table, the tables whose rows refer to its rows, and the columns that do."""


def delete_row(shop: Shop, table: str, id: int) -> None:
    """Take a row away, with all that refer to it (`REFERRING`)."""
    for name, column in REFERRING.get(table, ()):
        referring = shop.table(name)
        for row in referring.select({column: id}):
            delete_row(shop, name, row[referring.schema.id])
    shop.table(table).delete(id)
