"""Shipments of orders, and the tracks of their parcels.

Sources: the transcripts ``v1_shipment``, ``v1_shipment_tracks``, ``v1_order_items`` and their twins.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fake_magento.state import settings
from fake_magento.state.clean.settings import CARRIERS
from fake_magento.state.documents import Quantities, touch, write_document
from fake_magento.state.errors import StateError
from fake_magento.state.order_life import LoadedOrder, OrderStateError
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

_CUSTOM = {"custom": "Custom Value"}


class EmptyShipmentError(StateError):
    """A shipment of nothing."""


class CarrierError(StateError):
    """A carrier that there is not, or that does not track."""


def create_shipment(shop: Shop, order: LoadedOrder, quantities: Quantities, email_sent: bool = False) -> Row:
    """Make a shipment of these quantities of an order; the shipment. More than is open is cut down to what is.

    Virtual items are left out. Raises `OrderStateError` where nothing can be shipped, `EmptyShipmentError` for nothing.
    """
    if not order.can_ship:
        raise OrderStateError("Cannot do shipment for order.")
    taken = []
    for item in order.items:
        asked = item.qty_to_ship if quantities is None else quantities.get(item.id, Decimal(0))
        qty = item.whole(min(asked, item.qty_to_ship))
        if qty and item.is_to_ship:
            taken.append((item, qty))
    if not taken:
        raise EmptyShipmentError("Cannot create an empty shipment.")
    for item, qty in taken:
        item.add("qty_shipped", qty)
    values = {
        "total_qty": sum(qty for _, qty in taken),
        "email_sent": 1 if email_sent else None,
    }
    shipment = write_document(shop, "shipment", order, values, [(item, {"qty": qty}) for item, qty in taken])
    order.save()
    return shipment


def tracking_carriers(shop: Shop) -> dict[str, str]:
    """The titles of the carriers whose parcels have a track, by code."""
    codes = [each.code for each in CARRIERS if each.has_tracking]
    return _CUSTOM | {code: settings.text(shop.config, f"carriers/{code}/title") or "" for code in codes}


def add_track(shop: Shop, shipment: Row, carrier: Any, title: Any, number: Any, weight: Any) -> Row:
    """Add a track to a shipment; the track. Raises `CarrierError`."""
    if carrier not in tracking_carriers(shop):
        raise CarrierError("Invalid carrier specified.")
    now = shop.clock.text()
    track = shop.table("sales_flat_shipment_track").insert(
        parent_id=shipment["entity_id"],
        order_id=shipment["order_id"],
        carrier_code=carrier,
        title=title,
        track_number=number,
        weight=weight,
        created_at=now,
        updated_at=now,
    )
    touch(shop, "shipment", shipment["entity_id"])
    return track
