"""Customers and their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fake_magento.verify.decks.steps import ADDRESS, call, customer, filtered
from fake_magento.verify.scenario import Result, Scenario, Step
from fake_magento.verify.stage import Stage

_CUSTOMER, _ADDRESS = Result("customer"), Result("address")


def scenarios(stage: Stage) -> Iterator[Scenario]:
    """The scenarios, in their order."""
    lacks = "" if stage.named.store else "needs --store"
    yield Scenario("the life of a customer", _life(stage), lacks)
    yield Scenario("addresses of a customer", _addresses(stage), lacks)
    yield Scenario("lists of customers", _lists(stage), lacks)


def _life(stage: Stage) -> list[Step]:
    one: dict[str, Any] = {"customerId": _CUSTOMER}
    info = call("customer.info", **one)
    return [
        *customer(stage, "life", "customer"),
        info,
        call("customer.info", **one, attributes=["firstname", "email"], about="of two attributes"),
        call("customer.update", **one, customerData={"firstname": "<New> & 'ü€'", "group_id": 2}),
        info,
        *customer(stage, "life", "again", "with an address that is taken"),
        *customer(stage, "short", "short", "with a password that is too short", password="abc"),
        call("customer.delete", **one),
        call("customer.delete", **one, about="once more"),
        call("customer.info", **one, about="of whom was deleted"),
        call("customer.update", **one, customerData={"firstname": "x"}, about="of whom was deleted"),
    ]


def _addresses(stage: Stage) -> list[Step]:
    one: dict[str, Any] = {"addressId": _ADDRESS}
    return [
        *customer(stage, "addresses", "customer"),
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


def _lists(stage: Stage) -> list[Step]:
    mine = f"{stage.name('list')}-%"
    return [
        *customer(stage, "list-a", "a", lastname="Alpha"),
        *customer(stage, "list-b", "b", lastname="Beta", group_id=2),
        *filtered("customer.list", "by a pattern", email={"like": mine}),
        *filtered("customer.list", "by a last name", email={"like": mine}, lastname={"eq": "beta"}),
        *filtered("customer.list", "by a group", email={"like": mine}, group_id={"eq": "1"}),
        *filtered("customer.list", "of none", email={"eq": f"{stage.name('nosuch')}@example.com"}),
        *filtered("customer.list", "by a field that there is not", nosuch={"eq": "1"}),
    ]
