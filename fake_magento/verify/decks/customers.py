"""Customers and their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fake_magento.verify.context import RunContext
from fake_magento.verify.decks.steps import ADDRESS, call, customer, filtered
from fake_magento.verify.scenario import Result, Scenario, Step

_CUSTOMER, _ADDRESS = Result("customer"), Result("address")


def scenarios(context: RunContext) -> Iterator[Scenario]:
    """The scenarios, in their order."""
    lacks = "" if context.named.store else "needs --store"
    yield Scenario("the life of a customer", _life(context), lacks)
    yield Scenario("addresses of a customer", _addresses(context), lacks)
    yield Scenario("lists of customers", _lists(context), lacks)


def _life(context: RunContext) -> list[Step]:
    one: dict[str, Any] = {"customerId": _CUSTOMER}
    info = call("customer.info", **one)
    return [
        *customer(context, "life", "customer"),
        info,
        call("customer.info", **one, attributes=["firstname", "email"], about="of two attributes"),
        call("customer.update", **one, customerData={"firstname": "<New> & 'ü€'", "group_id": 2}),
        info,
        *customer(context, "life", "again", "with an address that is taken"),
        *customer(context, "short", "short", "with a password that is too short", password="abc"),
        call("customer.delete", **one),
        call("customer.delete", **one, about="once more"),
        call("customer.info", **one, about="of whom was deleted"),
        call("customer.update", **one, customerData={"firstname": "x"}, about="of whom was deleted"),
    ]


def _addresses(context: RunContext) -> list[Step]:
    one: dict[str, Any] = {"addressId": _ADDRESS}
    return [
        *customer(context, "addresses", "customer"),
        call("customer_address.create", customerId=_CUSTOMER, addressData=ADDRESS, keep="address"),
        call("customer_address.list", customerId=_CUSTOMER),
        call("customer_address.info", **one),
        call("customer_address.update", **one, addressData={"city": "Elsewhere", "is_default_shipping": True}),
        call("customer_address.info", **one, about="after a change"),
        call("customer_address.create", customerId=_CUSTOMER, addressData={"city": "Half"}, about="without the rest"),
        call("customer_address.delete", **one),
        call("customer_address.delete", **one, about="once more"),
        call("customer_address.list", customerId=_CUSTOMER, about="of none"),
    ]


def _lists(context: RunContext) -> list[Step]:
    mine = f"{context.name('list')}-%"
    return [
        *customer(context, "list-a", "a", lastname="Alpha"),
        *customer(context, "list-b", "b", lastname="Beta", group_id=2),
        *filtered("customer.list", "by a pattern", email={"like": mine}),
        *filtered("customer.list", "by a last name", email={"like": mine}, lastname={"eq": "beta"}),
        *filtered("customer.list", "by a group", email={"like": mine}, group_id={"eq": "1"}),
        *filtered("customer.list", "of none", email={"eq": f"{context.name('nosuch')}@example.com"}),
        *filtered("customer.list", "by a field that there is not", nosuch={"eq": "1"}),
    ]
