"""The pages that a person or a lost client gets: plain HTML of our own."""

from __future__ import annotations

from typing import Final

HTML: Final = "text/html; charset=UTF-8"
"""Their content type."""

NOT_FOUND = """<!DOCTYPE html>
<html lang="en"><head><title>404 Not Found</title></head>
<body><h1>404 Not Found</h1><p>There is no such page in this shop.</p></body></html>
"""

NO_ADAPTER = "Invalid webservice adapter specified."

TOO_LARGE = """<!DOCTYPE html>
<html lang="en"><head><title>413 Request Entity Too Large</title></head>
<body><h1>413 Request Entity Too Large</h1></body></html>
"""

MAINTENANCE = """<!DOCTYPE html>
<html lang="en"><head><title>503 Service Unavailable</title></head>
<body><h1>Service Temporarily Unavailable</h1>
<p>The store is down for maintenance. Please check back soon.</p></body></html>
"""

SOMETHING_ELSE = """<!DOCTYPE html>
<html lang="en"><head><title>Default Store View</title></head>
<body><h1>Welcome to our shop</h1><p>This is a page for people, not the answer of an API.</p></body></html>
"""


def status_page(status: int, reason: str) -> str:
    """The page of a web server for a status that it gives itself."""
    return f"""<!DOCTYPE html>
<html lang="en"><head><title>{status} {reason}</title></head>
<body><h1>{status} {reason}</h1></body></html>
"""
