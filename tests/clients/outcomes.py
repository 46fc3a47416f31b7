"""What comes of each life: what the client makes of the answers, and what the shop is afterwards."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from fake_magento import FakeMagento
from tests.clients import PATH, PICTURE, SECOND


class Outcome(NamedTuple):
    """What a client makes of its life in that dialect, and what the fake shows then."""

    told: Callable[[FakeMagento, str], dict[str, Any]]
    check: Callable[[FakeMagento], None]


def _image(shop: FakeMagento, dialect: str) -> dict[str, Any]:
    """What every client makes of the life of an image."""
    first = {
        "file": PATH,
        "label": "Front & back",
        "position": "1",
        "exclude": "1",
        "url": f"{shop.url}/media/catalog/product{PATH}",
        "types": ["image"],
    }
    second = {
        "file": SECOND,
        "label": "",
        "position": "7",
        "exclude": "1",
        "url": f"{shop.url}/media/catalog/product{SECOND}",
        "types": ["thumbnail"],
    }
    return {
        "files": [PATH, SECOND],
        "list": [first, second],
        "german": {**first, "label": "Vorne", "types": ["image", "thumbnail"]},
        "store": "2",
        "types": ["image", "small_image", "thumbnail"],
        "faults": {
            "login": ["2", "Access denied."],
            "product": ["101", "Product not exists."],
            "store": ["100", "Requested store view not found."],
            "data": ["102", "Invalid image type."],
            "image": ["103", "Requested image not exists in product images' gallery."],
            "gallery": ["107", "Requested product doesn't support images"],
            "expired": ["5", "Session expired. Try to relogin."],
            "ended": ["5", "Session expired. Try to relogin."],
        },
        "removed": True,
        "left": [PATH],
    }


def _check_image(shop: FakeMagento) -> None:
    [image] = shop.products["Sku"].images
    assert (image.file, image.content, image.in_store("german").label) == (PATH, PICTURE, "Vorne")


def _product(shop: FakeMagento, dialect: str) -> dict[str, Any]:
    return {
        "same": True,
        "german": ["mug", "Becher", "12.5000", *(["DE"] if dialect != "wsi" else [])],
        "found": [["mug", "Mug"]],
        "stock": ["mug", "7.0000", 1],
        "tier": ["all", 10, 9.5],
        "deleted": True,
        "gone": ["101", "Product not exists."],
    }


def _check_product(shop: FakeMagento) -> None:
    mug = shop.products["mug"]
    assert (mug.name, mug.in_store("german").name, mug.price) == ("Mug", "Becher", Decimal("12.5"))
    assert (mug.qty, mug.is_in_stock, mug.attributes["weight"]) == (Decimal(7), True, "0.4000")
    assert "cup" not in shop.products


def _category(shop: FakeMagento, dialect: str) -> dict[str, Any]:
    red = ["Mugs", [["Red", []]]]
    return {
        "before": ["Default Category", [["Kitchen", [red]], ["Sale", []]]],
        "moved": ["Default Category", [["Kitchen", []], ["Sale", [red]]]],
        "german": "K\u00fcche",
        "assigned": ["Sku", "5"],
        "deleted": True,
        "gone": ["102", "Category not exists."],
        "left": ["Default Category", [["Kitchen", []], ["Sale", []]]],
    }


def _check_category(shop: FakeMagento) -> None:
    kitchen = shop.categories["Kitchen"]
    assert (kitchen.products, kitchen.in_store("german").name) == (["plain"], "K\u00fcche")
    assert shop.categories["Sale"].children == []
    assert shop.products["Sku"].categories == []
    assert "Red" not in shop.categories


def _order(shop: FakeMagento, dialect: str) -> dict[str, Any]:
    return {
        "found": ["100000003"],
        "ordered": ["Sku", 2, 30, "London"],
        "track": ["ups", "UPS", "1Z999"],
        "paid": 30,
        "refunded": 10,
        "status": "complete",
        "again": ["102", "Cannot do invoice for order."],
    }


def _check_order(shop: FakeMagento) -> None:
    order = shop.orders["100000003"]
    [item] = order.items
    assert (item.qty_invoiced, item.qty_shipped, item.qty_refunded) == (Decimal(2), Decimal(2), Decimal(1))
    [[shipment], [invoice], [memo]] = order.shipments, order.invoices, order.creditmemos
    assert [track.number for track in shipment.tracks] == ["1Z999"]
    assert [document.comments[0].comment for document in (shipment, invoice, memo)] == [
        "On its way",
        "Thanks",
        "One was broken",
    ]
    assert "Exported" in [comment.comment for comment in order.history]


OUTCOMES = {
    "image": Outcome(_image, _check_image),
    "product": Outcome(_product, _check_product),
    "category": Outcome(_category, _check_category),
    "order": Outcome(_order, _check_order),
}
