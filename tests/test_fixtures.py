"""Fixture files: what they hold is in the shop, and what is wrong with one is told with file and line."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from fake_magento import DEMO, FakeMagento, FixtureError
from tests.replay import CATALOGUE, HERE

FIXTURES = HERE.parent / "fixtures"


def test_demo_catalogue() -> None:
    with FakeMagento(fixtures=DEMO) as fake:
        assert list(fake.products) == ["mug-red", "shirt-blue", "sticker", "4711", "gift-wrapping", "throw-away"]
        front, back = fake.products["mug-red"].images
        assert (front.file, front.label, front.position, front.exclude) == ("/m/u/mug-front.jpg", "Mug, front", 1, 0)
        assert front.types == ["image", "small_image", "thumbnail"]
        assert front.content == (DEMO.parent / "images" / "mug-front.jpg").read_bytes()
        assert front.in_store("german").label == "Becher, vorne"
        assert back.position == 2
        [sticker] = fake.products["sticker"].images
        assert (sticker.file, sticker.exclude) == ("/s/m/smile.gif", 1)
        assert fake.products["gift-wrapping"].attribute_set == "Services"


def test_demo_shows_some_of_everything() -> None:
    fake = FakeMagento(fixtures=DEMO)
    mug, shirt = fake.products["mug-red"], fake.products["shirt-blue"]
    assert (mug.labels["material"], mug.in_store("german").labels["material"]) == ("Stoneware", "Steinzeug")
    assert [each.sku for each in mug.links["related"]] == ["shirt-blue", "sticker"]
    assert [each.qty for each in mug.tier_prices] == [5, 10]
    assert [each.type for each in shirt.options] == ["field", "drop_down"]
    assert mug.tags == ["gift", "coffee"]
    orders = [*fake.orders.values()]
    assert [order.status for order in orders] == [
        *("pending", "pending", "processing", "complete", "complete", "closed", "canceled", "holded"),
        *("processing", "processing", "complete", "pending"),
    ]
    parts = [tuple(map(int, (line.qty_invoiced, line.qty_shipped, line.qty_refunded))) for line in orders[8].items]
    assert parts == [(1, 0, 0)]
    assert [orders[9].items[0].qty_shipped, orders[10].items[0].qty_refunded] == [3, 1]
    assert [track.carrier for shipment in orders[4].shipments for track in shipment.tracks] == ["usps", "custom"]
    assert orders[1].history[0].comment == "Please wrap the mug well."


def test_catalogue_of_the_transcripts() -> None:
    fake = FakeMagento(fixtures=CATALOGUE)
    assert {sku: fake.products[sku].id for sku in fake.products} == {
        "Sku": 1,
        "123": 2,
        "sku-2": 3,
        "holdout": 4,
        "nomedia": 5,
    }
    assert (fake.username, fake.api_key) == ("apiUser", "apiKey123")


def test_sections_that_are_missing_get_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text("users:\n  - {name: erp, key: 12345}\nproducts:\n  - {sku: 99}\n")
    fake = FakeMagento(fixtures=file)
    assert (fake.username, fake.api_key) == ("erp", "12345")
    assert fake.products["99"].attribute_set == "Default"


def test_empty_file_is_a_fresh_shop(tmp_path: Path) -> None:
    file = tmp_path / "empty.yaml"
    file.write_text("")
    assert FakeMagento(fixtures=file).username == "apiUser"


BROKEN = {
    "no YAML": ("users: [\n", 2, "expected the node content"),
    "no mapping": ("- a\n", 1, "must be a mapping with the sections users, config, stores"),
    "unknown section": ("user: []\n", 1, "no section 'user'"),
    "section is no list": ("users: {}\n", 1, "'users' must be a list, not {}"),
    "entry is no mapping": ("stores:\n  - german\n", 1, "each of stores must be a mapping, not 'german'"),
    "missing key": ("users:\n  - {name: a}\n", 2, "one of users has no 'key'"),
    "unknown key": ("stores:\n\n  - {code: a, colour: b}\n", 3, "stores have no 'colour'"),
    "wrong type": ("products:\n  - {sku: a}\n  - {sku: b, id: one}\n", 3, "'id' must be a number, not 'one'"),
    "bool for number": ("products:\n  - {sku: b, id: true}\n", 2, "'id' must be a number, not True"),
    "key given twice": ("users:\n  - name: a\n    name: b\n", 3, "'name' is given twice"),
    "key is no text": ("users: []\n[a]: []\n", 2, "the key ['a'] is no text"),
    "nothing for text": ("products:\n  - {sku: }\n", 2, "'sku' must be text or a number, not None"),
    "text for a number": ("products:\n  - {sku: b, id: '1'}\n", 2, "'id' must be a number, not '1'"),
    "a bad date": ("products:\n  - {sku: a,\n     id: 2020-99-99}\n", 2, "'id' must be a number, not '2020-99-99'"),
    "a number that is none": ("products:\n  - {sku: a, id: 0x_}\n", 2, "'id' must be a number, not '0x_'"),
    "a huge number": (f"products:\n\n  - {{sku: a, id: {'9' * 100_000}}}\n", 3, "'id' must be a number, not '9999"),
    "a huge number to base 60": (f"products: [{{sku: a, id: 1{':10' * 100_000}}}]\n", 1, "'id' must be a number"),
    "infinity": ("products:\n  - {sku: a, id: .inf}\n", 2, "'id' must be a number, not '.inf'"),
    "an unknown tag": ("users: []\nproducts: !shop []\n", 2, "the tag '!shop' means nothing here"),
    "a tag of Python": ("users:\n- !!python/object:os.system {}\n", 2, "the tag '!!python/object:os.system'"),
    "a tag of YAML": ("users:\n- {name: a, key: !!binary YQ==}\n", 2, "the tag '!!binary' means nothing here"),
    "a date with its tag": ("users:\n- {name: a, key: !!timestamp no}\n", 2, "the tag '!!timestamp' means nothing"),
    "nested too deeply": ("stores: []\nusers: " + "[" * 100_000, 2, "nested too deeply"),
    "blocks nested too deeply": ("users:\n  " + "- " * 100_000, 2, "nested too deeply"),
    "aliases that laugh": (
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]\n" for last, name in pairwise("abcdefgh")),
        1,
        "aliases stand for too much",
    ),
    "a list that holds itself": ("users: &a\n- *a\n", 1, "nested too deeply"),
    "a character that is none": ("users:\n- {name: a\x07}\n", 2, "special characters are not allowed: #x0007"),
    "two documents": ("users: []\n---\nusers: []\n", 2, "but found another document"),
    "SKU taken": ("products:\n  - {sku: a}\n  - {sku: A}\n", 3, "a product 'A' exists already, as 'a'"),
    "an id that is none": ("stores:\n  - {code: a, id: 0}\n", 2, "an id is a number from 1, not 0"),
    "a price that is none": ("products:\n  - {sku: a, price: cheap}\n", 2, "'price' must be a number, not 'cheap'"),
    "a misspelt word that is needed": ("products:\n  - {skuu: a}\n", 2, "products have no 'skuu'; is 'sku' meant?"),
    "id taken": ("stores:\n  - {code: a, id: 2}\n  - {code: b, id: 2}\n", 3, "a store with the id 2 exists already"),
    "unknown set": (
        "products:\n  - {sku: a, attribute_set: Nope}\n",
        2,
        "no attribute set 'Nope'; there are 'Default'",
    ),
    "unknown resources": ("users:\n  - {name: a, key: b, resources: some}\n", 2, "resources are 'all', a list"),
    "image without content": (
        "products:\n  - sku: a\n    images:\n      - {name: a}\n",
        4,
        "one of images must have either 'content' or 'base64'",
    ),
    "image is not there": (
        "products:\n  - sku: a\n    images:\n      - content: no.png\n",
        4,
        "No such file or directory",
    ),
    "image is none": (
        "products:\n  - sku: a\n    images:\n      - content: broken.yaml\n",
        4,
        "is no JPEG, GIF or PNG",
    ),
    "unknown image type": (
        "products:\n  - sku: a\n    images:\n      - {content: i.png, types: [main]}\n",
        4,
        "no image type 'main' in 'Default'; there are 'image', 'small_image', 'thumbnail'",
    ),
    "unknown store": (
        "products:\n  - sku: a\n    images:\n      - {content: i.png, stores: {french: {label: x}}}\n",
        4,
        "no store view 'french'",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file(name: str, tmp_path: Path) -> None:
    text, line, problem = BROKEN[name]
    file = tmp_path / "broken.yaml"
    file.write_text(text)
    (tmp_path / "i.png").write_bytes((DEMO.parent / "images" / "shirt.png").read_bytes())
    with pytest.raises(FixtureError) as refused:
        FakeMagento(fixtures=file)
    assert str(refused.value).startswith(f"{file}:{line}: ")
    assert problem in refused.value.problem


WORDS = (
    "00123",
    "0017",
    "12:30",
    "1_000",
    "0x1F",
    "yes",
    "No",
    "on",
    "null",
    "~",
    "2020-01-01",
    "1e3",
    "-0",
    ".5",
    "=",
)


@pytest.mark.parametrize("word", WORDS)
def test_text_is_as_it_is_written(word: str, tmp_path: Path) -> None:
    (tmp_path / "i.png").write_bytes((DEMO.parent / "images" / "shirt.png").read_bytes())
    (tmp_path / "shop.yaml").write_text(
        f"""
        users: [{{name: {word}, key: {word}, resources: [{word}]}}]
        stores: [{{code: {word}, website: {word}}}]
        attribute_sets: [{{name: {word}, image_types: {{{word}: global}}}}]
        products:
          - sku: {word}
            attribute_set: {word}
            images: [{{content: i.png, label: {word}, types: [{word}], stores: {{{word}: {{label: {word}}}}}}}]
        """
    )
    fake = FakeMagento(fixtures=tmp_path / "shop.yaml")
    shop = json.loads(fake.dumps())
    assert shop["users"] == [{"name": word, "key": word, "resources": [word], "active": True}]
    assert (shop["stores"][-1]["code"], shop["stores"][-1]["website"]) == (word, word)
    assert shop["attribute_sets"][0]["name"] == word
    [image] = fake.products[word].images
    assert (image.label, image.types, image.in_store(word).label) == (word, [word], word)
    fake.dump(tmp_path / "again.yaml")
    assert FakeMagento(fixtures=tmp_path / "again.yaml").dumps() == fake.dumps()


def test_what_is_no_text_is_what_yaml_takes_it_for(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(
        "users: [&me {name: a, key: b, active: off, resources: null}, {name: !!str 12, key: !!str x}]\n"
        "stores: [{code: german, id: 1_0}]\n"
        "attribute_sets: [{name: Other, id: 0x1F, media_gallery: yes}, {name: Tagged, id: !!int '17'}]\n"
        "products: [{sku: 1, id: 0o, attribute_set: 31}, {sku: b, attribute_set: Other}]\n".replace("0o", "010")
    )
    shop = json.loads(FakeMagento(fixtures=file).dumps())
    assert [(each["active"], each["resources"]) for each in shop["users"]] == [(False, None), (True, "all")]
    assert [each["name"] for each in shop["users"]] == ["a", "12"]
    assert shop["stores"][-1]["id"] == 10
    assert [each["id"] for each in shop["attribute_sets"]] == [17, 31]
    assert [(each["sku"], each["id"], each["attribute_set"]) for each in shop["products"]] == [
        ("1", 8, 31),
        ("b", 9, 31),
    ]


def test_aliases_stand_for_what_they_name(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text("stores: [&german {code: german}]\nproducts: [{sku: &sku 007}, {sku: *sku}]\n")
    with pytest.raises(FixtureError, match="yaml:2: a product '007' exists already"):
        FakeMagento(fixtures=file)


BROKEN_JSON = {
    "key given twice": ('{"users": [\n{"name": "a", "name": "b"}]}', 2, "'name' is given twice"),
    "missing key": ('{"users": [{"name": "}", "key": "\\"{"},\n\n{"name":\n"a"}]}', 3, "one of users has no 'key'"),
    "a huge number": (
        '{"products": [\n{"sku": "a", "id": %s}]}' % ("9" * 100_000),
        2,
        "'id' must be a number, not inf",
    ),
    "nested too deeply": ('{"users":\n' + "[" * 100_000, 2, "nested too deeply"),
    "nested deeply": ('{"users":\n' + "[" * 5000 + "]" * 5000 + "}", 2, "nested too deeply"),
    "SKU taken": ('{"products": [{"sku": "a"},\n{"sku": "A"}]}', 2, "a product 'A' exists already"),
    "no JSON": ('{"users": [\n\n}', 3, "Expecting value"),
}


@pytest.mark.parametrize("name", BROKEN_JSON)
def test_broken_json(name: str, tmp_path: Path) -> None:
    text, line, problem = BROKEN_JSON[name]
    file = tmp_path / "broken.json"
    file.write_text(text)
    with pytest.raises(FixtureError) as refused:
        FakeMagento(fixtures=file)
    assert str(refused.value).startswith(f"{file}:{line}: ")
    assert problem in refused.value.problem


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FixtureError, match=r"nosuch\.yaml:1: No such file or directory"):
        FakeMagento(fixtures=tmp_path / "nosuch.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"stores: []\nusers: \xe9")
    with pytest.raises(FixtureError, match=r"latin\.yaml:2: not UTF-8"):
        FakeMagento(fixtures=tmp_path / "latin.yaml")
