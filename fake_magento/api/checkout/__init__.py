"""Carts (quotes), from the first product to the order, and gift messages."""
