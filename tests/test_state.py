"""The shop's state: kept and taken back, written to files and read again, filled with many products."""

from __future__ import annotations

import base64
import io
import json
import xmlrpc.client
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow
from werkzeug.test import Client

from benchmarks.envelopes import V1, login
from fake_magento import DEMO, FakeMagento, FixtureError, StateError, picture
from tests.examples import examples
from tests.replay import HERE
from tests.speaking import Speaker


def shown(fake: FakeMagento) -> dict[str, Any]:
    """All that the shop shows of its products in any store view."""
    stores = ["admin", *(store["code"] for store in json.loads(fake.dumps())["stores"])]
    return {
        sku: (
            product.id,
            product.attribute_set,
            {
                store: [
                    (image.file, image.label, image.position, image.exclude, image.types, image.content)
                    for image in product.images_in(store)
                ]
                for store in stores
            },
        )
        for sku, product in fake.products.items()
    }


def test_snapshot_keeps_everything(fake_magento: FakeMagento) -> None:
    fake_magento.add_products(2, images=1)
    client = Speaker(fake_magento, "v1")
    session = client.session
    fake_magento.clock.advance(100)
    before, there = fake_magento.snapshot(), shown(fake_magento)
    for _ in range(2):  # it can be restored again
        client.create("sku-1")
        fake_magento.add_store("german")
        fake_magento.add_user("other", "key")
        fake_magento.add_product("third")
        fake_magento.expire_sessions()
        fake_magento.clock.advance(9999)
        assert (client.list("sku-1").fault or ("", ""))[0] == "5"
        fake_magento.restore(before)
        assert shown(fake_magento) == there
        assert client.list("sku-1").fault is None  # the session lives again, the clock is back
        assert client.login("other", "key").fault == ("2", "Access denied.")
        client.login(fake_magento.username, fake_magento.api_key)
        client.create("sku-1")  # the name is free again
        assert fake_magento.products["sku-1"].images[-1].file == "/n/e/new.jpg"
        fake_magento.restore(before)
        assert client.list("sku-1").fault is not None  # this session is younger than the snapshot
        client.session = session
    assert len(fake_magento.calls) > 10


def test_snapshot_goes_to_another_fake(fake_magento: FakeMagento) -> None:
    fake_magento.add_products(2, images=1)
    other = FakeMagento()
    other.restore(fake_magento.snapshot())
    other.add_images("sku-1", [picture(9)])
    assert len(other.products["sku-1"].images) == 2
    assert len(fake_magento.products["sku-1"].images) == 1


def test_reset_is_a_fresh_fake() -> None:
    with FakeMagento(fixtures=DEMO, flavour="openmage-19") as fake:
        there = shown(fake)
        client = Speaker(fake, "v1")
        client.create("mug-red")
        fake.fail(status=500)
        with fake.fail("login", status=500):
            pass
        fake.allow_fault(101)
        fake.session_timeout = 1
        fake.clock.advance(50_000)
        fake.reset()
        assert shown(fake) == there
        assert (fake.calls, fake.trouble, fake.problems(), fake.session_timeout) == ([], (), [], 3600)
        assert abs(fake.clock.now() - FakeMagento().clock.now()) < 100
        assert client.list("mug-red").fault == ("5", "Session expired. Try to relogin.")
        assert fake.problems() == []  # the test took the session away
        client.list("mug-red")
        fake.restore(fake.snapshot())
        client.session = "0" * 32
        assert client.list("mug-red").fault == ("5", "Session expired. Try to relogin.")
        assert len(fake.problems()) == 1  # nobody ever had that one
        client.login(fake.username, fake.api_key)
        client.create("mug-red")
        assert fake.products["mug-red"].images[-1].file == "/n/e/new.jpg"


def test_views_of_products_live_on(fake_magento: FakeMagento) -> None:
    view = fake_magento.add_product("mug")
    before = fake_magento.snapshot()
    fake_magento.add_images("mug", [picture()])
    assert len(view.images) == 1
    fake_magento.restore(before)
    assert view.images == []
    fake_magento.reset()
    assert (view.sku, repr(view)) == ("mug", "<product 'mug', id 1>")
    with pytest.raises(LookupError, match="the product 'mug' is gone"):
        _ = view.images


