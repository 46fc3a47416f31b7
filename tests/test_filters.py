"""Filters of lists: what clients send, and what the database makes of it."""

from __future__ import annotations

import contextlib
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_magento.api.filters import QueryError, UnknownFieldError, condition_test, parse_filters, select
from fake_magento.php import PhpError, PhpObject
from fake_magento.state import Shop
from fake_magento.state.columns import columns
from fake_magento.state.regexp import Expression, InvalidExpressionError

COLUMNS = columns("text:varchar(255) number:int price:decimal(12,4) time:datetime")


def pair(key: Any, value: Any) -> PhpObject:
    return PhpObject({"key": key, "value": value})


def test_both_forms_of_v2_are_conditions_by_field() -> None:
    sent = PhpObject(
        {
            "filter": [pair("sku", "a"), pair("sku", "b"), pair("type", "simple")],
            "complex_filter": [
                pair("sku", pair("eq", "c")),
                pair("set", pair("from", "1")),
                pair("set", pair("to", "9")),
                pair("set", pair("from", "2")),
                pair("price", pair("in", "1,2")),
                pair("price2", pair("IN", "1,2")),
                pair(None, pair("eq", "1")),
                pair("none", "text"),
            ],
        }
    )
    assert parse_filters(sent, {"set": "attribute_set_id", "type": "type_id"}) == {
        "sku": "b",
        "price": {"in": ["1", "2"]},
        "price2": {"IN": "1,2"},
        "type_id": "simple",
        "attribute_set_id": {"from": "1", "to": "9"},
    }


@pytest.mark.parametrize(
    "sent", [None, "sku", 5, True, [], {}, PhpObject(), PhpObject({"filter": "x", "complex_filter": None})]
)
def test_what_is_no_filter_is_none(sent: Any) -> None:
    assert parse_filters(sent) == {}


@pytest.mark.parametrize(
    ("column", "condition", "value", "is_met"),
    [
        ("text", "SKU ", "sku", True),
        ("text", "é", "E", True),
        ("text", None, "", True),
        ("text", {"eq": 0}, "abc", True),
        ("text", {"eq": 12}, "12abc", True),
        ("text", "0", "abc", False),
        ("text", {"neq": "a"}, None, False),
        ("text", {"null": False}, None, True),
        ("text", {"notnull": 0}, "a", True),
        ("text", {"in": []}, "a", False),
        ("text", {"nin": []}, "a", False),
        ("text", {"in": "a,b"}, "a", False),
        ("text", {"nin": ["b"]}, "A", True),
        ("text", {"gt": "b"}, "a", False),
        ("text", {"gt": "a", "lt": "b"}, "c", True),
        ("text", {"lt": "b", "gt": "a"}, "c", False),
        ("text", {"bogus": "a", "eq": "b"}, "a", False),
        ("text", {"bogus": "a", "more": "b"}, "B", True),
        ("text", ["a", {"like": "b%"}], "bcd", True),
        ("text", {"like": "A_c"}, "abc", True),
        ("text", {"like": r"a\%%"}, "a%b", True),
        ("text", {"like": r"a\%%"}, "abb", False),
        ("text", {"like": "%b%d"}, "abcd", True),
        ("text", {"like": "ab%ba"}, "aba", False),
        ("text", {"like": "%a"}, "a ", False),
        ("text", {"nlike": "a%"}, None, False),
        ("text", {"finset": "B"}, "a,b,c", True),
        ("text", {"finset": "a,b"}, "a,b", False),
        ("text", {"finset": ""}, "", False),
        ("text", {"regexp": "^a+$"}, "AAA", True),
        ("text", {"seq": ""}, None, True),
        ("text", {"sneq": ""}, "a", True),
        ("number", "3abc", 3, True),
        ("number", "abc", 0, True),
        ("number", "1.5", 1, False),
        ("number", {"from": "2", "to": "3"}, 3, True),
        ("number", {"from": "2", "eq": "7"}, 7, True),
        ("number", {"like": "1%"}, 12, True),
        ("price", "10", "10.0000", True),
        ("price", {"gteq": "9.99995"}, "10.0000", True),
        ("time", "2026-01-02", "2026-01-02 00:00:00", True),
        ("time", {"to": "2026-01-02", "date": 1}, "2026-01-02 00:00:01", False),
        ("time", {"from": "2026-01-02"}, "2026-01-02 00:00:00", True),
        ("time", {"gteq": "20260103"}, "2026-01-02 23:59:59", False),
        ("time", {"gteq": "26/1/3"}, "2026-01-03 00:00:00", True),
        ("time", {"gt": "nonsense"}, "2026-01-02 00:00:00", True),
    ],
)
def test_conditions(column: str, condition: Any, value: Any, is_met: bool) -> None:
    assert condition_test(condition, COLUMNS[column])(value) is is_met


@pytest.mark.parametrize(
    "condition",
    [
        {"is": "a"},
        {"is": []},
        [],
        {},
        [[]],
        {"eq": ["a", "b"]},
        {"like": ["a", "b"]},
        {"regexp": "("},
        {"finset": ["1", "2"]},
    ],
)
def test_what_the_database_refuses(condition: Any) -> None:
    with pytest.raises(QueryError):
        condition_test(condition, COLUMNS["text"])


