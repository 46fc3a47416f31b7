"""The lives, as users of clients in Python write them."""

from __future__ import annotations

from typing import Any

from tests.clients import CONTENT
from tests.clients.python import Client


def image(client: Client) -> dict[str, Any]:
    """The life of an image."""
    given = client.given
    picture = {"content": CONTENT, "mime": "image/png", "name": "photo"}
    session = client.login(given.user, given.key)
    data = {"file": picture, "label": "Front & back", "types": client.array("ArrayOfString", ["image", "thumbnail"])}
    file = client.call(session, "product_media.create", "Sku", data)
    second = client.call(session, "product_media.create", "Sku", {"file": picture})
    client.call(session, "product_media.update", "Sku", file, {"label": "Vorne"}, "german")
    moved = {"types": client.array("ArrayOfString", ["thumbnail"]), "position": "7"}
    client.call(session, "product_media.update", "Sku", second, moved)
    life = {
        "files": [file, second],
        "list": [_image(image) for image in client.call(session, "product_media.list", "Sku")],
        "german": _image(client.call(session, "product_media.info", "Sku", file, "german")),
        "store": str(client.call(session, "product_media.currentStore", "german")),
        "types": [each["code"] for each in client.call(session, "product_media.types", "4")],
    }
    bad = {"file": {**picture, "mime": "image/bmp"}}
    faults = {
        "login": client.fault(lambda: client.login(given.user, "wrong")),
        "product": client.fault(lambda: client.call(session, "product_media.list", "nope")),
        "store": client.fault(lambda: client.call(session, "product_media.list", "Sku", "nostore")),
        "data": client.fault(lambda: client.call(session, "product_media.create", "Sku", bad)),
        "image": client.fault(lambda: client.call(session, "product_media.info", "Sku", "/nope.png")),
        "gallery": client.fault(lambda: client.call(session, "product_media.list", "plain")),
        "expired": client.fault(lambda: client.call(given.expired, "product_media.list", "Sku")),
    }
    removed = client.call(session, "product_media.remove", "Sku", second)
    client.end(session)
    faults["ended"] = client.fault(lambda: client.call(session, "product_media.list", "Sku"))
    left = [image["file"] for image in client.call(client.login(given.user, given.key), "product_media.list", "Sku")]
    return {**life, "faults": faults, "removed": bool(removed), "left": left}


def _image(image: dict[str, Any]) -> dict[str, Any]:
    return {key: list(value) if key == "types" else str(value).strip() for key, value in image.items()}


def product(client: Client) -> dict[str, Any]:
    """The life of a product: made, told in German, stocked, priced, found, and another one deleted."""
    session = client.login(client.given.user, client.given.key)
    data = {"name": "Mug", "description": "Holds coffee", "weight": "0.4", "status": "1", "visibility": "4"}
    more = {"country_of_manufacture": "DE"} if client.given.dialect != "wsi" else {}  # WS-I's server fails at any
    mug = client.call(session, "product.create", "simple", "4", "mug", _with(client, {**data, "price": "12.50"}, more))
    client.call(session, "product.create", "simple", "4", "cup", {**data, "name": "Cup", "price": "3"})
    client.call(session, "product.update", "mug", {"name": "Becher"}, "german")
    client.call(session, "product_stock.update", "mug", {"qty": "7", "is_in_stock": 1})
    tiers = [{"customer_group_id": "all", "website": "all", "qty": 10, "price": 9.5}]
    client.call(session, "product_tier_price.update", "mug", client.array("catalogProductTierPriceEntityArray", tiers))
    chosen = _choice(client, ["name", "price"], ["country_of_manufacture"])
    german = client.call(session, "product.info", "mug", "german", chosen)
    found = client.call(session, "product.list", _filters(client, {"type": "simple"}, {"sku": ("like", "mu%")}))
    [stock] = client.call(session, "product_stock.list", client.array("ArrayOfString", ["mug"]))
    [tier] = client.call(session, "product_tier_price.info", "mug")
    deleted = client.call(session, "product.delete", "cup")
    return {
        "same": str(found[0]["product_id"]) == str(mug),
        "german": [german["sku"], german["name"], german["price"], *_more(german, "country_of_manufacture")],
        "found": [[each["sku"], each["name"]] for each in found],
        "stock": [stock["sku"], stock["qty"], int(stock["is_in_stock"])],
        "tier": [tier["website"], float(tier["qty"]), float(tier["price"])],
        "deleted": bool(deleted),
        "gone": client.fault(lambda: client.call(session, "product.info", "cup")),
    }


