"""The resources of one server, found by name and alias."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from fake_magento.api.core import CORE_API
from fake_magento.api.declare import Operation, Resource
from fake_magento.api.session import V2_SESSION_OPERATIONS, WSI_SESSION_OPERATIONS


class Registry:
    """Resources in the order in which ``resources`` lists them."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._resources = tuple(resources)
        self._by_name = {resource.name: resource for resource in self._resources}
        for resource in self._resources:
            self._by_name.update(dict.fromkeys(resource.aliases, resource))
        self.v2_operations: tuple[Operation, ...] = (
            *V2_SESSION_OPERATIONS,
            *(operation for resource in self._resources for operation in resource.operations()),
        )
        """The operations of V2: those of sessions, then one a method."""
        self.wsi_operations: tuple[Operation, ...] = (
            *WSI_SESSION_OPERATIONS,
            *(operation for resource in self._resources for operation in resource.wsi_operations()),
        )
        """The same in WS-I."""

    def __iter__(self) -> Iterator[Resource]:
        return iter(self._resources)

    def resource(self, name: str) -> Resource | None:
        """The resource of that name or alias, in its exact case."""
        return self._by_name.get(name)


@cache
def core_registry() -> Registry:
    """The registry of a shop without extensions."""
    return Registry(CORE_API)
