"""The context of a run of `verify`: what the user named of the shop, what the shop said of itself, the names of the run."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fake_magento.fake import FakeMagento
from fake_magento.flavour import Flavour
from fake_magento.gallery import picture

PREFIX = "verify"
OURS = re.compile(rf"/{PREFIX}-[0-9a-f]{{8}}-[^/]*\Z")
"""How the files of the images are called that verifying creates, so that those that were left behind are known again."""
OUR_NAME = re.compile(rf"{PREFIX}-[0-9a-f]{{8}}-")
"""How the names of other things begin that verifying creates."""


@dataclass(frozen=True)
class Named:
    """What the user says of the shop: who logs in, and what may be used. What is ``None`` is not there."""

    user: str
    key: str
    product: str
    product_id: int | None = None
    store: str | None = None
    attribute_set: int = 4
    plain_product: str | None = None


@dataclass(frozen=True)
class RunContext:
    """What the user named of the shop, what was asked of it before the run, and the names of things of this run.

    ``run_id`` is in each of those names. ``image_types`` are the codes and scopes of the attribute set's types,
    ``store_id`` is the id of the named store view.
    """

    named: Named
    run_id: str
    image_types: Mapping[str, str]
    store_id: int | None = None

    def name(self, name: str) -> str:
        """The name of a thing of this run; that of an image is without its extension."""
        return f"{PREFIX}-{self.run_id}-{name}"

    def file(self, name: str, kind: str = "jpeg", number: int = 0) -> dict[str, str]:
        """A picture to upload under that name; ``number`` tells one from another."""
        return {"content": encoded(kind, number), "mime": f"image/{kind}", "name": self.name(name)}

    def fake(self, flavour: Flavour, wsi: bool) -> FakeMagento:
        """A fake whose shop has what is known of this one."""
        named = self.named
        made = FakeMagento(flavour=flavour, wsi=wsi)
        sets = [{"name": "Default", "id": named.attribute_set, "image_types": dict(self.image_types)}]
        products = [{"sku": named.product} | ({"id": named.product_id} if named.product_id else {})]
        if named.plain_product is not None:
            sets.append({"name": "Plain", "media_gallery": False})
            products.append({"sku": named.plain_product, "attribute_set": "Plain"})
        content: dict[str, list[dict[str, Any]]] = {
            "users": [{"name": named.user, "key": named.key}],
            "attribute_sets": sets,
            "products": products,
        }
        if named.store is not None:
            content["stores"] = [{"code": named.store, "id": self.store_id}]
        made.loads(json.dumps(content))
        return made


def encoded(kind: str, number: int = 0) -> str:
    """A picture of that kind (``jpeg``, ``png``, ``gif``), in base64."""
    return base64.b64encode(picture(number, format=kind)).decode()
