"""``catalog_product_downloadable_link``: links and samples of downloadable products."""

from __future__ import annotations

from fake_magento.api.catalog.args import IDENTIFIER_TYPE, PRODUCT_ID_AS_IS, STORE_AS_IS
from fake_magento.api.declare import Arg, Resource

RESOURCE_TYPE = Arg("resourceType")

DOWNLOADABLE_LINK = Resource(
    "catalog_product_downloadable_link",
    "Category API",
    aliases=("product_downloadable_link",),
    acl="all",
    php_class="Mage_Downloadable_Model_Link_Api",
    faults={
        "store_not_exists": (100, "Store with requested code/id does not exist."),
        "product_not_exists": (101, "Product with requested id does not exist."),
        "links_and_samples_allowed": (401, 'Incorrect resourceType, only "links" and "samples" allowed.'),
        "empty_url": (402, "URL cannot be empty."),
        "no_filename": (403, "Filename was omitted, or contains unallowed characters."),
        "no_file_base64_content": (
            404,
            "File content should be passed as base64 string. For details, please see http://en.wikipedia.org/wiki/Base64",
        ),
        "no_title": (405, "Title cannot be empty."),
        "unknown_resource_type": (406, 'Incorrect content type only "link", "link_samples" and "sample" allowed.'),
        "product_not_downloadable": (
            408,
            'Incorrect product type. Downloadable content, can be added only to "downloadable" products.',
        ),
        "incorect_file_extension": (409, "Incorrect extension of filename."),
        "file_size_is_to_big": (410, "Uploaded file is too big."),
        "tmp_dir_is_not_writeable": (411, "Has no permissions for writing to temporary folder."),
        "can_not_create_sub_tmp_folder": (411, "Cannot create sub folder in temporary folder."),
        "link_was_not_found": (412, "Link or sample with specified ID was not found."),
        "incorrect_resource_type": (
            413,
            'An allowed resource type values for remove method is: "links" and "samples".',
        ),
        "save_error": (414, "Unable to save action. Details in error message."),
        "validation_error": (415, "Validation error has occurred."),
        "remove_error": (416, "Unable to remove link. Details in error message."),
    },
)

DOWNLOADABLE_LINK.declare(
    "add",
    "Add links and samples to downloadable product",
    PRODUCT_ID_AS_IS,
    Arg("resource", "catalogProductDownloadableLinkAddEntity"),
    RESOURCE_TYPE,
    STORE_AS_IS,
    IDENTIFIER_TYPE,
    returns="respons:int",
)
DOWNLOADABLE_LINK.declare(
    "list",
    "Retrieve links and samples list from downloadable product",
    PRODUCT_ID_AS_IS,
    STORE_AS_IS,
    IDENTIFIER_TYPE,
    returns="respons:catalogProductDownloadableLinkInfoEntity",
    wsi_returns="catalogProductDownloadableLinkListEntity",
    php_name="items",
)
DOWNLOADABLE_LINK.declare(
    "remove",
    "Remove links and samples from downloadable product",
    Arg("linkId"),
    RESOURCE_TYPE,
    returns="respons:boolean",
    wsi_returns="int",
)
