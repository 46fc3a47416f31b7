"""Images of a product: what clients do with them, sessions, and what goes wrong.

Each scenario begins and ends with an empty gallery and leaves nothing behind that a later run would see: files have the run's
own names, and what a store view shows is looked at only after the scenario has set all of it there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fake_magento.api.catalog import media
from fake_magento.verify.context import RunContext, encoded
from fake_magento.verify.scenario import BY_PATH, SESSION, SOAP, Result, Scenario, Step, only

MEDIA = media.MEDIA.name
_ALIAS = "product_media"
_SESSION_ONLY = {"sessionId": SESSION}


def _envelope(namespace: str, content: str) -> str:
    return f'<e:Envelope xmlns:e="{namespace}" xmlns:m="urn:nowhere"><e:Body>{content}</e:Body></e:Envelope>'


def scenarios(context: RunContext) -> Iterator[Scenario]:
    """The scenarios, in their order."""
    yield Scenario("sessions", _sessions(context))
    yield Scenario("what there is", _listings())
    yield Scenario("paths", _paths(context))
    yield Scenario("the life of an image", _life(context))
    yield Scenario("defaults", _defaults(context))
    yield Scenario("names of files", _names(context))
    yield Scenario("types", _types(context))
    yield Scenario("values", _values(context))
    yield Scenario("bytes", _bytes(context))
    yield Scenario("what is refused", _refused(context))
    yield Scenario("products by SKU", _by_sku(context))
    yield Scenario("products by id", _by_id(context), "" if context.named.product_id else "needs --product-id")
    yield Scenario("store views", _stores(context), "" if context.named.store else "needs --store")
    yield Scenario("without a gallery", _plain(context), "" if context.named.plain_product else "needs --plain-product")
    yield Scenario("many calls at once", _many(context))
    yield Scenario("what is no call", _no_calls())


def _media(method: str, *, about: str = "", keep: str = "", **arguments: Any) -> Step:
    return Step(f"{_ALIAS}.{method}", arguments, about=about, keep=keep)


def _by_position(method: str, *arguments: Any, about: str = "", path: str = _ALIAS) -> Step:
    return Step(f"{path}.{method}", list(arguments), about=about, dialects=BY_PATH)


def _sessions(context: RunContext) -> list[Step]:
    user, key, product = context.named.user, context.named.key, context.named.product
    nobody = context.name("nobody")
    listing = f"{_ALIAS}.list"
    return [
        Step("login", {"username": user, "apiKey": f"{key}-wrong"}, about="with a wrong key"),
        Step("login", {"username": nobody, "apiKey": key}, about="as an unknown user"),
        Step("login", {"username": user, "apiKey": ""}, about="without a key"),
        Step("login", {"username": "", "apiKey": ""}, about="without anything"),
        Step("login", {"username": user, "apiKey": key}, keep="second"),
        Step(listing, {"productId": product}, session=Result("second")),
        Step(listing, {"productId": product}, about="in the first session, which is still good"),
        Step("endSession", {"sessionId": Result("second")}),
        Step(listing, {"productId": product}, session=Result("second"), about="in a session that was ended"),
        Step("endSession", {"sessionId": Result("second")}, about="once more"),
        Step("endSession", {"sessionId": "nosuch"}, about="of no session"),
        Step(listing, {"productId": product}, session="nosuch", about="in no session"),
        Step("startSession", keep="started"),
        Step(listing, {"productId": product}, session=Result("started"), about="in a session of nobody"),
        Step("endSession", {"sessionId": Result("started")}),
    ]


def _listings() -> list[Step]:
    return [
        Step("globalFaults", _SESSION_ONLY),
        Step("globalFaults", {"sessionId": "nosuch"}, about="in no session"),
        Step("resourceFaults", {"resourceName": MEDIA, **_SESSION_ONLY}),
        Step("resourceFaults", {"resourceName": _ALIAS, **_SESSION_ONLY}, about="by an alias"),
        Step("resourceFaults", {"resourceName": "nosuch", **_SESSION_ONLY}, about="of no resource"),
        Step("resourceFaults", {"resourceName": MEDIA, "sessionId": "nosuch"}, about="in no session"),
        Step("resources", _SESSION_ONLY, look=only(MEDIA), about=f"as far as {MEDIA}"),
        Step("resources", {"sessionId": "nosuch"}, about="in no session"),
    ]


def _paths(context: RunContext) -> list[Step]:
    product = context.named.product
    return [
        _by_position("list", product, path=MEDIA),
        _by_position("list", product, path="product_attribute_media"),
        _by_position("list", product, path="catalog_product_media"),
        _by_position("list", product, path="nosuch"),
        _by_position("nosuch", product),
        _by_position("list.more", product),
        Step(".list", [product], dialects=BY_PATH),
        _by_position("list", about="without arguments"),
        _by_position("info", product, about="with too few arguments"),
        _by_position("create", product, about="with too few arguments"),
        _by_position("list", product, None, "sku", "more", about="with too many arguments"),
    ]


def _life(context: RunContext) -> list[Step]:
    product, image = context.named.product, Result("image")
    first, second, *_ = context.image_types
    data: dict[str, Any] = {
        "file": context.file("life"),
        "label": "Front",
        "position": 2,
        "types": [second],
        "exclude": 0,
    }
    return [
        _media("list", productId=product),
        _media("create", productId=product, data=data, keep="image"),
        _media("list", productId=product),
        _media("update", productId=product, file=image, data={"position": 3, "types": [first]}),
        _media("info", productId=product, file=image),
        _media("update", productId=product, file=image, data={"label": "<Back> & \"front\" 'ü€'", "exclude": 1}),
        _media("info", productId=product, file=image),
        _media("remove", productId=product, file=image),
        _media("remove", productId=product, file=image, about="once more"),
        _media("info", productId=product, file=image, about="of what was removed"),
        _media("list", productId=product),
        _media(
            "create", productId=product, data={"file": context.file("life")}, about="by the name of what was removed"
        ),
    ]


def _defaults(context: RunContext) -> list[Step]:
    product = context.named.product
    return [
        _media("create", productId=product, data={"file": context.file("plain")}, keep="image"),
        _media("info", productId=product, file=Result("image")),
        _media("create", productId=product, data={"file": context.file("far"), "position": 40}),
        _media("create", productId=product, data={"file": context.file("behind")}),
        _media("create", productId=product, data={"file": context.file("equal"), "position": 40}),
        _media("create", productId=product, data={"file": context.file("first"), "position": 0}),
        _media("list", productId=product, about="by position"),
    ]


def _names(context: RunContext) -> list[Step]:
    product = context.named.product
    names = {
        "twice": "jpeg",
        "My Photo": "jpeg",
        "UPPER.JPG": "jpeg",
        "ünïcode": "png",
        "a.b.c": "gif",
        "a b  c": "jpeg",
        "--__!!": "jpeg",
        "x/y": "jpeg",
        "n" * 90: "jpeg",
    }
    steps = [
        _media(
            "create", productId=product, data={"file": context.file(name, kind)}, about=f"{kind} named {name[:12]!r}"
        )
        for name, kind in names.items()
    ]
    again = [
        _media(
            "create", productId=product, data={"file": context.file("twice", kind)}, about=f"a {kind} of a taken name"
        )
        for kind in ("jpeg", "png", "jpeg")
    ]
    return [*steps, *again, _media("list", productId=product)]


def _types(context: RunContext) -> list[Step]:
    product, one, two = context.named.product, Result("one"), Result("two")
    first, second, *_ = context.image_types
    set_id = context.named.attribute_set

    def update(file: Result, types: list[str], about: str) -> Step:
        return _media("update", productId=product, file=file, data={"types": types}, about=about)

    listing = _media("list", productId=product)
    return [
        _media("types", setId=set_id),
        _media("types", setId=str(set_id), about="by an id as text"),
        _media("types", setId=f"0{set_id}", about="by an id with a zero before it"),
        _media("types", setId="999999", about="of no attribute set"),
        _media("types", setId="abc", about="of what is no id"),
        _media("create", productId=product, data={"file": context.file("one"), "types": [first, second]}, keep="one"),
        _media("create", productId=product, data={"file": context.file("two"), "types": [first]}, keep="two"),
        listing,
        update(one, [second, "nosuch"], "with a type that there is not"),
        listing,
        update(two, [second], "taking a type of another image"),
        listing,
        update(two, [], "with no types"),
        listing,
        update(two, ["nosuch"], "with unknown types alone"),
        listing,
    ]


def _values(context: RunContext) -> list[Step]:
    product, image = context.named.product, Result("image")

    def update(**data: Any) -> list[Step]:
        about = ", ".join(f"{name} {str(value)[:20]!r}" for name, value in data.items()) or "with nothing"
        return [
            _media("update", productId=product, file=image, data=data, about=about),
            _media("info", productId=product, file=image),
        ]

    return [
        _media("create", productId=product, data={"file": context.file("values"), "label": "L" * 40}, keep="image"),
        *update(position="abc", exclude="yes"),
        *update(position="12abc", exclude="2"),
        *update(position=-1),
        *update(position="1.9"),
        *update(label=""),
        *update(label=" two  spaces "),
        *update(label="line\nbreak\ttab"),
        *update(remove="1"),
        *update(),
    ]


def _bytes(context: RunContext) -> list[Step]:
    product, image = context.named.product, Result("image")
    text = "bm90IGFuIGltYWdl"

    def update(about: str, **file: str) -> Step:
        return _media("update", productId=product, file=image, data={"file": file}, about=about)

    return [
        _media("create", productId=product, data={"file": context.file("bytes")}, keep="image"),
        update("with other bytes", content=encoded("jpeg", 1), mime="image/jpeg"),
        update("with bytes of another type", content=encoded("png"), mime="image/png", name=context.name("other")),
        update("with what is no image", content=text, mime="image/jpeg"),
        update("with a type that there is not", content=encoded("png"), mime="image/bmp"),
        update("with what is no base64", content="@@", mime="image/png"),
        _media("list", productId=product),
    ]


def _refused(context: RunContext) -> list[Step]:
    product, nowhere = context.named.product, "/n/o/none.jpg"
    unknown = context.name("nosuch")
    file = context.file("refused")

    def create(about: str, **changed: str) -> Step:
        return _media("create", productId=product, data={"file": file | changed}, about=about)

    return [
        _media("list", productId=unknown, about="of no product"),
        _media("list", productId=product, store=unknown, about="in no store view"),
        _media("info", productId=product, file=nowhere, about="of no image"),
        _media("update", productId=product, file=nowhere, data={"label": "x"}, about="of no image"),
        _media("update", productId=unknown, file=nowhere, data={"label": "x"}, about="of no product"),
        _media("remove", productId=product, file=nowhere, about="of no image"),
        _media("remove", productId=unknown, file=nowhere, about="of no product"),
        _media("create", productId=unknown, data={"file": file}, about="for no product"),
        _media("create", productId=product, data={"file": file}, store=unknown, about="in no store view"),
        _media("create", productId=product, data={"label": "x"}, about="without a file"),
        create("of a type that there is not", mime="image/bmp"),
        create("of no type", mime=""),
        create("of what is no base64", content="!!!notb64"),
        create("of nothing", content=""),
        create("of what is no image", content="aGVsbG8gd29ybGQ="),
        _media("currentStore", store=unknown, about="of no store view"),
        _media("currentStore", store="999999", about="of no id"),
        _media("list", productId=product, about="of which nothing was left"),
    ]


def _by_sku(context: RunContext) -> list[Step]:
    product = context.named.product
    return [
        _media("list", productId=product, identifierType="sku"),
        _media("list", productId=product, identifierType="id", about="a SKU as an id"),
        _media("list", productId=f"{product} ", about="with a space behind the SKU"),
        _media("list", productId=product.swapcase(), about="in the other case"),
        _media("list", productId="", about="with an empty SKU"),
    ]


def _by_id(context: RunContext) -> list[Step]:
    number = context.named.product_id or 0
    return [
        _media("list", productId=number),
        _media("list", productId=str(number), about="as text"),
        _media("list", productId=str(number), identifierType="id"),
        _media("list", productId=str(number), identifierType="sku", about="an id as a SKU"),
        _media("list", productId=f"0{number}", about="with a zero before it"),
    ]


def _stores(context: RunContext) -> list[Step]:
    product, image, store = context.named.product, Result("image"), context.named.store
    first, second, *_ = context.image_types
    everywhere = [*context.image_types]
    new = {"file": context.file("stores"), "label": "Default", "types": [first]}
    return [
        _media("currentStore"),
        _media("currentStore", store=store),
        _media("currentStore", store=context.store_id, about="by its id"),
        _media("currentStore", store=0, about="by the id of the default"),
        _media("currentStore", about="in the next request"),
        _media("create", productId=product, data=new, keep="image"),
        _media("update", productId=product, file=image, data={"label": "Here", "types": everywhere}, store=store),
        _media("info", productId=product, file=image, store=store),
        _media("info", productId=product, file=image, about="of the default"),
        _media("update", productId=product, file=image, data={"label": "New", "position": 9, "types": [second]}),
        _media("info", productId=product, file=image, store=store, about="after the default has changed"),
        _media("list", productId=product, store="admin", about="of the default, by its code"),
        _media("update", productId=product, file=image, data={"label": "", "types": [second]}, store=store),
        _media("info", productId=product, file=image, store=store, about="with an empty label"),
        _media("remove", productId=product, file=image, about="of what a store view has for a type"),
        _media("list", productId=product),
        _media("list", productId=product, store=store),
    ]


def _plain(context: RunContext) -> list[Step]:
    product = context.named.plain_product
    return [
        _media("list", productId=product),
        _media("info", productId=product, file="/n/o/none.jpg"),
        _media("create", productId=product, data={"file": context.file("plain-product")}),
        _media("update", productId=product, file="/n/o/none.jpg", data={"label": "x"}),
        _media("remove", productId=product, file="/n/o/none.jpg"),
    ]


def _many(context: RunContext) -> list[Step]:
    product = context.named.product
    unknown = context.name("nosuch")

    def many(about: str, calls: list[Any], session: Any = SESSION, **options: Any) -> Step:
        arguments = {"sessionId": session, "calls": calls, **options}
        return Step("multiCall", arguments, dialects=BY_PATH, about=about)

    listing, faulty = [f"{_ALIAS}.list", [product]], [f"{_ALIAS}.list", [unknown]]
    create = [f"{_ALIAS}.create", [product, {"file": context.file("many"), "label": "Many"}]]
    break_ = {"break": 1}
    return [
        many("with a fault in it", [listing, faulty, ["nosuch.x"], [], [f"{_ALIAS}.currentStore"]]),
        many("with one argument as text", [[f"{_ALIAS}.types", str(context.named.attribute_set)]]),
        Step(
            "multiCall",
            {"sessionId": SESSION, "calls": [faulty, listing], "options": break_},
            dialects=frozenset(("v1",)),
            about="up to the first fault",
        ),
        many("with nothing in it", []),
        many("in no session", [listing], session="nosuch"),
        many("each seeing what the one before did", [create, listing]),
    ]


def _no_calls() -> list[Step]:
    soap_11 = "http://schemas.xmlsoap.org/soap/envelope/"
    bodies = {
        "an empty body": b"",
        "no XML": b"hello",
        "half a document": b"<a><b></a",
        "another document": b"<a/>",
        "an entity": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    }
    envelopes = {
        "an envelope of another version": _envelope("urn:nowhere", "<m:login/>"),
        "an envelope without content": _envelope(soap_11, ""),
        "an unknown operation": _envelope(soap_11, "<m:nosuch/>"),
    }
    calls = {
        "an unknown method": b"<methodCall><methodName>nosuch</methodName></methodCall>",
        "a method with too many parameters": b"<methodCall><methodName>startSession</methodName><params><param>"
        b"<value><int>1</int></value></param></params></methodCall>",
        "a call without a method": b"<methodCall><params/></methodCall>",
    }
    return [
        *(Step(name, body=body) for name, body in bodies.items()),
        *(Step(name, body=body.encode(), dialects=SOAP) for name, body in envelopes.items()),
        *(Step(name, body=body, dialects=frozenset(("xmlrpc",))) for name, body in calls.items()),
        Step("system.methodHelp", {"method": "login"}, dialects=frozenset(("xmlrpc",))),
        Step("system.methodSignature", {"method": "call"}, dialects=frozenset(("xmlrpc",))),
    ]
