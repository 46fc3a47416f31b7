"""Links and samples of downloadable products, and their files.

Source: the transcript ``v1_downloadable_link``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_magento.state.custom_options import by_order_and_title
from fake_magento.state.download_rows import LINK_PRICES, LINK_TITLES, LINKS, SAMPLE_TITLES, SAMPLES
from fake_magento.state.eav import ADMIN_STORE
from fake_magento.state.errors import StateError
from fake_magento.state.media import MediaStorage
from fake_magento.state.products import ProductChange, save_product
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

FILES_OF_LINKS, FILES_OF_LINK_SAMPLES, FILES_OF_SAMPLES = "links", "link_samples", "samples"
"""The folders of files: of links, of the samples that links have, and of samples."""

_NAME_MAX = 255


class RefusedFileError(StateError):
    """A file that cannot be uploaded under its name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"a file cannot be uploaded as {name!r}")


@dataclass(frozen=True)
class Upload:
    """A file that was uploaded for one of the folders of files; it stays in a folder of uploads until it is saved or left."""

    shop: Shop
    folder: str
    name: str
    content: bytes

    @property
    def _waiting(self) -> MediaStorage:
        return _storage(self.shop, f"tmp/{self.folder}")

    def save(self) -> str:
        """Keep it in its folder; its path there. What waits in the folder of uploads gives it another name."""
        name = self._waiting.free_path(self.name, stays=False).rpartition("/")[2]
        storage = _storage(self.shop, self.folder)
        path = storage.free_path(name)
        storage.write(path, self.content)
        return path

    def leave(self) -> None:
        """Let it wait for ever, as the server does where what it belongs to is not saved."""
        self._waiting.write(self._waiting.free_path(self.name), self.content)


def upload(shop: Shop, folder: str, name: str, content: bytes) -> Upload:
    """An uploaded file. Raises `RefusedFileError` where the name holds a folder, or is too long for a file system."""
    if "/" in name or len(name.encode("utf-8", "surrogateescape")) > _NAME_MAX:
        raise RefusedFileError(name)
    return Upload(shop, folder, name, content)


def content_of(shop: Shop, folder: str, path: str) -> bytes | None:
    """The bytes of a file in one of the folders, ``None`` where there is none."""
    return _storage(shop, folder).read(path)


def size_of(shop: Shop, folder: str, path: str) -> int | None:
    """How many bytes a file in one of the folders has, ``None`` where there is none."""
    content = content_of(shop, folder, path)
    return None if content is None else len(content)


def links_of(shop: Shop, product_id: int, store: int = ADMIN_STORE) -> list[dict[str, Any]]:
    """The links of a product with ``title``, ``store_title`` and ``price`` as the store view shows them, by order and title."""
    website = shop.table("core_store")[store]["website_id"]
    shown = []
    for row in shop.table(LINKS).select(product_id=product_id):
        owner = {"link_id": row["link_id"]}
        prices = [shop.table(LINK_PRICES).find({**owner, "website_id": each}) for each in (website, ADMIN_STORE)]
        price = next((each["price"] for each in prices if each is not None), None)
        shown.append({**row, **_titles(shop, LINK_TITLES, owner, store), "price": price})
    return sorted(shown, key=by_order_and_title)


def samples_of(shop: Shop, product_id: int, store: int = ADMIN_STORE) -> list[dict[str, Any]]:
    """The samples of a product with ``default_title``, ``store_title`` and the ``title`` that is shown, by order and title."""
    rows = shop.table(SAMPLES).select(product_id=product_id)
    shown = [{**row, **_titles(shop, SAMPLE_TITLES, {"sample_id": row["sample_id"]}, store)} for row in rows]
    return sorted(shown, key=by_order_and_title)


def add_link(
    shop: Shop,
    product: Row,
    values: Mapping[str, Any],
    store: int = ADMIN_STORE,
    file: Upload | None = None,
    sample_file: Upload | None = None,
) -> Row:
    """Save a product in a store view with a new link; the link.

    ``values`` are columns of it, and ``title`` and ``price``, which it has in that store view and its website alone: one that
    is not added in ``admin`` has none elsewhere.
    """
    save_product(shop, product, ProductChange(has_new_link=True), store)
    columns = {name: value for name, value in values.items() if name not in ("title", "price")}
    if file is not None:
        columns["link_file"] = file.save()
    if sample_file is not None:
        columns["sample_file"] = sample_file.save()
    row = shop.table(LINKS).insert({**columns, "product_id": product["entity_id"]})
    website = shop.table("core_store")[store]["website_id"]
    shop.table(LINK_TITLES).insert(link_id=row["link_id"], store_id=store, title=values.get("title"))
    shop.table(LINK_PRICES).insert(link_id=row["link_id"], website_id=website, price=values.get("price"))
    return row


def add_sample(
    shop: Shop, product: Row, values: Mapping[str, Any], store: int = ADMIN_STORE, file: Upload | None = None
) -> Row:
    """Save a product in a store view with a new sample, of columns and a ``title`` in that store view; the sample."""
    save_product(shop, product, ProductChange(), store)
    columns = {name: value for name, value in values.items() if name != "title"}
    if file is not None:
        columns["sample_file"] = file.save()
    row = shop.table(SAMPLES).insert({**columns, "product_id": product["entity_id"]})
    shop.table(SAMPLE_TITLES).insert(sample_id=row["sample_id"], store_id=store, title=values.get("title"))
    return row


def _storage(shop: Shop, folder: str) -> MediaStorage:
    return MediaStorage(shop.table("downloadable_file"), folder)


def _titles(shop: Shop, table: str, owner: dict[str, int], store: int) -> dict[str, Any]:
    default, own = (shop.table(table).find({**owner, "store_id": each}) for each in (ADMIN_STORE, store))
    titles = {"default_title": default and default["title"], "store_title": own and own["title"]}
    return {**titles, "title": titles["default_title"] if titles["store_title"] is None else titles["store_title"]}
