"""The API users."""

from __future__ import annotations

from collections.abc import Collection

from fake_magento.entities.base import Entities, Entry, FileContent, in_words_of_an_entry
from fake_magento.fixture_shape import TEXT, Items, OneOf, Section
from fake_magento.state import ACCESS_TO_ALL, ApiUser, Row
from fake_magento.state.shop import api_user


class Users(Entities[ApiUser]):
    """The API users by name."""

    section = "users"
    one = "API user"
    table = "api_user"
    named_by = "username"
    shape = Section({"name": TEXT, "key": TEXT, "resources": OneOf((str, Items(str), None)), "active": bool}, 2)

    @in_words_of_an_entry()
    def add(
        self, name: str, key: str, *, resources: str | Collection[str] | None = ACCESS_TO_ALL, active: bool = True
    ) -> ApiUser:
        """Add an API user whose role allows ``resources``.

        That is ``"all"``, or ACL paths such as ``["catalog/product/media", "catalog/product/media/create"]``, each of which
        allows itself alone; ``None`` is a user without a role, who cannot log in. Raises `StateError` where the name is
        taken.
        """
        with self._shop.lock:
            return self._shop.add_user(name, key, resources, active)

    def made(self, row: Row) -> ApiUser:
        return api_user(row)

    def load(self, entry: Entry, content: FileContent) -> None:
        self.add(**entry)

    def dump(self) -> list[Entry]:
        return [
            {"name": user.name, "key": user.key, "resources": _resources(user), "active": user.active}
            for user in self._shop.users
        ]


def _resources(user: ApiUser) -> str | list[str] | None:
    if not user.has_role:
        return None
    return ACCESS_TO_ALL if user.resources is None else sorted(user.resources)
