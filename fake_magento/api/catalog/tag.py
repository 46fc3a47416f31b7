"""``catalog_product_tag``: products' tags."""

from __future__ import annotations

from fake_magento.api.catalog.args import PRODUCT_ID_AS_IS
from fake_magento.api.declare import Arg, Resource

TAG_ID = Arg("tagId")
REQUIRED_STORE = Arg("store")

TAG = Resource(
    "catalog_product_tag",
    "Product Tag API",
    aliases=("product_tag",),
    acl="catalog/product/tag",
    php_class="Mage_Tag_Model_Api",
    faults={
        "store_not_exists": (101, "Requested store does not exist."),
        "product_not_exists": (102, "Requested product does not exist."),
        "customer_not_exists": (103, "Requested customer does not exist."),
        "tag_not_exists": (104, "Requested tag does not exist."),
        "invalid_data": (105, "Provided data is invalid."),
        "save_error": (106, "Error while saving tag. Details in error message."),
        "remove_error": (107, "Error while removing tag. Details in error message."),
    },
)

TAG.declare(
    "list",
    "Retrieve list of tags by product",
    PRODUCT_ID_AS_IS,
    Arg("store", default=None, wsi_required=True),
    returns="catalogProductTagListEntityArray",
    acl="catalog/product/tag/list",
    php_name="items",
)
TAG.declare(
    "info",
    "Retrieve product tag info",
    TAG_ID,
    REQUIRED_STORE,
    returns="catalogProductTagInfoEntity",
    acl="catalog/product/tag/info",
)
TAG.declare(
    "add",
    "Add tag(s) to product",
    Arg("data", "catalogProductTagAddEntity"),
    returns="associativeArray",
    acl="catalog/product/tag/add",
)
TAG.declare(
    "update",
    "Update product tag",
    TAG_ID,
    Arg("data", "catalogProductTagUpdateEntity"),
    REQUIRED_STORE,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/tag/update",
)
TAG.declare(
    "remove",
    "Remove product tag",
    TAG_ID,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/tag/remove",
)