@pytest.mark.parametrize("name", ["shop.yaml", pytest.param("shop.yml", marks=pytest.mark.long), "shop.json"])
def test_dump_of_the_demo(tmp_path: Path, name: str) -> None:
    fake = FakeMagento(fixtures=DEMO)
    fake.dump(tmp_path / name)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert (json.loads if name.endswith("json") else yaml.safe_load)(text) == json.loads(fake.dumps())
    again = FakeMagento(fixtures=tmp_path / name)
    assert shown(again) == shown(fake)
    assert again.dumps() == fake.dumps()
    users = json.loads(again.dumps())["users"]
    assert users[1] == {
        "name": "readonly",
        "key": "readonly123",
        "resources": ["catalog/product/media"],
        "active": True,
    }


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20) | st.sampled_from(
    ("yes", "null", "1e3", "~", " x ", "- a", "#", "'", '"', "Lächeln & <b>", "\t", "0x1F")
)
changes = st.fixed_dictionaries(
    {"store": st.sampled_from(("admin", "german", "french"))},
    optional={
        "label": words,
        "position": st.integers(0, 5).map(str),
        "exclude": st.sampled_from(("0", "1")),
        "types": st.lists(st.sampled_from(("image", "small_image", "thumbnail")), max_size=3),
    },
)
steps = st.lists(
    st.tuples(st.sampled_from(("create", "update", "remove")), st.integers(0, 3), changes), min_size=1, max_size=12
)


def build(asked: list[tuple[str, int, dict[str, Any]]]) -> FakeMagento:
    """A shop after these calls of the API; a number says which of the images is meant."""
    fake = FakeMagento()
    fake.add_store("german")
    fake.add_store("french")
    fake.add_product("sku")
    client = Client(fake.wsgi_app)
    client.post(V1.path, data=login(fake.username, fake.api_key))
    calls = V1(fake.calls[0].value)
    content = base64.b64encode(picture()).decode()
    for method, number, change in asked:
        data = {key: value for key, value in change.items() if key != "store"}
        files = [image.file for image in fake.products["sku"].images]
        if method == "create" or not files:
            data["file"] = {"content": content, "mime": "image/png", "name": f"n{number}"}
            arguments: list[Any] = ["sku", data, change["store"]]
            method = "create"
        elif method == "update":
            arguments = ["sku", files[number % len(files)], data, change["store"]]
        else:
            arguments = ["sku", files[number % len(files)]]
        client.post(V1.path, data=calls.call(method, arguments))
        assert fake.calls[-1].fault is None
    return fake


@examples(60)
@given(steps)
def test_a_dump_shows_the_same(tmp_path_factory: pytest.TempPathFactory, asked: Any) -> None:
    fake = build(asked)
    file = tmp_path_factory.mktemp("dump") / "shop.yaml"
    fake.dump(file)
    other = FakeMagento()
    other.loads(fake.dumps())
    for again in (FakeMagento(fixtures=file), other):
        assert shown(again) == shown(fake)
        assert again.dumps() == fake.dumps()


def test_a_label_that_is_no_text_can_be_dumped(fake_magento: FakeMagento, tmp_path: Path) -> None:
    fake_magento.add_product("sku", images=[picture()])
    shop = xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url)
    session = shop.login(fake_magento.username, fake_magento.api_key)
    label = xmlrpc.client.Binary(b"a\xffb")
    shop.call(session, "product_media.update", ["sku", "/i/m/image.png", {"label": label}])
    fake_magento.dump(tmp_path / "shop.yaml")
    assert FakeMagento(fixtures=tmp_path / "shop.yaml").products["sku"].images[0].label == "a?b"


