"""The path of a category: the ids of those above it and its own, with slashes between them."""

from __future__ import annotations

from fake_magento import php
from fake_magento.state.table import Row


def path_ids(category: Row) -> list[int]:
    """The ids in its path, the root's first."""
    return [php.to_int(each) for each in category["path"].split("/")]


def parent_ids(category: Row) -> list[int]:
    """The ids in its path but its own."""
    return [each for each in path_ids(category) if each != category["entity_id"]]


def parent_id(category: Row) -> int:
    """The id of the category above it as its path tells it, 0 where there is none."""
    return next(reversed(parent_ids(category)), 0)


def is_below(category: Row, above: Row) -> bool:
    """Whether it is below another category."""
    path: str = category["path"]
    return path.startswith(f"{above['path']}/")
