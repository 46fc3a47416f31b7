"""What the fake costs, measured against a canned answer of pytest-httpserver: ``python -m benchmarks``."""
