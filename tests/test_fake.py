"""`FakeMagento` as a test holds it, with PHP's and Python's clients on the other side."""

from __future__ import annotations

import base64
import re
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import Any, get_args

import pytest
import zeep
from zeep.xsd import Nil

from fake_magento import DEMO, FakeMagento, FlavourName, StateError, picture
from fake_magento.flavour import FLAVOURS
from tests.php import run_php

IMAGES = DEMO.parent / "images"
PNG = (IMAGES / "shirt.png").read_bytes()
GIF = (IMAGES / "sticker.gif").read_bytes()


def test_words_that_there_are_not_are_told() -> None:
    with pytest.raises(TypeError, match=r"FakeMagento takes no 'strict'; validation='strict' .* assert_clean\(\)"):
        FakeMagento(strict=True)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="FakeMagento takes no 'flavor'; is 'flavour' meant"):
        FakeMagento(flavor="openmage-19")  # type: ignore[arg-type]


class V1:
    """A V1 client of Python's that needs no WSDL library: it asks PHP's."""

    def __init__(self, fake: FakeMagento, user: str | None = None, key: str | None = None) -> None:
        self._wsdl = fake.soap_v1_wsdl
        [login] = self.run([["login", [user or fake.username, key or fake.api_key]]])
        self.session = login["result"]

    def run(self, steps: list[list[Any]]) -> Any:
        """What each step, an operation and its arguments, comes to."""
        asked = [{"op": op, "args": args} for op, args in steps]
        return run_php("replay.php", {"wsdl": self._wsdl, "dialect": "v1", "steps": asked})

    def call(self, path: str, *arguments: Any) -> Any:
        """The value of a call, or the code of its fault."""
        return self.calls([path, list(arguments)])[0]

    def calls(self, *calls: list[Any]) -> list[Any]:
        """The value of each call, or the code of its fault."""
        outcomes = self.run([["call", [self.session, *call]] for call in calls])
        return [outcome["fault"]["code"] if "fault" in outcome else outcome["result"] for outcome in outcomes]


def test_product_with_images(fake_magento: FakeMagento) -> None:
    fake_magento.add_store("german")
    product = fake_magento.add_product(
        "Sku",
        id=77,
        images=[
            PNG,
            IMAGES / "mug-front.jpg",
            {
                "content": GIF,
                "name": "smile",
                "label": "Smile",
                "position": 1,
                "exclude": 1,
                "types": ["thumbnail"],
                "stores": {"german": {"label": "Lächeln", "types": ["image"]}},
            },
        ],
    )
    assert (product.id, product.sku) == (77, "Sku")
    png, smile, mug = product.images
    assert [png.file, smile.file, mug.file] == ["/i/m/image.png", "/s/m/smile.gif", "/m/u/mug-front.jpg"]
    assert (smile.label, smile.position, smile.exclude, smile.types) == ("Smile", 1, 1, ["thumbnail"])
    german = smile.in_store("german")
    assert (german.label, german.position, german.types) == ("Lächeln", 1, ["image"])
    assert product.images_in(2)[1] == german
    assert png.content == PNG
    assert png.url == f"{fake_magento.url}/media/catalog/product/i/m/image.png"
    with urllib.request.urlopen(smile.url, timeout=30) as answer:
        assert (answer.headers["Content-Type"], answer.read()) == ("image/gif", GIF)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"  # a browser takes it for nothing else