def test_load_replaces_all(tmp_path: Path, fake_magento: FakeMagento) -> None:
    file = tmp_path / "shop.json"
    file.write_text(json.dumps({"users": [{"name": "erp", "key": "k"}], "products": [{"sku": "mug"}]}))
    fake_magento.add_products(3)
    before = fake_magento.snapshot()
    fake_magento.load(file)
    assert (list(fake_magento.products), fake_magento.username, fake_magento.api_key) == (["mug"], "erp", "k")
    fake_magento.restore(before)
    assert (len(fake_magento.products), fake_magento.username, fake_magento.api_key) == (3, "apiUser", "apiKey123")
    fake_magento.load(file)
    fake_magento.reset()
    assert (list(fake_magento.products), fake_magento.username) == ([], "apiUser")


def test_reset_needs_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    (tmp_path / "shop.yaml").write_text("products: [{sku: mug, images: [{content: a.png}]}]")
    fake = FakeMagento(fixtures=tmp_path / "shop.yaml")
    fake.add_images("mug", [picture(1)])
    fake.add_product("cup")
    (tmp_path / "a.png").unlink()
    for _ in range(2):
        fake.reset()
        assert [(sku, len(product.images)) for sku, product in fake.products.items()] == [("mug", 1)]
        fake.loads("{}")


def test_time_and_seed() -> None:
    def lived(fake: FakeMagento) -> tuple[str, str, str]:
        client = Speaker(fake, "v1")
        fake.clock.advance(10)
        product = fake._shop.products[fake.add_product("mug").id]
        first = client.session
        client.login(fake.username, fake.api_key)
        return first, client.session, product["created_at"]

    with FakeMagento(time="2026-01-02 03:04:05", seed=7) as fake:
        first = lived(fake)
        assert first[2] == "2026-01-02 03:04:15"
        fake.reset()
        assert (fake.clock.text(), lived(fake)) == ("2026-01-02 03:04:05", first)
        fake.loads("{}")
        assert lived(fake) == first
        before = fake.snapshot()
        fake.clock.run()
        fake.random.seed(None)
        fake.restore(before)
        assert (fake.clock.text(), fake.clock.is_frozen) == ("2026-01-02 03:04:15", True)
    with FakeMagento(seed=8) as other:
        assert lived(other)[:2] != first[:2]
    with pytest.raises(ValueError, match="no time 'soon'"):
        FakeMagento(time="soon")


def test_sets_and_stores_of_a_file_are_those_of_the_recorded_server() -> None:
    """Ids count on as on the server that the recordings are of, whose second set is a copy without a gallery."""
    shop = FakeMagento(fixtures=HERE.parent / "fixtures" / "transcripts.yaml")._shop
    groups = shop.table("eav_attribute_group").select(attribute_set_id=9)
    assert [(row["attribute_group_id"], row["attribute_group_name"]) for row in groups] == [
        (18, "Gift Options"),
        (19, "Design"),
        (20, "Recurring Profile"),
        (21, "Images"),
        (22, "Meta Information"),
        (23, "Prices"),
        (24, "General"),
    ]
    names = ("eav_attribute", "eav_attribute_set", "eav_attribute_group", "eav_entity_attribute", "core_store")
    assert [shop.table(name).next_id for name in names] == [134, 10, 25, 250, 3]
    clean = FakeMagento()._shop
    for name in ("eav_attribute_group", "eav_entity_attribute"):
        assert shop.table(name).select(attribute_set_id=4) == clean.table(name).select(attribute_set_id=4)
    assert shop.products.next_id == 6


BROKEN = {
    '{"products": [{"sku": "a"}, {"sku": "A"}]}': "a product 'A' exists already",
    '{"products": [{"sku": "a", "images": [{"base64": "?"}]}]}': "'base64' is none",
    '{"products": [{"sku": "a", "images": [{"base64": "AAAA"}]}]}': "is no JPEG, GIF or PNG",
    '{"products": [{"sku": "a", "images": [{"content": "/dev/null"}]}]}': "'content' names a file",
    '{"products": [{"sku": "a", "images": [{}]}]}': "must have either 'content' or 'base64'",
    '{"products": [{"sku": "a", "images": [{"base64": "", "default": 1}]}]}': "'default' must be true or false",
    '{"users": [{"name": "a", "key": "b", "name": "c"}]}': "'name' is given twice",
    '{"nosuch": []}': "no section 'nosuch'",
    "[]": "must be a mapping",
    "{": "document:1: Expecting property name",
    "[" * 100_000: "nested too deeply",
}


