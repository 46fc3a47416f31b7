"""Random sequences of calls: what must hold of a gallery whatever is called."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from werkzeug.test import Client

from benchmarks.envelopes import V1, login
from fake_magento import DEMO, FakeMagento, Image
from tests.examples import examples

PNG = (DEMO.parent / "images" / "shirt.png").read_bytes()
CONTENT = base64.b64encode(PNG).decode()
TYPES = ("image", "small_image", "thumbnail")
STORES = ("admin", "default", "german")
SKUS = ("one", "two")

sku = st.sampled_from(SKUS)
store = st.sampled_from(STORES)
label = st.sampled_from(("", "a", "Ä & b", "x" * 300))
position = st.integers(0, 9)
types = st.lists(st.sampled_from((*TYPES, "bogus")), max_size=3)
change = st.fixed_dictionaries(
    {}, optional={"label": label, "position": position, "types": types, "exclude": st.booleans()}
)

View = dict[str, dict[str, Image]]
"""By store view the images of a product by file."""


def sent(data: dict[str, Any]) -> dict[str, Any]:
    """The data of a call, in text and arrays."""
    return {**data, **{key: str(int(data[key])) for key in ("position", "exclude") if key in data}}


def shown(image: Image) -> tuple[str, int, int]:
    """An image's values. What no store view has set yet is taken for what saving makes of it."""
    return image.label, int(image.position or 0), int(image.exclude or 0)


