"""The life of an image, as an ERP connector lives it: the same for each client and each dialect.

A client logs in, uploads two images, changes them in two store views, reads them, runs into the faults, removes an image,
ends its session and begins another. It hands back what it made of the answers in one form: all values as text, an empty
label as ``""`` however the dialect lays it out.
"""

from __future__ import annotations

import base64
import json
import subprocess
import xmlrpc.client
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fake_magento import DEMO, FakeMagento

PICTURE = (DEMO.parent / "images" / "shirt.png").read_bytes()
CONTENT = base64.b64encode(PICTURE).decode()
PATH = "/p/h/photo.png"
SECOND = "/p/h/photo_1.png"


@dataclass(frozen=True)
class Given:
    """What a client is told: where to call, who it is, and the id of a session that has expired."""

    dialect: str
    url: str
    user: str
    key: str
    expired: str

    def as_json(self) -> str:
        """The same for a program in another language, with the picture to upload, in base64."""
        return json.dumps({**self.__dict__, "picture": CONTENT})


def shop_for(dialect: str, flavour: str) -> FakeMagento:
    """A shop that the life can be lived in; it refuses requests that do not fit its WSDL."""
    shop = FakeMagento(flavour=flavour, wsi=dialect == "wsi", validation="strict")
    shop.add_store("german")
    shop.add_attribute_set("Plain", media_gallery=False)
    shop.add_product("Sku")
    shop.add_product("plain", attribute_set="Plain")
    return shop


def given(shop: FakeMagento, dialect: str) -> Given:
    """What to tell a client of the shop, where someone was logged in before."""
    expired = xmlrpc.client.ServerProxy(shop.xmlrpc_url).login(shop.username, shop.api_key)
    shop.expire_sessions()
    urls = {"v1": shop.soap_v1_wsdl, "xmlrpc": shop.xmlrpc_url}
    return Given(dialect, urls.get(dialect, shop.soap_v2_wsdl), shop.username, shop.api_key, str(expired))


def outcome(shop_url: str) -> dict[str, Any]:
    """What every client makes of its life."""
    first = {
        "file": PATH,
        "label": "Front & back",
        "position": "1",
        "exclude": "1",
        "url": f"{shop_url}/media/catalog/product{PATH}",
        "types": ["image"],
    }
    second = {
        "file": SECOND,
        "label": "",
        "position": "7",
        "exclude": "1",
        "url": f"{shop_url}/media/catalog/product{SECOND}",
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


def run(command: Sequence[str], asked: Given) -> Any:
    """What a program prints as JSON, given JSON on its standard input; a failure of it fails the test."""
    done = subprocess.run(command, input=asked.as_json(), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr or done.stdout
    return json.loads(done.stdout)
