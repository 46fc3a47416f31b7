"""Two fakes, one called over XML-RPC and one over SOAP V2, hold the same after the same calls.

What V2 has no words for, or says in another form, is not among the calls: additional attributes, group prices and prices
for quantities that are no whole numbers (``docs/rules``).
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fake_magento import FakeMagento
from fake_magento.api.registry import core_registry
from fake_magento.client.dialects import dialect_of
from tests.examples import examples
from tests.replay import over_wsgi

Call = tuple[str, dict[str, Any]]
"""The path of a method and its arguments by name."""

sku = st.sampled_from(("one", "two", "three"))
category = st.integers(2, 6)
store = st.sampled_from((None, "default", "german"))
price = st.sampled_from(("10.50", "0", "1,5", "abc"))
text = st.sampled_from(("", "Mug", "Ä & <b>", "x" * 300))
number = st.integers(-1, 20)
flag = st.integers(0, 1)
tier_prices = st.lists(
    st.fixed_dictionaries(
        {"qty": number, "price": st.sampled_from((2.0, 7.25))},
        optional={
            "customer_group_id": st.sampled_from(("all", "1", "99")),
            "website": st.sampled_from(("all", "base")),
        },
    ),
    max_size=2,
)
stock = st.fixed_dictionaries(
    {},
    optional={
        "qty": number.map(str),
        "is_in_stock": flag,
        "manage_stock": flag,
        "use_config_manage_stock": flag,
        "min_qty": number,
        "backorders": flag,
    },
)
product_data = st.fixed_dictionaries(
    {},
    optional={
        "name": text,
        "price": price,
        "weight": price,
        "status": st.sampled_from(("1", "2")),
        "visibility": st.sampled_from(("1", "4")),
        "url_key": text,
        "special_price": price,
        "special_from_date": st.sampled_from(("2030-01-02", "2030-01-03", "bogus")),
        "websites": st.lists(st.sampled_from(("base", "base", "nosuch")), max_size=2),
        "categories": st.lists(category.map(str), max_size=2),
        "stock_data": stock,
        "tier_price": tier_prices,
    },
)
category_data = st.fixed_dictionaries(
    {
        "name": text,
        "is_active": flag,
        "include_in_menu": flag,
        "available_sort_by": st.sampled_from((["position"], ["position", "price"])),
        "default_sort_by": st.just("position"),
    },
    optional={"description": text, "position": number, "is_anchor": flag, "url_key": text},
)
link = {"type": st.sampled_from(("related", "related", "up_sell", "bogus")), "productId": sku, "linkedProductId": sku}
placed = {"categoryId": category, "productId": sku}


def calls_of(path: str, **arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Call]:
    """Calls of one method, with arguments of these."""
    return st.tuples(st.just(path), st.fixed_dictionaries(arguments))


call = st.one_of(
    calls_of(
        "catalog_product.create",
        type=st.sampled_from(("simple", "virtual", "grouped")),
        set=st.just("4"),
        sku=sku,
        productData=product_data,
    ),
    calls_of("catalog_product.update", productId=sku, productData=product_data, store=store),
    calls_of("catalog_product.setSpecialPrice", productId=sku, specialPrice=price, store=store),
    calls_of("catalog_product.delete", productId=sku),
    calls_of("cataloginventory_stock_item.update", productId=sku, data=stock),
    calls_of("catalog_product_attribute_tier_price.update", productId=sku, tierPrices=tier_prices),
    calls_of("catalog_category.create", parentId=category, categoryData=category_data, store=store),
    calls_of("catalog_category.update", categoryId=category, categoryData=category_data, store=store),
    calls_of("catalog_category.move", categoryId=category, parentId=category),
    calls_of("catalog_category.delete", categoryId=category),
    calls_of("catalog_category.assignProduct", **placed, position=number),
    calls_of("catalog_category.updateProduct", **placed, position=number),
    calls_of("catalog_category.removeProduct", **placed),
    calls_of("catalog_product_link.assign", **link, data=st.fixed_dictionaries({}, optional={"position": number})),
    calls_of("catalog_product_link.update", **link, data=st.fixed_dictionaries({}, optional={"position": number})),
    calls_of("catalog_product_link.remove", **link),
)


class Client:
    """A client of one dialect, logged in to a fake of its own with two products and three categories (3 to 5)."""

    def __init__(self, dialect: str) -> None:
        self.fake = FakeMagento(flavour="openmage-19", time="2026-01-02 03:04:05", seed=1)
        self.fake.add_store("german")
        for each in ("one", "two"):
            self.fake.add_product(each)
        for each, parent in ("Cups", 2), ("Mugs", 3), ("Pans", 2):
            self.fake.categories.add(each, parent=parent)
        self._speaks = dialect_of(dialect, self.fake.flavour.namespace, core_registry())
        self._send = over_wsgi(self.fake)
        user = {"username": self.fake.username, "apiKey": self.fake.api_key}
        self._post(self._speaks.function("login", user))
        self._session = str(self.fake.calls[-1].value)

    def call(self, path: str, arguments: dict[str, Any]) -> str | None:
        """Calls a method; the code of its fault, where it is one."""
        self._post(self._speaks.call(self._session, path, arguments))
        fault = self.fake.calls[-1].fault
        return fault[0] if fault else None

    def held(self) -> Any:
        """All that the shop holds."""
        return json.loads(self.fake.dumps())

    def _post(self, body: bytes) -> None:
        self._send("POST", self._speaks.path, dict(self._speaks.headers), body)


@examples(120)
@given(calls=st.lists(call, min_size=1, max_size=12))
def test_the_same_calls_leave_the_same_shop(calls: list[Call]) -> None:
    one, other = Client("xmlrpc"), Client("v2")
    for path, arguments in calls:
        assert one.call(path, arguments) == other.call(path, arguments), path
    assert one.held() == other.held()
