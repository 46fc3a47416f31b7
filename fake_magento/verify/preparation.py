"""Before and after: finds out what the scenarios can stand on, and takes away what they have left."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from fake_magento.client.value import Value
from fake_magento.errors import FakeMagentoError
from fake_magento.state import ADMIN_STORE
from fake_magento.verify.context import OURS, Named, RunContext
from fake_magento.verify.decks.images import MEDIA
from fake_magento.verify.scenario import Step
from fake_magento.verify.server import Server, login
from fake_magento.verify.throwaway import Kind

_NO_GALLERY = "107"


class VerifyError(FakeMagentoError):
    """What keeps a server from being verified at all; the message says what to do."""


def prepared(server: Server, named: Named) -> RunContext:
    """What the scenarios stand on, where the shop has it; images that an earlier run left behind are removed.

    Raises `VerifyError`.
    """
    if named.product.strip().isdecimal():
        raise VerifyError(f"--product {named.product!r} would be taken for an id; name one whose SKU is no number")
    begun = server.hear(login(named))
    if begun.value is None:
        raise VerifyError(f"{named.user!r} cannot log in: {begun.outcome}")
    if named.plain_product is not None:
        answered = server.hear(_listing(named.plain_product))
        if answered.reading is None or answered.reading.fault is None or answered.reading.fault[0] != _NO_GALLERY:
            raise VerifyError(f"--plain-product {named.plain_product!r} is none without a gallery: {answered.outcome}")
    answered = server.hear(_listing(named.product))
    if answered.value is None:
        raise VerifyError(f"--product {named.product!r} cannot be used: {answered.outcome}")
    images = server.clean(named, OURS)
    if images is None or images:
        listed = ", ".join((images or ["…"])[:3])
        raise VerifyError(f"--product {named.product!r} has images ({listed}): name one that may be thrown away")
    return RunContext(named, secrets.token_hex(4), _image_types(server, named), _store_id(server, named))


def _listing(sku: str) -> Step:
    return Step(f"{MEDIA}.list", {"productId": sku, "identifierType": "sku"})


def _image_types(server: Server, named: Named) -> dict[str, str]:
    answered = server.hear(Step(f"{MEDIA}.types", {"setId": str(named.attribute_set)}))
    members = [
        (item.member("code"), item.member("scope")) for item in (answered.value.items if answered.value else None) or ()
    ]
    found = {code.text or "": scope.text or "" for code, scope in members if code and scope}
    if len(found) < 2:
        raise VerifyError(
            f"attribute set {named.attribute_set} has no types of images ({answered.outcome}): "
            "--attribute-set is the id of the product's"
        )
    return found


def _store_id(server: Server, named: Named) -> int | None:
    if named.store is None:
        return None
    answered = server.hear(Step(f"{MEDIA}.currentStore", {"store": named.store}))
    number = _number(answered.value)
    if number is None:
        raise VerifyError(f"--store {named.store!r} cannot be used: {answered.outcome}")
    if number == ADMIN_STORE:
        raise VerifyError(f"--store {named.store!r} is where the default values are; name a store view")
    return number


def _number(value: Value | None) -> int | None:
    text = value.text if value else None
    return int(text) if text is not None and text.isdecimal() else None


def cleaned(servers: Iterable[Server], named: Named, kinds: Sequence[Kind] = ()) -> tuple[list[str], list[str]]:
    """Remove the images and the throw-away things that there are, in whatever dialect does it.

    What was removed, and what is left after all.
    """
    found: list[str] = []
    left: list[str] | None = None
    for server in servers:
        if server.hear(login(named)).value is None:  # whatever became of the session
            continue
        there = [name for kind in kinds for name in (server.ours(kind) or {}).values()]
        found = found or [*(server.images(named.product) or []), *there]
        images = server.clean(named)
        left = None if images is None else images + server.delete(kinds)
        if left == []:
            break
    if left is None:
        return [], ["(the server does not tell)"]
    return [name for name in found if name not in left], left