def test_image_is_gone_after_it_is_removed(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("Sku", images=[PNG])
    [image] = fake_magento.products["Sku"].images
    client = V1(fake_magento)
    assert client.call("product_media.remove", "Sku", image.file) is True
    with pytest.raises(urllib.error.HTTPError, match="404") as gone:
        urllib.request.urlopen(image.url, timeout=30)
    assert gone.value.headers["Content-Type"] == "text/html; charset=UTF-8"
    with pytest.raises(LookupError, match=r"has no image '/i/m/image\.png' any more"):
        image.in_store("admin")
    # The real server leaves the file on its disk: the name stays taken.
    fake_magento.add_images("Sku", [PNG])
    assert [each.file for each in fake_magento.products["Sku"].images] == ["/i/m/image_1.png"]


def test_products_are_found_as_the_shop_finds_them(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("Sku")
    assert fake_magento.products["sKU "].sku == "Sku"
    assert "SKU" in fake_magento.products
    assert len(fake_magento.products) == 1
    with pytest.raises(KeyError, match="no product 'other'"):
        fake_magento.products["other"]
    with pytest.raises(KeyError, match="no product 'other'"):
        fake_magento.add_images("other", [PNG])


REFUSED = {
    "SKU taken": lambda fake: fake.add_product("sku"),
    "SKU empty": lambda fake: fake.add_product(" "),
    "id taken": lambda fake: fake.add_product("new", id=1),
    "attribute set": lambda fake: fake.add_product("new", attribute_set="nosuch"),
    "not an image": lambda fake: fake.add_product("new", images=[b"text"]),
    "no such file": lambda fake: fake.add_product("new", images=["nosuch.png"]),
    "unknown key": lambda fake: fake.add_product("new", images=[{"content": PNG, "alt": "x"}]),
    "no content": lambda fake: fake.add_product("new", images=[{"label": "x"}]),
    "unknown type": lambda fake: fake.add_product("new", images=[PNG, {"content": PNG, "types": ["main"]}]),
    "unknown store": lambda fake: fake.add_product("new", images=[{"content": PNG, "stores": {"x": {}}}]),
    "unknown key in a store": lambda fake: fake.add_product(
        "new", images=[{"content": PNG, "stores": {"default": {"file": "x"}}}]
    ),
    "store code taken": lambda fake: fake.add_store("default"),
    "store id taken": lambda fake: fake.add_store("new", id=1),
    "set name taken": lambda fake: fake.add_attribute_set("Default"),
    "set id taken": lambda fake: fake.add_attribute_set("New", id=4),
    "user taken": lambda fake: fake.add_user("apiuser", "key"),
    "user without key": lambda fake: fake.add_user("new", ""),
    "resources": lambda fake: fake.add_user("new", "key", resources="some"),
    "store": lambda fake: fake.products["Sku"].images_in("nosuch"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_and_changes_nothing(fake_magento: FakeMagento, name: str) -> None:
    fake_magento.add_product("Sku")
    with pytest.raises(StateError):
        REFUSED[name](fake_magento)
    assert list(fake_magento.products) == ["Sku"]
    assert fake_magento.products["Sku"].images == []
    product = fake_magento.add_product("new", images=[PNG])
    assert product.id == 2
    assert product.images[0].file == "/i/m/image.png"


def test_attribute_set_of_its_own(fake_magento: FakeMagento) -> None:
    own = fake_magento.add_attribute_set("Posters", image_types={"image": "store", "print": "global"})
    fake_magento.add_product("poster", attribute_set="Posters")
    client = V1(fake_magento)
    types, created, unknown = client.calls(
        ["product_media.types", [str(own.id)]],
        ["product_media.create", ["poster", _upload(types=["print", "thumbnail"])]],
        ["product_media.types", ["777"]],
    )
    assert types == [{"code": "image", "scope": "store"}, {"code": "print", "scope": "global"}]
    assert unknown == []
    [image] = fake_magento.products["poster"].images
    assert (image.file, image.types) == (created, ["print"])


def _upload(**more: Any) -> dict[str, Any]:
    return {"file": {"content": base64.b64encode(PNG).decode(), "mime": "image/png", "name": "x"}, **more}


MEDIA_PATHS = "catalog/product/media"
READING = (("currentStore",), ("list", "Sku"), ("info", "Sku", "/no"), ("types", "4"))
WRITING = (
    ("create", "Sku", _upload()),
    ("update", "Sku", "/i/m/image.png", {"label": "x"}),
    ("remove", "Sku", "/i/m/image.png"),
)


@pytest.mark.parametrize(
    ("paths", "may_read", "may_write"),
    [
        ([MEDIA_PATHS], True, []),
        *(([MEDIA_PATHS, f"{MEDIA_PATHS}/{name}"], True, [name]) for name in ("create", "update", "remove")),
        ([f"{MEDIA_PATHS}/create"], False, []),
        (["catalog/product", f"{MEDIA_PATHS}/create", f"{MEDIA_PATHS}/update", f"{MEDIA_PATHS}/remove"], False, []),
        (["catalog", "catalog/product", "catalog/product/info"], False, []),
        ([], False, []),
    ],
)
def test_what_a_role_may_do(fake_magento: FakeMagento, paths: list[str], may_read: bool, may_write: list[str]) -> None:
    """Reading needs the resource's path, writing the method's own beside it; no path allows what lies below it."""
    fake_magento.add_product("Sku", images=[PNG])
    fake_magento.add_user("someone", "key", resources=paths)
    calls = [[f"product_media.{method}", arguments] for method, *arguments in (*READING, *WRITING)]
    outcomes = V1(fake_magento, "someone", "key").calls(*calls)
    allowed = [method for (method, *_), outcome in zip((*READING, *WRITING), outcomes, strict=True) if outcome != "2"]
    assert allowed == [*(method for method, *_ in READING if may_read), *may_write]


def test_a_method_that_is_only_listed_is_not_callable(fake_magento: FakeMagento) -> None:
    assert V1(fake_magento).call("catalog_product.multiUpdate", ["Sku"], [{"name": "Mug"}]) == "4"


def test_session_expires_after_an_hour_of_idleness(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("Sku")
    client = V1(fake_magento)
    for _ in range(3):
        fake_magento.clock.advance(3599)
        assert client.call("product_media.list", "Sku") == []
    fake_magento.clock.advance(3601)
    assert client.call("product_media.list", "Sku") == "5"


def test_session_timeout_can_be_set(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("Sku")
    assert fake_magento.session_timeout == 3600
    fake_magento.session_timeout = 10
    client = V1(fake_magento)
    fake_magento.clock.advance(11)
    assert client.call("product_media.list", "Sku") == "5"


def test_expired_sessions_and_a_new_login(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("Sku")
    client = V1(fake_magento)
    fake_magento.expire_sessions()
    assert client.call("product_media.list", "Sku") == "5"
    assert V1(fake_magento).call("product_media.list", "Sku") == []


def test_current_store_holds_for_one_request(fake_magento: FakeMagento) -> None:
    """Within a multiCall, which is one request, the calls behind it are for the store view that it set."""
    german = fake_magento.add_store("german")
    image = {"content": PNG, "label": "Shirt", "stores": {"german": {"label": "Hemd"}}}
    fake_magento.add_product("Sku", images=[image])
    client = V1(fake_magento)
    calls = [["product_media.currentStore", ["german"]], ["product_media.list", ["Sku"]]]
    outcome = client.run(
        [
            ["multiCall", [client.session, calls]],
            ["call", [client.session, "product_media.list", ["Sku"]]],
        ]
    )
    store, images = outcome[0]["result"]
    assert store == str(german.id)
    assert images[0]["label"] == "Hemd"
    assert outcome[1]["result"][0]["label"] == "Shirt"


STORES = {
    None: 0,
    "": 0,
    "0": 0,
    "admin": 0,
    "1": 1,
    1: 1,
    "german": 2,
    2.0: 2,
    "3": "100",
    "nosuch": "100",
    "-1": "100",
    "01": "SOAP-ENV:Server",
    " 2": "SOAP-ENV:Server",
    "GERMAN": "SOAP-ENV:Server",
}
"""What ``currentStore`` makes of a store: its id, or the code of a fault."""


def test_stores_by_id_and_code() -> None:
    with FakeMagento(flavour="openmage-19") as fake:
        fake.add_store("german")
        asked = [["product_media.currentStore", [store]] for store in [*STORES, True, False, ["german"]]]
        assert V1(fake).calls(*asked) == [*STORES.values(), 0, 0, "SOAP-ENV:Server"]


def test_attribute_sets_by_id() -> None:
    with FakeMagento() as fake:
        none = ("04", "4.0", " 4", "", None, True, 4.7, [], ["04"], [9])
        some = ("4", 4, 4.0, ["4"], [4], [9, 4])
        found = V1(fake).calls(*(["product_media.types", [key]] for key in (*none, *some)))
        assert list(map(len, found)) == [0] * len(none) + [3] * len(some)


def test_two_fakes_share_nothing() -> None:
    with FakeMagento() as one, FakeMagento(flavour="openmage-19") as other:
        one.add_product("Sku", images=[PNG])
        assert one.url != other.url
        assert list(other.products) == []
        client = zeep.Client(other.soap_v2_wsdl).service
        session = zeep.Client(one.soap_v2_wsdl).service.login("apiUser", "apiKey123")
        with pytest.raises(zeep.exceptions.Fault, match="Session expired"):
            client.catalogProductAttributeMediaList(session, "Sku", Nil, Nil)
        assert len(one.calls) == 1
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{other.url}/media/catalog/product/i/m/image.png", timeout=30)


def test_calls_are_kept(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("Sku")
    client = V1(fake_magento)
    client.call("product_media.info", "Sku", "/x.jpg")
    seen: list[str] = []
    fake_magento.on_call(lambda exchange: seen.append(str(exchange)))
    zeep.Client(fake_magento.soap_v2_wsdl).service.catalogProductAttributeMediaTypes(client.session, "4")
    login, info, types = fake_magento.calls
    assert (login.operation, login.path, login.arguments) == (
        "login",
        None,
        {"username": "apiUser", "apiKey": "apiKey123"},
    )
    assert login.value == client.session
    assert (info.dialect, info.path, info.user, info.status) == (
        "v1",
        "catalog_product_attribute_media.info",
        "apiUser",
        200,
    )
    assert info.arguments == {"productId": "Sku", "file": "/x.jpg", "store": None, "identifierType": None}
    assert info.product == "Sku"
    assert info.fault == ("103", "Requested image not exists in product images' gallery.")
    assert b"product_media.info" in info.request
    assert b"103" in info.response
    assert info.duration > 0
    assert (types.dialect, types.operation) == ("v2", "catalogProductAttributeMediaTypes")
    assert types.path == "catalog_product_attribute_media.types"
    assert types.arguments == {"setId": "4"}
    assert seen == [str(types)]
    assert seen[0].startswith("v2 apiUser catalogProductAttributeMediaTypes -> 200 ok ")


def test_unknown_flavour_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no flavour 'magento-2'; is 'magento-1\.9' meant\?"):
        FakeMagento(flavour="magento-2")


def test_other_host_and_a_second_start() -> None:
    fake = FakeMagento(host="127.0.0.2")
    with fake:
        url = fake.url
        assert url.startswith("http://127.0.0.2:")
    fake.add_product("Sku")
    with fake:
        assert fake.url == url
        with urllib.request.urlopen(fake.soap_v1_wsdl, timeout=30) as answer:
            assert answer.status == 200


def test_addresses_with_doubled_slashes(fake_magento: FakeMagento) -> None:
    """A client that joins addresses carelessly meets the same server."""
    with urllib.request.urlopen(f"{fake_magento.url}//api//soap/?wsdl", timeout=30) as answer:
        assert answer.status == 200


def test_a_mistake_in_a_method_is_fault_1(fake_magento: FakeMagento, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(key: object) -> None:
        raise ZeroDivisionError

    fake_magento.add_store("german")
    client = V1(fake_magento)
    monkeypatch.setattr("fake_magento.state.Catalogue.store", broken)
    assert client.call("product_media.currentStore", "german") == "1"
    calls = [["product_media.currentStore", ["german"]], ["product_media.types", "4"]]
    [outcome] = client.run([["multiCall", [client.session, calls]]])
    fault, types = outcome["result"]
    assert (fault["faultCode"], len(types)) == ("1", 3)
    monkeypatch.undo()
    assert client.call("product_media.currentStore", "german") == "2"  # the id of the store view


def test_many_clients_at_once(fake_magento: FakeMagento) -> None:
    """Images created side by side get files of their own, and none is lost."""
    fake_magento.add_product("Sku")
    content = base64.b64encode(PNG).decode()

    def push(number: int) -> list[str]:
        service = zeep.Client(fake_magento.soap_v2_wsdl).service
        session = service.login("apiUser", "apiKey123")
        data = {"file": {"content": content, "mime": "image/png", "name": "same"}, "label": str(number)}
        return [service.catalogProductAttributeMediaCreate(session, "Sku", data, Nil, Nil) for _ in range(10)]

    with ThreadPoolExecutor(4) as pool:
        created = [file for files in pool.map(push, range(4)) for file in files]
    assert len(set(created)) == 40
    images = fake_magento.products["Sku"].images
    assert sorted(image.file for image in images) == sorted(created)
    assert [image.position for image in images] == list(range(1, 41))


IMAGES_THAT_ARE_NONE: list[tuple[Any, str]] = [
    ("x.png", r"images are a list, such as \['x.png'\]"),
    (PNG, "images are a list"),
    ({"content": PNG}, "images are a list"),
    ([3], "an image is its bytes, the path of a file, or a mapping, not 3"),
    ([None], "an image is its bytes, the path of a file, or a mapping, not None"),
    ([{"content": 3}], "the content of an image is bytes, or the path of a file, not 3"),
    ([{"content": PNG, "types": "image"}], "types of an image is a list of codes, not 'image'"),
    ([{"content": PNG, "types": ["imge"]}], "no image type 'imge' in 'Default'; is 'image' meant"),
    ([{"content": PNG, "position": "first"}], "position of an image is a number, not 'first'"),
    ([{"content": PNG, "position": True}], "position of an image is a number, not True"),
    ([{"content": PNG, "label": 7}], "label of an image is text, not 7"),
    ([{"content": PNG, "exclude": "no"}], "exclude of an image is true, false or a number, not 'no'"),
    ([{"content": PNG, "stores": {"admin": {"position": "1"}}}], "position of an image is a number, not '1'"),
    ([{"content": PNG, "lable": "x"}], "an image has no 'lable'; is 'label' meant"),
]


@pytest.mark.parametrize(("images", "told"), IMAGES_THAT_ARE_NONE)
def test_images_that_are_none(images: Any, told: str) -> None:
    fake = FakeMagento()
    with pytest.raises(StateError, match=told):
        fake.add_product("mug", images=images)
    assert list(fake.products) == []


def test_messages_name_what_may_be_meant() -> None:
    fake = FakeMagento()
    fake.add_product("mug-red")
    fake.add_store("german")
    customer = fake.customers.add("ann@example.com", firstname="Ann", lastname="Lee")
    order = fake.orders.add({"mug-red": 1})
    for find, told in (
        (lambda: fake.products["mug-rde"], "no product 'mug-rde'; is 'mug-red' meant"),
        (lambda: fake.users["apiUsr"], "no API user 'apiUsr'; is 'apiUser' meant"),
        (lambda: fake.stores["germn"], "no store view 'germn'; is 'german' meant"),
        (lambda: fake.categories["Defalt Category"], "is 'Default Category' meant"),
        (lambda: fake.categories[99], "no category of the id 99; there are '2'"),
        (lambda: fake.customers["an@example.com"], "is 'ann@example.com' meant"),
        (lambda: fake.customers[99], f"no customer of the id 99; there are '{customer.id}'"),
        (lambda: fake.orders["10000001"], f"is '{order.increment_id}' meant"),
        (lambda: fake.attribute_sets["Defalt"], "is 'Default' meant"),
        (lambda: fake.products["mug-red"].in_store("germn"), "is 'german' meant"),
        (lambda: fake.add_product("a", attribute_set="Defalt"), "no attribute set 'Defalt'; is 'Default' meant"),
        (lambda: picture(format="jpg"), "no format of pictures 'jpg'; is 'jpeg' meant"),
        (lambda: FakeMagento(flavour="magento-19"), r"no flavour 'magento-19'; is 'magento-1\.9' meant"),  # type: ignore[arg-type]
        (lambda: fake.calls.of("product_media.lst"), "no path 'product_media.lst'; is 'product_media.list' meant"),
        (lambda: fake.calls.of("product_media.list", arguments={"stor": 1}), "no argument 'stor'; is 'store' meant"),
    ):
        with pytest.raises((LookupError, ValueError), match=told):
            find()


@pytest.mark.parametrize("path", ["ping", ".ping", "custom.", ""])
def test_a_method_without_a_resource(path: str) -> None:
    with pytest.raises(ValueError, match=f"a method is at resource.method, such as 'custom.ping', not at '{path}'"):
        FakeMagento().method(path)


def test_what_is_no_time_and_no_snapshot() -> None:
    fake = FakeMagento()
    before = fake.clock.state
    wrong: Any
    for wrong in ("1h", None, True, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="seconds are a number, such as 3600, not"):
            fake.clock.advance(wrong)
    for wrong in ([], True, float("nan"), timedelta(1)):
        with pytest.raises(ValueError, match="a time is text such as '2026-01-02 03:04:05', a number of seconds"):
            fake.clock.set(wrong)
    for wrong in ("soon", "2026-01-02T25:00:00Z", "2026-02-30T00:00:00+01:00"):
        with pytest.raises(ValueError, match=f"no time '{re.escape(wrong)}'"):
            fake.clock.set(wrong)
    assert fake.clock.state == before
    for wrong in (None, "x", fake):
        with pytest.raises(ValueError, match="restore takes what snapshot gave, not"):
            fake.restore(wrong)


EAST = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-01-02T03:04:05+02:00", "2026-01-02 01:04:05"),
        ("2026-01-02 03:04:05 -0530", "2026-01-02 08:34:05"),
        ("2026-01-02T03:04Z", "2026-01-02 03:04:00"),
        ("2026-01-02T03:04:05.250+00:00", "2026-01-02 03:04:05"),
        (datetime(2026, 1, 2, 3, 4, 5), "2026-01-02 03:04:05"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=EAST), "2026-01-02 01:04:05"),
        ("2026-01-02", "2026-01-02 00:00:00"),
    ],
)
def test_times_are_utc_unless_they_have_a_zone(moment: str | datetime, told: str) -> None:
    fake = FakeMagento(time=moment)
    assert fake.clock.text() == told
    fake.clock.freeze("2020-01-01")
    fake.clock.set(moment)
    assert fake.clock.text() == told
    fake.products.add("mug", created_at=moment, updated_at="2026-03-04")
    assert fake.orders.add({"mug": 1}, created_at=moment).created_at == told
    category = fake.categories.add("Mugs", updated_at=moment)
    assert fake._shop.categories[category.id]["updated_at"] == told
    mug = fake.products["mug"].attributes
    assert (mug["created_at"], mug["updated_at"]) == (told, "2026-03-04 00:00:00")


def test_a_clock_is_moved_by_a_timedelta() -> None:
    fake = FakeMagento(time="2026-01-02")
    fake.clock.advance(timedelta(days=1, hours=2))
    assert fake.clock.text() == "2026-01-03 02:00:00"
    fake.products.add("mug", qty=10)
    orders = fake.orders.add_many(2, {"mug": 1}, every=timedelta(minutes=5))
    assert [each.created_at for each in orders] == ["2026-01-03 02:00:00", "2026-01-03 02:05:00"]


def test_a_time_of_a_product_that_is_none_adds_nothing() -> None:
    fake = FakeMagento()
    with pytest.raises(StateError, match="'updated_at': no time 'soon'"):
        fake.products.add("mug", updated_at="soon")
    assert "mug" not in fake.products


def test_repr_says_flavour_and_address() -> None:
    fake = FakeMagento(flavour="openmage-19")
    assert repr(fake) == "<FakeMagento openmage-19 that does not listen>"
    with fake:
        assert repr(fake) == f"<FakeMagento openmage-19 at {fake.url}>"
    assert (
        repr(fake) == f"<FakeMagento openmage-19 that does not listen at {fake.url}>"
    )  # as it will when it starts again


def test_words_that_type_checkers_know_are_all_that_there_are() -> None:
    assert get_args(FlavourName) == (*FLAVOURS,)
