"""The lives of things in a shop, as an ERP connector lives them: the same for each client and each dialect.

`tests.clients.outcomes` says what comes of them. In the life of an image a client logs in, uploads two images, changes them
in two store views, reads them, runs into the faults, removes an image, ends its session and begins another; in that of a
product, of a tree of categories and of an order it does what a connector does with them. It hands back what it made of the
answers in one form: values as text, an empty label as ``""`` however the dialect lays it out.
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
from fake_magento.api.registry import core_registry

PICTURE = (DEMO.parent / "images" / "shirt.png").read_bytes()
CONTENT = base64.b64encode(PICTURE).decode()
PATH = "/p/h/photo.png"
SECOND = "/p/h/photo_1.png"


@dataclass(frozen=True)
class Given:
    """What a client is told: where to call, who it is, and the id of a session that has expired.

    ``operations`` say what the WSDL calls a method and its parts, for clients that name them.
    """

    dialect: str
    url: str
    user: str
    key: str
    expired: str
    operations: dict[str, list[str]]

    def as_json(self) -> str:
        """The same for a program in another language, with the picture to upload, in base64."""
        return json.dumps({**self.__dict__, "picture": CONTENT})


def shop_for(dialect: str, flavour: str) -> FakeMagento:
    """A shop that the lives can be lived in; it refuses requests that do not fit its WSDL."""
    shop = FakeMagento(flavour=flavour, wsi=dialect == "wsi", validation="strict")
    shop.add_store("german")
    shop.add_attribute_set("Plain", media_gallery=False)
    shop.products.add("Sku", price=10, qty=9)
    shop.products.add("plain", attribute_set="Plain")
    for status, created_at in (("pending", "2025-12-31"), ("canceled", "2026-02-01"), (None, "2026-02-02")):
        shop.orders.add({"Sku": 2}, status=status, created_at=created_at)
    return shop


def given(shop: FakeMagento, dialect: str) -> Given:
    """What to tell a client of the shop, where someone was logged in before."""
    expired = xmlrpc.client.ServerProxy(shop.xmlrpc_url).login(shop.username, shop.api_key)
    shop.expire_sessions()
    urls = {"v1": shop.soap_v1_wsdl, "xmlrpc": shop.xmlrpc_url}
    url = urls.get(dialect, shop.soap_v2_wsdl)
    return Given(dialect, url, shop.username, shop.api_key, str(expired), operations(shop, dialect))


def operations(shop: FakeMagento, dialect: str) -> dict[str, list[str]]:
    """What the WSDL calls each API path, and then the parts; by the names and aliases of its resource."""
    registry = core_registry()
    named = {}
    for operation in registry.contract(shop.flavour, dialect).operations.values() if dialect in ("v2", "wsi") else ():
        name, _, method = (operation.path or "").partition(".")
        resource = registry.resource(name)
        for alias in (name, *resource.aliases) if resource else ():
            named[f"{alias}.{method}"] = [operation.name, *(part.name for part in operation.parts)]
    return named


def run(command: Sequence[str], asked: Given) -> Any:
    """What a program prints as JSON, given JSON on its standard input; a failure of it fails the test."""
    done = subprocess.run(command, input=asked.as_json(), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr or done.stdout
    return json.loads(done.stdout)
