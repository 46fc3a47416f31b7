"""The rows of links and samples to download, and how they are taken away with all that belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

LINKS, SAMPLES = "downloadable_link", "downloadable_sample"
"""The tables of links and of samples."""

LINK_TITLES, LINK_PRICES, SAMPLE_TITLES = (
    "downloadable_link_title",
    "downloadable_link_price",
    "downloadable_sample_title",
)


def delete_link(shop: Shop, id: int) -> bool:
    """Take a link away; whether there was one. Its files stay, and keep their names taken."""
    for table in (LINK_TITLES, LINK_PRICES):
        shop.table(table).delete_where(link_id=id)
    return shop.table(LINKS).delete(id)


def delete_sample(shop: Shop, id: int) -> bool:
    """Take a sample away; whether there was one. Its file stays, and keeps its name taken."""
    shop.table(SAMPLE_TITLES).delete_where(sample_id=id)
    return shop.table(SAMPLES).delete(id)


def delete_downloads(shop: Shop, product_id: int) -> None:
    """Take all links and samples of a product away."""
    for link in shop.table(LINKS).select(product_id=product_id):
        delete_link(shop, link["link_id"])
    for sample in shop.table(SAMPLES).select(product_id=product_id):
        delete_sample(shop, sample["sample_id"])
