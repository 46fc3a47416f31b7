"""``catalog_category``: categories and the products in them.

Source of the rules: the transcripts ``v1_category``, ``v1_category_data``, ``v1_category_move``, ``v1_category_scope``,
``v1_category_tree``, ``v1_category_products`` and their twins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fake_magento import php
from fake_magento.api.catalog.args import IDENTIFIER_TYPE, PRODUCT_ID, STORE
from fake_magento.api.declare import Arg, Fault, Resource
from fake_magento.api.request import Request
from fake_magento.state import Row, settings
from fake_magento.state import categories as rules
from fake_magento.state.category_paths import parent_id
from fake_magento.state.eav import ADMIN_STORE
from fake_magento.state.errors import StateError
from fake_magento.state.products import NoTextError

CATEGORY_ID = Arg("categoryId", "int", refers_to="category")
PARENT_ID = Arg("parentId", "int")
CATEGORY_DATA = Arg("categoryData", "catalogCategoryEntityCreate")
POSITION = Arg("position", default=None)

CATEGORY = Resource(
    "catalog_category",
    "Category API",
    aliases=("category",),
    acl="catalog/category",
    current_store="category",
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

_USE_CONFIG = "use_config"
_NO_NODE = (
    "Mage_Catalog_Model_Category_Api::_nodeToArray(): Argument #1 ($node) must be of type "
    "Varien_Data_Tree_Node, null given"
)
_CANNOT_MOVE = "Operation do not allow to move a parent category to any of children category"


def _store_id(request: Request, store: Any) -> int:
    return request.store_view(store, CATEGORY.fault("store_not_exists")).id


def _find(request: Request, category: Any) -> Row:
    """The category of that id, as the database compares it with text; raises fault 102."""
    if php.is_array(category):
        category = next(iter(php.values(category)), None)
    number = php.to_float(php.to_string(category))
    found = request.shop.categories.get(int(number)) if number.is_integer() else None
    if found is None:
        raise CATEGORY.fault("not_exists")
    return found


@CATEGORY.method("currentStore", "Set/Get current store view", STORE, returns="storeView:int")
def current_store(request: Request, store: Any) -> Any:
    """The id of the current store view, after setting it; it holds for the rest of the request (``multiCall``)."""
    request.current_store = _store_id(request, store)
    return request.database_number(request.current_store)


@CATEGORY.method(
    "tree",
    "Retrieve hierarchical tree",
    Arg("parentId", default=None, wsi_required=True),
    STORE,
    returns="tree:catalogCategoryTree",
    acl="catalog/category/tree",
)
def tree(request: Request, parent: Any, store: Any) -> Any:
    """A category with all below it, by position; without one the root of the store view, or of all (``v1_category_tree``)."""
    if parent is None:
        parent = rules.TREE_ROOT if store is None else rules.root_category(request.shop, _store_id(request, store))
    key = php.array_key(parent)
    view = _store_id(request, store)
    root = request.shop.categories.get(key)
    if root is None:
        raise php.PhpError(_NO_NODE)
    return _described(request, root, view)


def _described(request: Request, root: Row, view: int) -> dict[str, Any]:
    categories, children, number = request.shop.categories, rules.children_finder(request.shop), request.database_number
    name, is_active = categories.attribute("name"), categories.attribute("is_active")
    assert name
    assert is_active

    def described(category: Row) -> dict[str, Any]:
        return {
            "category_id": number(category["entity_id"]),
            "parent_id": number(category["parent_id"]),
            "name": categories.listed(category, name, view),
            "is_active": number(categories.listed(category, is_active, view)),
            "position": number(category["position"]),
            "level": number(category["level"]),
            "children": [described(child) for child in children(category)],
        }

    return described(root)


@CATEGORY.method(
    "level",
    "Retrieve one level of categories by website/store view/parent category",
    Arg("website", default=None),
    STORE,
    Arg("categoryId", v2="parentCategory", default=None, refers_to="category"),
    returns="tree:ArrayOfCatalogCategoryEntitiesNoChildren",
)
def level(request: Request, website: Any, store: Any, category: Any) -> Any:
    """Those right below a category, or those of a list of ids; without one the roots of a website, or what is below a root.

    A store view of the website, given by its id, is an error of PHP's where no category is given, and any other is fault 101
    (``v1_category_tree``).
    """
    view = ADMIN_STORE
    if website is not None:
        view, category = _of_website(request, _website_id(request, website), store, category)
    elif store is not None:
        view = _store_id(request, store)
        category = rules.root_category(request.shop, view) if category is None else category
    elif category is None:
        category = rules.TREE_ROOT
    if php.is_array(category):
        found = _by_ids(request, php.values(category))
    else:
        found = request.shop.categories.select(parent_id=php.to_int(php.to_string(category)))
    return [_listed(request, each, view) for each in found]


def _of_website(request: Request, website: int, store: Any, category: Any) -> tuple[int, Any]:
    """The store view to show, and the category or categories."""
    stores = [row["store_id"] for row in request.shop.table("core_store").select(website_id=website)]
    if store is None:
        roots = [rules.root_category(request.shop, each) for each in stores]
        return ADMIN_STORE, roots if category is None else category
    if not any(php.equals(store, each) for each in stores):
        raise CATEGORY.fault("website_not_exists", "store_not_exists")
    if category is None:
        raise php.PhpError(f"Call to a member function getRootCategoryId() on {php.type_name(store)}")
    return _store_id(request, store), category


def _website_id(request: Request, website: Any) -> int:
    """The website of an id or a code; raises fault 101."""
    websites = request.shop.table("core_website")
    if website is True:
        return ADMIN_STORE
    key = php.array_key(website)
    if php.is_numeric(key):
        found = websites.get(php.to_int(key))
        if found is None:
            raise CATEGORY.fault("website_not_exists", "Invalid website id requested.")
    else:
        found = websites.find(code=key)
        if found is None or found["code"] != key:
            raise CATEGORY.fault("website_not_exists", f"Invalid website code requested: {key}")
    return int(found["website_id"])


def _by_ids(request: Request, ids: Iterable[Any]) -> list[Row]:
    found = (request.shop.categories.get(each) for each in sorted({php.to_int(php.to_string(id)) for id in ids}))
    return [each for each in found if each is not None]


def _listed(request: Request, category: Row, view: int) -> dict[str, Any]:
    listed, number = request.shop.categories.listed, request.database_number
    return {
        "category_id": number(category["entity_id"]),
        "parent_id": parent_id(category),
        "name": listed(category, "name", view),
        "is_active": number(listed(category, "is_active", view)),
        "position": number(category["position"]),
        "level": number(category["level"]),
    }


@CATEGORY.method(
    "info",
    "Retrieve category data",
    CATEGORY_ID,
    STORE,
    Arg("attributes", "ArrayOfString", default=None),
    returns="info:catalogCategoryInfo",
    acl="catalog/category/info",
)
def info(request: Request, category: Any, store: Any, attributes: Any) -> Any:
    """A category as the store view sees it, with these attributes, all where none are given (``v1_category_data``)."""
    view = _store_id(request, store)
    return _told(request, _find(request, category), view, attributes, {})


@info.v2
def info_v2(request: Request, category: Any, store: Any, attributes: Any) -> Any:
    """As in V1; the orders of products are those of the settings where there are none, and a path is made of the URL key."""
    view = _store_id(request, store)
    found = _find(request, category)
    values = request.shop.categories.values(found, view)
    instead: dict[str, Any] = {
        rules.AVAILABLE: [],
        rules.DEFAULT: settings.text(request.shop.config, rules.DEFAULT_SORT_BY),
    }
    if parent_id(found):
        instead["url_path"] = f"/{values.get('url_key') or ''}"
    return _told(request, found, view, attributes, instead)


def _told(request: Request, category: Row, view: int, attributes: Any, instead: Mapping[str, Any]) -> dict[str, Any]:
    """What the store view sees of a category; ``instead`` is what stands for an empty value."""
    number = request.database_number
    values = request.shop.categories.values(category, view)
    told: dict[str, Any] = {
        "category_id": number(category["entity_id"]),
        "is_active": number(values.get("is_active")),
        "position": number(category["position"]),
        "level": number(category["level"]),
    }
    chosen = php.values(attributes) if php.is_array(attributes) else None
    for code, attribute in rules.attribute_codes(request.shop).items():
        id = None if attribute is None else attribute["attribute_id"]
        if chosen is None or any(php.equals(each, code) or php.equals(each, id) for each in chosen):
            value = number(values.get(code))
            if code == "created_at" and value:
                value = f"{value.replace(' ', 'T')}+00:00"
            elif code == rules.AVAILABLE:
                value = value.split(",") if value else None
            told[code] = instead[code] if code in instead and php.is_empty(value) else value
    below = rules.active_below(request.shop, category, view)
    children = [row for row in below if row["level"] <= category["level"] + 1]
    told["parent_id"] = parent_id(category)
    told["children"] = ",".join(str(row["entity_id"]) for row in children)
    told["all_children"] = ",".join(str(row["entity_id"]) for row in [category, *below])
    return told


def _given(request: Request, data: Any) -> dict[str, Any]:
    """What a client gives of the attributes that categories have."""
    codes = rules.attribute_codes(request.shop)
    return {code: value for code in codes for value in [php.item(data, code)] if value is not None}


def _fault_of(refused: StateError) -> Exception:
    """What the server answers where a category cannot be saved."""
    if isinstance(refused, NoTextError):
        return php.PhpError("strtr(): Argument #1 ($string) must be of type string, array given")
    return CATEGORY.fault("data_invalid", str(refused))


@CATEGORY.method(
    "create",
    "Create new category",
    PARENT_ID,
    CATEGORY_DATA,
    STORE,
    returns="attribute_id:int",
    acl="catalog/category/create",
)
def create(request: Request, parent: Any, data: Any, store: Any) -> Any:
    """The id of a new category, the last below its parent. ``use_config`` leaves an attribute to the settings."""
    view = _store_id(request, store)
    above = _find(request, parent)
    given = _given(request, data)
    from_config = {code for code, value in given.items() if _is_use_config(value)}
    given |= dict.fromkeys(from_config)
    try:
        return str(rules.create_category(request.shop, above, given, view, from_config)["entity_id"])
    except StateError as refused:
        raise _fault_of(refused) from None


def _is_use_config(value: Any) -> bool:
    return value == _USE_CONFIG or (php.is_array(value) and len(value) == 1 and php.values(value)[0] == _USE_CONFIG)


@create.v2
def create_v2(request: Request, parent: Any, data: Any, store: Any) -> Any:
    """As in V1 without ``use_config``; a value that cannot be saved is fault 1 (``v2_category_data``)."""
    view = _store_id(request, store)
    above = _find(request, parent)
    try:
        return rules.create_category(request.shop, above, _given(request, data), view)["entity_id"]
    except rules.InvalidCategoryError as refused:
        raise Fault(1, str(refused)) from None
    except StateError as refused:
        raise _fault_of(refused) from None


@CATEGORY.method(
    "update",
    "Update category",
    CATEGORY_ID,
    CATEGORY_DATA,
    STORE,
    returns="id:boolean",
    acl="catalog/category/update",
)
def update(request: Request, category: Any, data: Any, store: Any) -> Any:
    """Save a category in the store view; what it must have is asked for of what is there, too (``v1_category_data``)."""
    view = _store_id(request, store)
    found = _find(request, category)
    try:
        rules.save_category(request.shop, found, _given(request, data), view)
    except StateError as refused:
        raise _fault_of(refused) from None
    return True


@CATEGORY.method(
    "move",
    "Move category in tree",
    CATEGORY_ID,
    PARENT_ID,
    Arg("afterId", default=None, wsi_required=True),
    returns="id:boolean",
    acl="catalog/category/move",
)
def move(request: Request, category: Any, parent: Any, after: Any) -> Any:
    """Put a category below another, behind the one given, or behind the last that is active (``v1_category_move``)."""
    found, above = _find(request, category), _find(request, parent)
    if after is None:
        below = rules.active_below(request.shop, above, request.current_store)
        children = [row for row in below if row["level"] <= above["level"] + 1]
        after = None if not below else children[-1]["entity_id"] if children else ""
    if above["path"].startswith(found["path"]):
        raise CATEGORY.fault("not_moved", _CANNOT_MOVE)
    rules.move_category(request.shop, found, above, after)
    return True


@CATEGORY.method("delete", "Delete category", CATEGORY_ID, returns="boolean", acl="catalog/category/delete")
def delete(request: Request, category: Any) -> Any:
    """Take a category away with all below it."""
    if php.equals(category, rules.TREE_ROOT):
        raise CATEGORY.fault("not_deleted", "Cannot remove the system category.")
    found = _find(request, category)
    try:
        rules.delete_category(request.shop, found)
    except rules.InUseError as refused:
        raise CATEGORY.fault("not_deleted", str(refused)) from None
    return True


@CATEGORY.method(
    "assignedProducts",
    "Retrieve list of assigned products",
    CATEGORY_ID,
    Arg("store", v2=None, default=None),
    returns="catalogAssignedProductArray",
    acl="catalog/category/product",
)
def assigned_products(request: Request, category: Any, store: Any) -> Any:
    """The products in the category by position, in a store view as it shows them (``v1_category_products``)."""
    found = _find(request, category)
    view = _store_id(request, store)
    number = request.database_number
    return [
        {
            "product_id": number(product["entity_id"]),
            "type": product["type_id"],
            "set": number(product["attribute_set_id"]),
            "sku": product["sku"],
            "position": number(position),
        }
        for product, position in rules.assigned_products(request.shop, found, view)
    ]


def _product(request: Request, product: Any, identifier_type: Any) -> int:
    found = request.find_product(product, identifier_type)
    if found is None:
        raise CATEGORY.fault("not_exists", "Product not exists.")
    return int(found["entity_id"])


def _save(request: Request, category: Row) -> bool:
    rules.save_with_products(request.shop, category, request.current_store)
    return True


@CATEGORY.method(
    "assignProduct",
    "Assign product to category",
    CATEGORY_ID,
    PRODUCT_ID,
    POSITION,
    IDENTIFIER_TYPE,
    returns="boolean",
    acl="catalog/category/product/assign",
)
def assign_product(request: Request, category: Any, product: Any, position: Any, identifier_type: Any) -> Any:
    """Put a product into the category; one that is in it gets the position. Nothing asks for what a category must have."""
    found = _find(request, category)
    rules.assign(request.shop, _product(request, product, identifier_type), found["entity_id"], position)
    return _save(request, found)


@CATEGORY.method(
    "updateProduct",
    "Update assigned product",
    CATEGORY_ID,
    PRODUCT_ID,
    POSITION,
    IDENTIFIER_TYPE,
    returns="boolean",
    acl="catalog/category/product/update",
)
def update_product(request: Request, category: Any, product: Any, position: Any, identifier_type: Any) -> Any:
    """Give a product in the category another position; raises fault 106."""
    found = _find(request, category)
    id = _assigned(request, found, _product(request, product, identifier_type))
    rules.assign(request.shop, id, found["entity_id"], position)
    return _save(request, found)


@CATEGORY.method(
    "removeProduct",
    "Remove product assignment",
    CATEGORY_ID,
    PRODUCT_ID,
    IDENTIFIER_TYPE,
    returns="boolean",
    acl="catalog/category/product/remove",
)
def remove_product(request: Request, category: Any, product: Any, identifier_type: Any) -> Any:
    """Take a product out of the category; raises fault 106."""
    found = _find(request, category)
    rules.take_out(
        request.shop, _assigned(request, found, _product(request, product, identifier_type)), found["entity_id"]
    )
    return _save(request, found)


def _assigned(request: Request, category: Row, product_id: int) -> int:
    if not rules.is_assigned(request.shop, product_id, category["entity_id"]):
        raise CATEGORY.fault("product_not_assigned")
    return product_id