@pytest.mark.parametrize("document", BROKEN, ids=range(len(BROKEN)))
def test_broken_document_changes_nothing(fake_magento: FakeMagento, document: str) -> None:
    fake_magento.add_products(2, images=1)
    client = Speaker(fake_magento, "v1")
    there = shown(fake_magento)
    with pytest.raises(FixtureError, match=BROKEN[document]):
        fake_magento.loads(document)
    assert shown(fake_magento) == there
    assert client.list("sku-1").fault is None


def test_many_products(fake_magento: FakeMagento) -> None:
    made = fake_magento.add_products(50, sku="mug-{:03}", images=2)
    assert [made[0].sku, made[49].sku] == ["mug-001", "mug-050"]
    contents = {image.content for product in made for image in product.images}
    assert len(contents) == 100
    assert [image.label for image in made[7].images] == ["Picture 1", "Picture 2"]
    fake_magento.add_attribute_set("Plain", media_gallery=False)
    [plain] = fake_magento.add_products(1, attribute_set="Plain")
    assert plain.attribute_set == "Plain"
    labelled = fake_magento.add_products(
        2, sku="cup-{}", images=lambda n: [{"content": picture(n), "label": f"No. {n}"}]
    )
    assert labelled[1].images[0].label == "No. 2"


def test_many_products_or_none(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("sku-3")
    with pytest.raises(StateError, match="a product 'sku-3' exists already"):
        fake_magento.add_products(5, images=1)
    assert list(fake_magento.products) == ["sku-3"]


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif"])
def test_pictures(kind: str) -> None:
    made = [picture(number, kind) for number in (0, 1, 2, 2**24 - 1)]
    assert len(set(made)) == 4
    for content in made:
        with Pillow.open(io.BytesIO(content)) as image:
            image.load()
            assert image.format == kind.upper()
    assert picture(5, kind) == picture(5, kind)
    with pytest.raises(ValueError, match="no format of pictures 'bmp'; there are 'png', 'jpeg', 'gif'"):
        picture(0, "bmp")


def test_two_fakes_do_not_touch() -> None:
    with FakeMagento() as one, FakeMagento(flavour="openmage-19") as two:
        one.add_product("mug")
        one.fail(status=500)
        one.clock.advance(9999)
        one.session_timeout = 5
        client = Speaker(two, "v1")
        assert client.list("mug").fault == ("101", "Product not exists.")
        assert (list(two.products), two.trouble, one.calls) == ([], (), [])
        assert two.session_timeout == 3600
        two.reset()
        assert list(one.products) == ["mug"]


@pytest.mark.parametrize(
    "add",
    [
        lambda fake, text: fake.add_product(text),
        lambda fake, text: fake.add_store(text),
        lambda fake, text: fake.add_store("code", website=text),
        lambda fake, text: fake.add_attribute_set(text),
        lambda fake, text: fake.add_attribute_set(
            "Set", image_types={"image": "global", "new": "store", text: "store"}
        ),
        lambda fake, text: fake.add_user(text, "key"),
    ],
)
@pytest.mark.parametrize("text", ["x" * 256, "mug \U0001f600"])
def test_what_the_database_would_change_is_refused(add: Any, text: str) -> None:
    fake = FakeMagento()
    before = fake.dumps()
    with pytest.raises(StateError, match="cannot keep the"):
        add(fake, text)
    assert fake.dumps() == before


def test_ids_that_no_column_holds_are_refused() -> None:
    fake = FakeMagento()
    for add in (
        lambda: fake.add_product("a", id=2**32),
        lambda: fake.add_store("a", id=70_000),
        lambda: fake.add_attribute_set("a", id=70_000),
    ):
        with pytest.raises(StateError, match="cannot keep the"):
            add()
    with pytest.raises(StateError, match="exists already"):
        fake.add_attribute_set("a", id=3)
    with pytest.raises(StateError, match="the attribute 'name' is no image type"):
        fake.add_attribute_set("a", image_types={"name": "store"})
