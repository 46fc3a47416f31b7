"""The resources of one server, found by name and alias."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from fake_magento.api.core import CORE_API
from fake_magento.api.declare import SESSION_ID, Method, Operation, Resource, Type, types_of
from fake_magento.api.session import V1_OPERATIONS, V2_SESSION_OPERATIONS, WSI_SESSION_OPERATIONS


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

    def __or__(self, resource: Resource) -> Registry:
        """The registry with this resource, instead of the one of its name where there is one.

        Raises `ValueError` where a name is taken: an alias by another resource, an operation by another method, or a type by
        one that is not the same.
        """
        others = [each for each in self._resources if each.name != resource.name]
        for other in others:
            for name in {other.name, *other.aliases} & {resource.name, *resource.aliases}:
                raise ValueError(f"{other.name} has the name {name!r} already")
        place = next((number for number, each in enumerate(self._resources) if each.name == resource.name), len(others))
        made = Registry([*others[:place], resource, *others[place:]])
        for operations in (made.v2_operations, made.wsi_operations):
            _check(operations)
        return made

    def __iter__(self) -> Iterator[Resource]:
        return iter(self._resources)

    def resource(self, name: str) -> Resource | None:
        """The resource of that name or alias, in its exact case."""
        return self._by_name.get(name)

    def find(self, path: str) -> tuple[Resource, Method] | None:
        """What is at ``resource.method``, ``None`` where nothing is; what stands behind a second dot is ignored."""
        name, _, rest = path.partition(".")
        resource = self._by_name.get(name)
        method = resource.methods.get(rest.partition(".")[0]) if resource else None
        return (resource, method) if resource and method else None

    def target(self, name: str) -> str:
        """What a tester means by ``name``, in the one form in which calls are told.

        It is an API path (``product_media.create``, by any alias), a resource (all of its methods), an operation of V2, or a
        function of the server (``login``). Raises `ValueError` for a name that nothing has.
        """
        found = self.find(name)
        if found:
            resource, method = found
            return f"{resource.name}.{method.name}"
        if name in self._by_name:
            return self._by_name[name].name
        for operation in (*V1_OPERATIONS, *self.v2_operations):
            if operation.name == name:
                return operation.path or name
        raise ValueError(
            f"there is no {name!r}; it is a path (resource.method), a resource, an operation or a function"
        )

    def parameters(self, target: str) -> list[str] | None:
        """The names of the arguments with which calls of the target are told; ``None`` where those can be any."""
        found = self.find(target)
        if found:
            return [parameter.name for parameter in found[1].parameters] if found[1].run else None
        for operation in V1_OPERATIONS:
            if operation.name == target and operation.name != "call":
                return [part.name for part in operation.parts if part is not SESSION_ID]
        return None


def _check(operations: Iterable[Operation]) -> None:
    """Raises `ValueError` where two operations, or two types that are not the same, have one name."""
    names: set[str] = set()
    types: dict[str, Type] = {}
    for operation in operations:
        if operation.name.lower() in names:
            raise ValueError(f"there is an operation {operation.name!r} already; give it another name")
        names.add(operation.name.lower())
        for name, declared in types_of([operation]).items():
            if types.setdefault(name, declared) != declared:
                raise ValueError(f"{operation.name}: there is another type {name!r} already")


@cache
def core_registry() -> Registry:
    """The registry of a shop without extensions."""
    return Registry(CORE_API)