class Gallery(RuleBasedStateMachine):
    """Two products in three store views, changed over V1."""

    @initialize()
    def shop(self) -> None:
        """A shop without images, and a user who is logged in."""
        self.fake = FakeMagento(flavour="openmage-19")
        self.fake.add_store("german")
        for each in SKUS:
            self.fake.add_product(each)
        self.client = Client(self.fake.wsgi_app)
        self.client.post(V1.path, data=login(self.fake.username, self.fake.api_key))
        self.calls = V1(self.fake.calls[0].value)
        self.names: set[str] = set()
        self.own: dict[tuple[str, str], set[str]] = {}  # the files that a saved store view itself holds as types

    def call(self, method: str, *arguments: Any) -> Any:
        """The value that a call returns; it must not be refused."""
        self.client.post(V1.path, data=self.calls.call(method, list(arguments)))
        assert self.fake.calls[-1].fault is None
        return self.fake.calls[-1].value

    def view(self, of: str) -> View:
        """The product's gallery in each store view."""
        product = self.fake.products[of]
        return {code: {image.file: image for image in product.images_in(code)} for code in STORES}

    def files(self, of: str) -> list[str]:
        """The files of the product's gallery."""
        return list(self.view(of)["admin"])

    def others_stay(self, of: str, but: str, before: View) -> None:
        """Other images than ``but`` keep their label, position and exclusion everywhere."""
        after = self.view(of)
        for code in STORES:
            kept = {file: shown(image) for file, image in after[code].items() if file != but}
            assert kept == {file: shown(image) for file, image in before[code].items() if file != but}

    def stored(self, of: str, store: str, code: str) -> tuple[list[int], str | None]:
        """The ids of the store views that have a value of the type, as they first got one, and the value of this one."""
        shop = self.fake._shop
        values = shop.products.stored(shop.products[self.fake.products[of].id], code)
        found = shop.catalogue.store(store)
        assert found
        return [*values], values.get(found.id)

    def hidden(self, of: str, store: str) -> set[str]:
        """The types of which the store view shows the default, though it has a value: it got one before the default did."""
        orders = {code: self.stored(of, store, code) for code in TYPES}
        return {
            code for code, (order, own) in orders.items() if own is not None and 0 in order[1:] and store != "admin"
        }

    def assert_types(self, of: str, store: str, types: list[str], wanted: Iterable[str]) -> None:
        """The image has just these types, but for those that are hidden in the store view."""
        seen = {*TYPES} - self.hidden(of, store)
        assert [code for code in types if code in seen] == [code for code in TYPES if code in wanted and code in seen]

    def saved(self, of: str, store: str) -> None:
        """Remember what a store view keeps of its own: saving writes all types as they are seen there."""
        self.own[of, store] = {own for code in TYPES for _, own in [self.stored(of, store, code)] if own}

    @rule(sku=sku, store=store, name=st.sampled_from(("a", "b c", "a_1")), data=change)
    def create(self, sku: str, store: str, name: str, data: dict[str, Any]) -> None:
        """The new image has a file that there never was, is last unless told otherwise, and takes its types."""
        before = self.view(sku)
        file = {"content": CONTENT, "mime": "image/png", "name": name}
        created = self.call("create", sku, {"file": file, **sent(data)}, store)
        assert created not in self.names
        self.names.add(created)
        self.others_stay(sku, created, before)
        image = self.view(sku)[store][created]
        last = max((int(each.position or 0) for each in before[store].values()), default=0)
        assert image.position == data.get("position", last + 1)
        assert image.exclude == data.get("exclude", 1)
        assert image.label == data.get("label", "")[:255]
        self.assert_types(sku, store, image.types, data.get("types", ()))
        assert image.content == PNG
        self.saved(sku, store)

    @rule(sku=sku, store=store, data=change, pick=st.randoms())
    def update(self, sku: str, store: str, data: dict[str, Any], pick: Any) -> None:
        """The image has what it was given in that store view, and nobody else's values change."""
        if not (files := self.files(sku)):
            return
        file = pick.choice(files)
        before = self.view(sku)
        assert self.call("update", sku, file, sent(data), store) is True
        self.others_stay(sku, file, before)
        after, was = self.view(sku)[store][file], before[store][file]
        default = "" if store == "admin" else self.view(sku)["admin"][file].label
        assert after.label == (data.get("label", was.label)[:255] or default)
        assert after.position == data.get("position", was.position or 0)
        assert after.exclude == data.get("exclude", was.exclude or 0)
        wanted = data.get("types", was.types)
        self.assert_types(sku, store, after.types, wanted)
        self.saved(sku, store)

    @rule(sku=sku, pick=st.randoms())
    def remove(self, sku: str, pick: Any) -> None:
        """The image is gone, with its file, unless another store view shows it as one of its types."""
        if not (files := self.files(sku)):
            return
        file = pick.choice(files)
        before = self.view(sku)
        held = any(file in self.own.get((sku, code), ()) for code in STORES[1:])
        assert self.call("remove", sku, file) is True
        self.others_stay(sku, file, before)
        after = self.view(sku)["admin"].get(file)
        if held:
            assert after is not None
            assert after.types == []
        else:
            assert after is None
            assert self.client.get(f"/media/catalog/product{file}").status_code == 404

    @rule(sku=sku, store=store, method=st.sampled_from(("info", "update", "remove", "create")))
    def refused(self, sku: str, store: str, method: str) -> None:
        """A call that is refused changes nothing."""
        before = self.view(sku)
        arguments, code = {
            "info": ([sku, "/no/such.png", store], "103"),
            "update": ([sku, "/no/such.png", {"label": "x"}, store], "103"),
            "remove": ([sku, "/no/such.png"], "103"),
            "create": ([sku, {"label": "no file"}, store], "102"),
        }[method]
        self.client.post(V1.path, data=self.calls.call(method, arguments))
        assert self.fake.calls[-1].fault is not None
        assert self.fake.calls[-1].fault[0] == code
        assert self.view(sku) == before

    @invariant()
    def api_lists_what_the_gallery_holds(self) -> None:
        """The same images in the same order, by position, each file once, each type held by one image at most."""
        for each in SKUS:
            for code in STORES:
                listed = self.call("list", each, code)
                held = [code for image in listed for code in image["types"]]
                assert len(held) == len(set(held))
                images = self.fake.products[each].images_in(code)
                assert [image["file"] for image in listed] == [image.file for image in images]
                positions = [-1 if image["position"] == "" else image["position"] for image in listed]
                assert positions == sorted(positions)
                assert len({image.file for image in images}) == len(images)


TestGallery = Gallery.TestCase
TestGallery.settings = examples(60, stateful_step_count=25)
