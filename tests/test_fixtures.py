"""Fixture files: what they hold is in the shop, and what is wrong with one is told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from fake_magento import FakeMagento, FixtureError
from tests.replay import CATALOGUE, HERE

FIXTURES = HERE.parent / "fixtures"


def test_demo_catalogue() -> None:
    with FakeMagento(fixtures=FIXTURES / "demo.yaml") as fake:
        assert list(fake.products) == ["mug-red", "shirt-blue", "sticker", "4711", "gift-wrapping", "throw-away"]
        front, back = fake.products["mug-red"].images
        assert (front.file, front.label, front.position, front.exclude) == ("/m/u/mug-front.jpg", "Mug, front", 1, 0)
        assert front.types == ["image", "small_image", "thumbnail"]
        assert front.content == (FIXTURES / "images" / "mug-front.jpg").read_bytes()
        assert front.in_store("german").label == "Becher, vorne"
        assert back.position == 2
        [sticker] = fake.products["sticker"].images
        assert (sticker.file, sticker.exclude) == ("/s/m/smile.gif", 1)
        assert fake.products["gift-wrapping"].attribute_set == "Services"


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
    "no mapping": ("- a\n", 1, "must be a mapping with the sections users, stores"),
    "unknown section": ("user: []\n", 1, "no section 'user'"),
    "section is no list": ("users: {}\n", 1, "'users' must be a list, not {}"),
    "entry is no mapping": ("stores:\n  - german\n", 1, "each of stores must be a mapping, not 'german'"),
    "missing key": ("users:\n  - {name: a}\n", 2, "one of users has no 'key'"),
    "unknown key": ("stores:\n\n  - {code: a, colour: b}\n", 3, "stores have no 'colour'"),
    "wrong type": ("products:\n  - {sku: a}\n  - {sku: b, id: one}\n", 3, "'id' must be a number, not 'one'"),
    "bool for number": ("products:\n  - {sku: b, id: true}\n", 2, "'id' must be a number, not True"),
    "key given twice": ("users:\n  - name: a\n    name: b\n", 3, "'name' is given twice"),
    "key is no text": ("1: []\n", 1, "the key 1 is no text"),
    "SKU taken": ("products:\n  - {sku: a}\n  - {sku: A}\n", 3, "a product 'A' exists already, as 'a'"),
    "id taken": ("stores:\n  - {code: a, id: 0}\n", 2, "a store with the id 0 exists already"),
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
        "no image type 'main' in 'Default'; there are image, small_image, thumbnail",
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
    (tmp_path / "i.png").write_bytes((FIXTURES / "images" / "shirt.png").read_bytes())
    with pytest.raises(FixtureError) as refused:
        FakeMagento(fixtures=file)
    assert str(refused.value).startswith(f"{file}:{line}: ")
    assert problem in refused.value.problem


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FixtureError, match=r"nosuch\.yaml:1: No such file or directory"):
        FakeMagento(fixtures=tmp_path / "nosuch.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"users: \xe9")
    with pytest.raises(FixtureError, match=r"latin\.yaml:1: not UTF-8"):
        FakeMagento(fixtures=tmp_path / "latin.yaml")
