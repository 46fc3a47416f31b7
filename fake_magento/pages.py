"""The pages that a person or a lost client gets: plain HTML of our own."""

from __future__ import annotations

NOT_FOUND = """<!DOCTYPE html>
<html lang="en"><head><title>404 Not Found</title></head>
<body><h1>404 Not Found</h1><p>There is no such page in this shop.</p></body></html>
"""

TOO_LARGE = """<!DOCTYPE html>
<html lang="en"><head><title>413 Request Entity Too Large</title></head>
<body><h1>413 Request Entity Too Large</h1></body></html>
"""
