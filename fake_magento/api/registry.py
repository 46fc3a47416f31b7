"""The resources of one server, found by name and alias, and the contracts that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from fake_magento.api.declare import Method, Resource
from fake_magento.api.operations import SESSION_ID, Contract, contract
from fake_magento.api.resources import CORE_API, CORE_TYPES
from fake_magento.api.types import TypeTable
from fake_magento.flavour import MAGENTO_1_9, Flavour
from fake_magento.nearest import nearest

_WHAT_IT_IS = "; it is a path (resource.method), a resource, an operation or a function"


class Registry:
    """Resources in the order in which ``resources`` lists them, and the table of their types.

    Raises `ValueError` where two types that are not the same have one name.
    """

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._resources = tuple(resources)
        self._types = CORE_TYPES
        own = [method for resource in self._resources for method in resource.methods.values() if method.types]
        if own:
            self._types = TypeTable(CORE_TYPES)
            for method in own:
                for declared in method.types:
                    self._types.add(declared)
        self._by_name = {resource.name: resource for resource in self._resources}
        for resource in self._resources:
            self._by_name.update(dict.fromkeys(resource.aliases, resource))
        self._contracts: dict[tuple[str, str], Contract] = {}

    def contract(self, flavour: Flavour, dialect: str) -> Contract:
        """What the WSDL of ``v1``, ``v2`` or ``wsi`` holds in that flavour; made when it is first asked for."""
        key = flavour.name, dialect
        if key not in self._contracts:
            self._contracts[key] = contract(self._resources, self._types, *key)
        return self._contracts[key]

    def extended(self, resource: Resource) -> Registry:
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
        made._check_operations()
        return made

    def _check_operations(self) -> None:
        """Raises `ValueError` where two operations have one name, in whatever case."""
        names = {name.lower() for name in self.contract(MAGENTO_1_9, "v1").operations}
        names |= {name.lower() for name, each in self.contract(MAGENTO_1_9, "v2").operations.items() if not each.path}
        for resource in self._resources:
            for method in resource.methods.values():
                name = resource.operation_name(method)
                if method.returns and name.lower() in names:
                    raise ValueError(f"there is an operation {name!r} already; give it another name")
                names.add(name.lower())

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
        for dialect in ("v1", "v2"):
            operation = self.contract(MAGENTO_1_9, dialect).operations.get(name)
            if operation:
                return operation.path or name
        of, dot, method_name = name.partition(".")
        if dot and of in self._by_name:
            raise ValueError(f"there is no path {name!r}{nearest(method_name, self._by_name[of].methods, f'{of}.')}")
        meant = nearest(name, self._names()) or _WHAT_IT_IS
        raise ValueError(f"there is no {name!r}{meant}")

    def _names(self) -> Iterator[str]:
        """All names by which a tester can mean calls."""
        for name, resource in self._by_name.items():
            yield name
            yield from (f"{name}.{method}" for method in resource.methods)
        for dialect in ("v1", "v2"):
            yield from self.contract(MAGENTO_1_9, dialect).operations

    def kinds(self, target: str | None) -> list[str]:
        """The kinds of things that calls of the target can be about, sorted; of all calls where it is ``None``."""
        of = "" if target in (None, "call") else f"{target}."
        methods = (
            method
            for resource in self
            for method in resource.methods.values()
            if f"{resource.name}.{method.name}.".startswith(of)
        )
        return sorted({arg.refers_to for method in methods for arg in method.subjects})

    def check_kinds(self, target: str | None, kinds: Iterable[str]) -> None:
        """Raises `ValueError` where no call of the target can be about one of these kinds of things."""
        known = self.kinds(target)
        calls = "no call" if target is None else f"no call of {target}"
        for kind in kinds:
            if kind not in known:
                meant = nearest(kind, known) if known else "; they are about nothing"
                raise ValueError(f"{calls} is about {kind!r}{meant}")

    def parameters(self, target: str) -> list[str] | None:
        """The names of the arguments with which calls of the target are told; ``None`` where those can be any."""
        found = self.find(target)
        if found:
            return [arg.name for arg in found[1].args]
        operation = self.contract(MAGENTO_1_9, "v1").operations.get(target)
        if operation and operation.name != "call":
            return [part.name for part in operation.parts if part is not SESSION_ID]
        return None


@cache
def core_registry() -> Registry:
    """The registry of a shop without extensions."""
    return Registry(CORE_API)
