"""Arguments that many methods in this folder have."""

from __future__ import annotations

from fake_magento.api.declare import Arg

CUSTOMER_ID = Arg("customerId", "int", refers_to="customer")
