"""Customers, their groups and addresses."""