@pytest.fixture
def shop() -> Shop:
    shop = Shop()
    shop.catalogue.add_store("german")
    for sku in ("b", "a", "C"):
        shop.catalogue.add_product(sku, shop.catalogue.attribute_set(None))
    return shop


def skus(shop: Shop, filters: Any, store: int = 0) -> list[str]:
    return [row["sku"] for row in select(shop.products, parse_filters(filters), store)]


def test_an_index_answers_as_a_look_at_all_rows_does(shop: Shop) -> None:
    for condition in ("A", {"eq": "a"}, {"in": ["c", "a", "x"]}, ["a", {"eq": "c"}], {"in": ["a"], "gt": "b"}):
        meets = condition_test(condition, shop.products.schema.columns["sku"])
        assert {*skus(shop, {"sku": condition})} == {row["sku"] for row in shop.products if meets(row["sku"])}
    assert skus(shop, {"sku": {"gt": "a", "lt": "b"}}) == ["b", "C"]
    assert skus(shop, {"sku": {"in": ["b", "c", "a"]}}) == ["a", "b", "C"]
    assert skus(shop, {"entity_id": {"in": ["3", "1 ", "x"]}}) == ["b", "C"]
    assert skus(shop, {"entity_id": "1.5"}) == []


def test_attributes_are_those_that_lists_show(shop: Shop) -> None:
    shop.products.save(1, {"name": "Eins", "meta_title": "T"}, 2)
    assert skus(shop, {"name": "eins"}, 2) == ["b"]
    assert skus(shop, {"name": "eins"}) == []
    assert skus(shop, {"73": {"like": "%c"}}, 2) == ["C"]
    for condition in ("T", {"null": 1}, {"neq": "x"}, {"notnull": 1}):
        assert skus(shop, {"meta_title": condition}, 2) == [], "it has no value in admin"


def test_fields_that_there_are_not(shop: Shop) -> None:
    with pytest.raises(UnknownFieldError, match="bogus"):
        skus(shop, {"category_ids": "2", "bogus": "1"})
    with pytest.raises(QueryError):
        skus(shop, {"category_ids": "2"})
    with pytest.raises(UnknownFieldError):
        skus(shop, {"eav": "1"})
    with pytest.raises(PhpError, match="getAttributeCode"):
        skus(shop, [{"sku": "a"}])
    with pytest.raises(UnknownFieldError):
        select(shop.table("core_store"), {"nosuch": 1})
    assert [row["code"] for row in select(shop.table("core_store"), {"code": {"like": "g%"}})] == ["german"]


ATOMS = [
    "a",
    "B",
    "c",
    "(a|b)",
    "(ab)*",
    "(?:a|)",
    "[ab]",
    "[^a]",
    "a*",
    "b+?",
    "c?",
    "a{2}",
    "(a+b){0,2}",
    "^",
    "$",
    ".",
    "|",
    r"\d",
    r"\.",
]


@given(st.lists(st.sampled_from(ATOMS), max_size=6).map("".join), st.text("abc1.", max_size=8))
def test_expressions_find_what_pythons_find(pattern: str, text: str) -> None:
    try:
        expected = re.search(pattern, text, re.IGNORECASE) is not None
    except re.error:
        with pytest.raises(InvalidExpressionError):
            Expression(pattern)
    else:
        assert Expression(pattern).search(text) is expected


@given(st.text("a(*)|[]{}2,?+\\^$.:", max_size=20))
def test_any_text_is_an_expression_or_refused(pattern: str) -> None:
    with contextlib.suppress(InvalidExpressionError):
        Expression(pattern).search("aaa")


def test_an_expression_is_not_too_large() -> None:
    for pattern in ("(a{99}){99}", "(" * 60 + ")" * 60, "(?=a)", r"(a)\1", "[[:alpha:]"):
        with pytest.raises(InvalidExpressionError):
            Expression(pattern)
    assert Expression("[[:digit:]-]+$").search("a1-")
    assert not Expression("(a*)*b").search("a" * 5000)


def test_products_of_several_types_come_by_id_as_the_server_has_no_index_of_types() -> None:
    shop = Shop()
    for number, kind in enumerate(["virtual", "simple", "grouped", "simple"]):
        shop.products.insert(sku=f"sku-{number}", type_id=kind)
    wanted = {"in": ["virtual", "SIMPLE"]}
    assert [row["sku"] for row in select(shop.products, {"type_id": wanted})] == ["sku-0", "sku-1", "sku-3"]
    assert [row["sku"] for row in select(shop.products, {"type_id": "Grouped"})] == ["sku-2"]


@given(
    st.lists(st.sampled_from(["1", 1, "01", "A", "á", "", 0, 2.5, "2.5"]), min_size=1),
    st.sampled_from("1 01 a b 2.5".split()),
)
def test_a_value_is_among_many_where_it_equals_one_of_them(wanted: list[Any], value: str) -> None:
    equal = any(condition_test({"eq": each}, COLUMNS["text"])(value) for each in wanted)
    assert condition_test({"in": wanted}, COLUMNS["text"])(value) is equal
    assert condition_test({"nin": wanted}, COLUMNS["text"])(value) is not equal
