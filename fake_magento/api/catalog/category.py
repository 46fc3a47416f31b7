"""``catalog_category``: categories and the products in them."""

from __future__ import annotations

from fake_magento.api.catalog.args import IDENTIFIER_TYPE, PRODUCT_ID, STORE
from fake_magento.api.declare import Arg, Resource

CATEGORY_ID = Arg("categoryId", "int", refers_to="category")
PARENT_ID = Arg("parentId", "int")
CATEGORY_DATA = Arg("categoryData", "catalogCategoryEntityCreate")
POSITION = Arg("position", default=None)

CATEGORY = Resource(
    "catalog_category",
    "Category API",
    aliases=("category",),
    acl="catalog/category",
    php_class="Mage_Catalog_Model_Category_Api",
    faults={
        "store_not_exists": (100, "Requested store view not found."),
        "website_not_exists": (101, "Requested website not found."),
        "not_exists": (102, "Category not exists."),
        "data_invalid": (103, "Invalid data given. Details in error message."),
        "not_moved": (104, "Category not moved. Details in error message."),
        "not_deleted": (105, "Category not deleted. Details in error message."),
        "product_not_assigned": (106, "Requested product is not assigned to category."),
    },
)

CATEGORY.declare("currentStore", "Set/Get current store view", STORE, returns="storeView:int")
CATEGORY.declare(
    "tree",
    "Retrieve hierarchical tree",
    Arg("parentId", default=None, wsi_required=True),
    STORE,
    returns="tree:catalogCategoryTree",
    acl="catalog/category/tree",
)
CATEGORY.declare(
    "level",
    "Retrieve one level of categories by website/store view/parent category",
    Arg("website", default=None),
    STORE,
    Arg("categoryId", v2="parentCategory", default=None, refers_to="category"),
    returns="tree:ArrayOfCatalogCategoryEntitiesNoChildren",
)
CATEGORY.declare(
    "info",
    "Retrieve category data",
    CATEGORY_ID,
    STORE,
    Arg("attributes", "ArrayOfString", default=None),
    returns="info:catalogCategoryInfo",
    acl="catalog/category/info",
)
CATEGORY.declare(
    "create",
    "Create new category",
    PARENT_ID,
    CATEGORY_DATA,
    STORE,
    returns="attribute_id:int",
    acl="catalog/category/create",
)
CATEGORY.declare(
    "update",
    "Update category",
    CATEGORY_ID,
    CATEGORY_DATA,
    STORE,
    returns="id:boolean",
    acl="catalog/category/update",
)
CATEGORY.declare(
    "move",
    "Move category in tree",
    CATEGORY_ID,
    PARENT_ID,
    Arg("afterId", default=None, wsi_required=True),
    returns="id:boolean",
    acl="catalog/category/move",
)
CATEGORY.declare("delete", "Delete category", CATEGORY_ID, returns="boolean", acl="catalog/category/delete")
CATEGORY.declare(
    "assignedProducts",
    "Retrieve list of assigned products",
    CATEGORY_ID,
    Arg("store", v2=None, default=None),
    returns="catalogAssignedProductArray",
    acl="catalog/category/product",
)
CATEGORY.declare(
    "assignProduct",
    "Assign product to category",
    CATEGORY_ID,
    PRODUCT_ID,
    POSITION,
    IDENTIFIER_TYPE,
    returns="boolean",
    acl="catalog/category/product/assign",
)
CATEGORY.declare(
    "updateProduct",
    "Update assigned product",
    CATEGORY_ID,
    PRODUCT_ID,
    POSITION,
    IDENTIFIER_TYPE,
    returns="boolean",
    acl="catalog/category/product/update",
)
CATEGORY.declare(
    "removeProduct",
    "Remove product assignment",
    CATEGORY_ID,
    PRODUCT_ID,
    IDENTIFIER_TYPE,
    returns="boolean",
    acl="catalog/category/product/remove",
)
