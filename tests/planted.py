"""A server in a process of its own whose answers can be made wrong: ``python -m tests.planted FLAVOUR [wsi]``.

It prints its address. ``GET /plant/NAME`` plants the difference of that name in a fresh shop (``nothing`` takes it away), and
tells how many images were left in the last one.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.wrappers import Request, Response

from fake_magento import FakeMagento, Fault
from fake_magento.api.catalog.media import MEDIA

PRODUCT, STORE, PLAIN = "throw-away", "german", "plain"


def shop(flavour: str, wsi: bool = False) -> FakeMagento:
    """A shop that can be verified."""
    fake = FakeMagento(flavour=flavour, wsi=wsi)
    fake.add_store(STORE)
    fake.add_attribute_set("Plain", media_gallery=False)
    fake.add_product(PRODUCT)
    fake.add_product(PLAIN, attribute_set="Plain")
    return fake


@dataclass(frozen=True)
class Plant:
    """Something that is wrong: in the bytes of an answer, in what a method does, or as scripted trouble."""

    body: Callable[[bytes], bytes] | None = None
    method: str = ""
    does: Callable[..., Any] | None = None
    trouble: dict[str, Any] | None = None


def _sub(pattern: str, with_: str) -> Plant:
    found = re.compile(pattern.encode(), re.DOTALL)
    return Plant(body=lambda body: found.sub(with_.encode(), body))


def _position_of_another_type(body: bytes) -> bytes:
    body = re.sub(rb'(<position xsi:type="xsd:)string', rb"\1float", body)
    body = re.sub(rb'(>position</key><value xsi:type="xsd:)string', rb"\1float", body)
    return re.sub(rb"(<name>position</name><value>)<(string|int)>(\d*)</\2>", rb"\1<double>\3</double>", body)


_FIELD = r"<label[^>]*>[^<]*</label>\s*"
_ENTRY = r"<item><key [^>]*>label</key><value [^>]*>[^<]*</value></item>"
_MEMBER = r"<member><name>label</name><value><string>[^<]*</string></value></member>"
_LABELS = f"(?P<label>{_FIELD}|{_ENTRY}|{_MEMBER})"
_NEXT = (
    r"(?P<next><position[^>]*>[^<]*</position>\s*|<item><key [^>]*>position</key><value [^>]*>[^<]*</value></item>"
    r"|<member><name>position</name><value><(?:string|int)>[^<]*</(?:string|int)></value></member>)"
)


def _reversed(run: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments: run(*arguments)[::-1]


def _equals_reversed(run: Callable[..., Any]) -> Callable[..., Any]:
    """Images of one position in the other order, which a server may give them in."""

    def listed(*arguments: Any) -> Any:
        images: list[Any] = run(*arguments)[::-1]
        images.sort(key=lambda image: int(image["position"]))
        return images

    return listed


def _never_there(run: Callable[..., Any]) -> Callable[..., Any]:
    def remove(*arguments: Any) -> Any:
        try:
            return run(*arguments)
        except Fault as fault:
            if fault.code == 103:
                return True
            raise

    return remove


def _without_types(run: Callable[..., Any]) -> Callable[..., Any]:
    def update(context: Any, product: Any, file: Any, data: Any, *rest: Any) -> Any:
        given = {name: value for name, value in data.items() if name != "types"} if isinstance(data, dict) else data
        return run(context, product, file, given, *rest)

    return update


PLANTS: dict[str, Plant] = {
    "nothing": Plant(),
    "value": _sub("&lt;Back", "&lt;BACK"),
    "type": Plant(body=_position_of_another_type),
    "order of members": _sub(f"{_LABELS}{_NEXT}", r"\g<next>\g<label>"),
    "order of items": Plant(method="list", does=_reversed),
    "order of equals": Plant(method="list", does=_equals_reversed),
    "an echo of the key": Plant(
        trouble={"on": "product_media.info", "fault": 9, "message": "login(apiKey123-wrong, apiKey123, YXBpS2V5MTIz)"}
    ),
    "a member too few": _sub(_LABELS, ""),
    "another fault": _sub(">101<", ">111<"),
    "another text": _sub("Product not exists", "Product does not exist"),
    "a value for a fault": Plant(method="remove", does=_never_there),
    "types are not saved": Plant(method="update", does=_without_types),
    "status": Plant(trouble={"on": "product_media.info", "status": 500}),
    "content type": Plant(trouble={"on": "product_media.info", "content_type": "text/html"}),
    "a notice of PHP's": Plant(trouble={"on": "product_media.info", "how": "notice"}),
    "a byte order mark": Plant(trouble={"on": "product_media.info", "how": "bom"}),
    "half an answer": Plant(trouble={"on": "product_media.info", "how": "truncated"}),
    "a closed connection": Plant(trouble={"on": "product_media.info", "how": "closed"}),
    "a fault for a value": Plant(trouble={"on": "product_media.create", "fault": 104, "message": "disk full"}),
    "no session": Plant(trouble={"on": "login", "fault": 2}),
    "a part in the WSDL": _sub('<part name="storeView" type="xsd:string"/>', '<part name="store" type="xsd:int"/>'),
    "the namespace of an envelope": Plant(
        body=lambda body: body if b"definitions" in body else re.sub(rb'"urn:(Magento|OpenMage)"', b'"urn:Other"', body)
    ),
    "the style of encoding": _sub(' SOAP-ENV:encodingStyle="[^"]*"', ""),
    "the size of an array": _sub(r'(arrayType="[^"\[]*\[)\d+\]', r"\g<1>7]"),
    "no types of images": Plant(trouble={"on": "product_media.types", "how": "closed"}),
    "a leak": _sub(r"passed and ", "passed in /srv/www/app/code/Abstract.php on line 295 and "),
    "a price of a product": _sub(r"\b7\.7700", "7.7800"),
    "no branch is moved": Plant(trouble={"on": "catalog_category.move", "fault": 103, "message": "not so"}),
    "the words for a missing name": _sub("Please enter the first name", "A first name, please"),
    "an order that is not held": _sub("Hold action is not available", "It is held already"),
    "nobody is deleted": Plant(trouble={"on": "customer.delete", "fault": 104, "message": "not so"}),
    "nothing is removed": Plant(method="remove", does=lambda run: lambda *arguments: True),
}


class Planted:
    """The server, with what is planted in it."""

    def __init__(self, fake: FakeMagento) -> None:
        self._fake = fake
        self._fresh = fake.snapshot()
        self._real = fake._server.respond
        self._plant = PLANTS["nothing"]
        self._methods = dict(MEDIA.methods)
        fake._server.respond = self.respond

    def respond(self, request: Request) -> Response:
        """The answer, which may be made wrong."""
        _, _, name = request.path.partition("/plant/")
        if name:
            left = sum(len(product.images) for product in self._fake.products.values())
            self.plant(PLANTS[name])
            return Response(str(left))
        response = self._real(request)
        if self._plant.body is not None:
            response.set_data(self._plant.body(response.get_data()))
        return response

    def plant(self, plant: Plant) -> None:
        """Plant this one alone, in a shop as it was at the start."""
        self._plant = plant
        self._fake.clear_trouble()
        self._fake.restore(self._fresh)
        MEDIA.methods.update(self._methods)
        if plant.does:
            method = self._methods[plant.method]
            assert method.run
            MEDIA.methods[plant.method] = replace(method, run=plant.does(method.run))
        if plant.trouble is not None:
            self._fake.fail(**plant.trouble, times="always")


if __name__ == "__main__":
    with shop(sys.argv[1], "wsi" in sys.argv) as made:
        Planted(made)
        print(made.url, flush=True)
        while True:
            time.sleep(3600)