def category(client: Client) -> dict[str, Any]:
    """The life of a tree of categories: three levels of it with products, of which a branch is moved and deleted."""
    session = client.login(client.given.user, client.given.key)

    def create(parent: Any, name: str) -> Any:
        sorting = {"available_sort_by": client.array("ArrayOfString", ["position", "name"]), "default_sort_by": "name"}
        return client.call(
            session, "category.create", parent, {"name": name, "is_active": 1, **sorting, "include_in_menu": 1}
        )

    def tree(kitchen: Any) -> Any:
        return _tree(client.call(session, "category.tree", kitchen))

    kitchen, sale = create(2, "Kitchen"), create(2, "Sale")
    mugs = create(kitchen, "Mugs")
    red = create(mugs, "Red")
    client.call(session, "category.update", kitchen, {"name": "K\u00fcche"}, "german")
    client.call(session, "category.assignProduct", kitchen, "plain", "3")
    client.call(session, "category.assignProduct", red, "Sku", "5")
    before = tree("2")
    client.call(session, "category.move", mugs, sale, "0")
    moved = tree("2")
    [assigned] = client.call(session, "category.assignedProducts", red)
    deleted = client.call(session, "category.delete", mugs)
    return {
        "before": before,
        "moved": moved,
        "german": client.call(session, "category.info", kitchen, "german")["name"],
        "assigned": [assigned["sku"], str(assigned["position"])],
        "deleted": bool(deleted),
        "gone": client.fault(lambda: client.call(session, "category.info", red)),
        "left": tree("2"),
    }


def order(client: Client) -> dict[str, Any]:
    """The life of an order: exported, commented on, invoiced, shipped with a track, and refunded in part."""
    session = client.login(client.given.user, client.given.key)
    new = _filters(client, {"status": "pending"}, {"created_at": ("gteq", "2026-01-01 00:00:00")})
    found = client.call(session, "order.list", new)
    number = found[0]["increment_id"]
    order = client.call(session, "order.info", number)
    [item] = order["items"]

    def of(qty: float) -> Any:
        if not client.typed:
            return {str(item["item_id"]): qty}
        return client.array("orderItemIdQtyArray", [{"order_item_id": int(item["item_id"]), "qty": qty}])

    client.call(session, "order.addComment", number, "pending", "Exported", "0")
    invoice = client.call(session, "order_invoice.create", number, of(2.0), "Thanks")
    shipment = client.call(session, "order_shipment.create", number, of(2.0), "On its way", 0, 0)
    client.call(session, "order_shipment.addTrack", shipment, "ups", "UPS", "1Z999")
    [track] = client.call(session, "order_shipment.info", shipment)["tracks"]
    refunded = {"qtys": of(1.0), "shipping_amount": 0}
    memo = client.call(session, "order_creditmemo.create", number, refunded, "One was broken")
    return {
        "found": [each["increment_id"] for each in found],
        "ordered": [
            item["sku"],
            float(item["qty_ordered"]),
            float(order["grand_total"]),
            order["shipping_address"]["city"],
        ],
        "track": [track["carrier_code"], track["title"], track.get("track_number") or track["number"]],
        "paid": float(client.call(session, "order_invoice.info", invoice)["grand_total"]),
        "refunded": float(client.call(session, "order_creditmemo.info", memo)["grand_total"]),
        "status": client.call(session, "order.info", number)["status"],
        "again": client.fault(lambda: client.call(session, "order_invoice.create", number, of(2.0))),
    }


def live(client: Client) -> dict[str, Any]:
    """All the lives, one after the other."""
    return {life.__name__: life(client) for life in (image, product, category, order)}


def _pairs(client: Client, values: dict[str, Any]) -> Any:
    return client.array("associativeArray", [{"key": key, "value": value} for key, value in values.items()])


def _with(client: Client, data: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """A product's data with attributes that the WSDL does not know."""
    if not client.typed or not more:
        return {**data, **more}
    return {**data, "additional_attributes": {"single_data": _pairs(client, more)}}


def _choice(client: Client, known: list[str], more: list[str]) -> Any:
    """The attributes to be told."""
    if not client.typed:
        return [*known, *more]
    named = {"attributes": known, "additional_attributes": more}
    return {name: client.array("ArrayOfString", codes) for name, codes in named.items()}


def _more(info: dict[str, Any], code: str) -> list[Any]:
    """The value of an attribute that the WSDL does not know, if there is one."""
    told = info.get("additional_attributes") or [{"key": code, "value": info.get(code)}]
    return [each["value"] for each in told if each["key"] == code and each["value"] is not None]


def _filters(client: Client, equal: dict[str, str], conditions: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """The filters of a list: what is equal, and other conditions."""
    if not client.typed:
        return {**equal, **{name: {how: what} for name, (how, what) in conditions.items()}}
    complex_filter = [{"key": key, "value": {"key": how, "value": what}} for key, (how, what) in conditions.items()]
    return {
        "filter": _pairs(client, equal),
        "complex_filter": client.array("complexFilterArray", complex_filter),
    }


def _tree(category: dict[str, Any]) -> list[Any]:
    return [category["name"], [_tree(child) for child in category["children"] or ()]]
