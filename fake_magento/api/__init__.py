"""Magento's Core API: each resource a module, each method declared once. No XML, no HTTP."""
