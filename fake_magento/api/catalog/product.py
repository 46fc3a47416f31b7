"""``catalog_product``: products."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from fake_magento import php
from fake_magento.api.arguments import as_array, as_given
from fake_magento.api.catalog.args import (
    ATTRIBUTE_SET_ID,
    IDENTIFIER_TYPE,
    PRODUCT_ID,
    PRODUCT_ID_AS_IS,
    PRODUCT_IDS,
    STORE,
    STORE_AS_IS,
    TYPE,
)
from fake_magento.api.catalog.saving import group_prices, product_fault, tier_prices
from fake_magento.api.declare import GLOBAL_FAULTS, Arg, Fault, Resource
from fake_magento.api.filters import QueryError, UnknownFieldError, parse_filters, select
from fake_magento.api.request import Request
from fake_magento.api.types import Array, Struct, Type
from fake_magento.state import ADMIN_STORE, Row, Shop, StateError, Store
from fake_magento.state.products import (
    PRICES,
    TYPES,
    ProductChange,
    attributes_of,
    categories_finder,
    category_ids,
    create_product,
    delete_product,
    is_in_store,
    save_product,
    website_ids,
    websites_finder,
)
from fake_magento.state.tier_prices import ALL_GROUPS, GROUP_PRICES, TIER_PRICES, prices_of


def product_data(value: Any, declared: Type) -> Any:
    """What V2 sends of a product as an array, with its additional attributes among the others.

    WS-I has a list of additional attributes, over which the real server fails (transcript ``wsi_product_data``): it stays,
    unless it is empty, which is an object.
    """
    made = as_array(value, declared)
    if not isinstance(made, dict) or not isinstance(value, php.PhpObject):
        return value
    additional = value.properties.get("additional_attributes")
    if isinstance(additional, php.PhpObject):
        del made["additional_attributes"]
        for each in additional.properties.values():
            for entity in php.values(each) if php.is_array(each) else ():
                properties = php.plain(entity)
                if isinstance(properties, dict) and "key" in properties:
                    made[php.to_string(properties["key"])] = properties.get("value")
    return made


def products_data(value: Any, declared: Type) -> Any:
    """The data of several products, each as `product_data` makes it."""
    if not php.is_array(value):
        return value
    assert isinstance(declared, Array | Struct)
    item = declared.item if isinstance(declared, Array) else declared.fields[0].type
    return [product_data(each, item) for each in php.values(value)]


PRODUCT_DATA = Arg("productData", "catalogProductCreateEntity", from_v2=product_data)
IDENTIFIER_TYPE_NOT_IN_WSI = Arg("identifierType", wsi=False, default=None)

PRODUCT = Resource(
    "catalog_product",
    "Product API",
    aliases=("product",),
    acl="catalog/product",
    php_class="Mage_Catalog_Model_Product_Api",
    faults={
        "store_not_exists": (100, "Requested store view not found."),
        "product_not_exists": (101, "Product not exists."),
        "data_invalid": (102, "Invalid data given. Details in error message."),
        "not_deleted": (103, "Product not deleted. Details in error message."),
        "product_type_not_exists": (104, "Product type is not in allowed types."),
        "product_attribute_set_not_exists": (105, "Product attribute set is not existed"),
        "product_attribute_set_not_valid": (106, "Product attribute set is not belong catalog product entity type"),
        "multi_update_not_match": (107, "Quantity of product IDs and product data should match. No changes made."),
        "partially_updated": (108, "There was an error during one or more products update. See error log for details."),
    },
)


def _store(request: Request, store: Any) -> Store:
    return request.store_view(store, PRODUCT.fault("store_not_exists"))


def _product(request: Request, product: Any, identifier_type: Any) -> Row:
    found = request.find_product(product, identifier_type)
    if found is None:
        raise PRODUCT.fault("product_not_exists")
    return found


def _editable(shop: Shop, set_id: int, type_id: str) -> Iterator[tuple[str, Row | None]]:
    """The attributes that the API reads and writes, by code; the type of the product is one that has no row."""
    yield "type_id", None
    for attribute in attributes_of(shop, set_id, type_id):
        if attribute["frontend_input"] not in _IGNORED_INPUTS:
            yield attribute["attribute_code"], attribute


_IGNORED_INPUTS = ("gallery", "media_image")


def _merged(data: Any) -> Any:
    """V1's data of a product with its additional attributes among the others, of which the plain ones win."""
    additional = php.item(data, "additional_attributes")
    made: dict[Any, Any] = {}
    for name in ("multi_data", "single_data"):
        each = php.item(additional, name)
        made |= each if isinstance(each, dict) else {}
    return (
        {**made, **{code: each for code, each in data.items() if each is not None}} if isinstance(data, dict) else made
    )


def _change(request: Request, data: Any, set_id: int, type_id: str, websites: Iterable[int] = ()) -> ProductChange:
    """What the data of a product ask for; ``data`` are what `_merged` or `product_data` make of it.

    ``websites`` are those that it is in already.
    """
    if isinstance(data, dict) and php.is_array(data.get("additional_attributes")) and request.is_v2:
        raise php.PhpError(
            "property_exists(): Argument #1 ($object_or_class) must be of type object|string, array given"
        )
    change = ProductChange()
    given = {name: php.values(data[name]) for name in _LISTS if isinstance(data, dict) and php.is_array(data.get(name))}
    change.websites = given.get("website_ids")
    given_prices = {}
    for code, attribute in _editable(request.shop, set_id, type_id):
        value = php.item(data, code)
        if attribute is not None and attribute["backend"] in PRICES:
            if isinstance(data, dict) and code in data:
                given_prices[PRICES[attribute["backend"]]] = value
        elif value is None:
            continue
        elif code == "category_ids":
            change.categories = php.values(value) if php.is_array(value) else [value]
        else:
            change.values[code] = value
    change.categories = given.get("categories", change.categories)
    if "websites" in given:
        change.websites = [_website_id(request, each) for each in given["websites"]]
    if TIER_PRICES in given_prices:
        then = websites if change.websites is None else map(php.to_int, change.websites)
        change.prices[TIER_PRICES] = tier_prices(request, given_prices[TIER_PRICES], [*then], PRODUCT) or []
    if GROUP_PRICES in given_prices:
        change.prices[GROUP_PRICES] = group_prices(given_prices[GROUP_PRICES])
    stock = php.item(data, "stock_data")
    change.stock = dict(stock) if isinstance(stock, dict) else {} if stock == [] else None
    return change


_LISTS = ("website_ids", "websites", "categories")


def _website_id(request: Request, website: Any) -> Any:
    """The id of a website by its code; what is no code of one stays as it is."""
    if not isinstance(website, str) or php.is_numeric(website):
        return website
    found = request.shop.table("core_website").find(code=website)
    return website if found is None else found["website_id"]


def _check_type(type_id: Any) -> str:
    if php.is_array(type_id) or isinstance(type_id, php.PhpObject):
        raise php.PhpError("array_key_exists(): Argument #1 ($key) must be a valid array offset type")
    if php.array_key(type_id) not in TYPES:
        raise PRODUCT.fault("product_type_not_exists")
    return php.to_string(type_id)


def _check_set(request: Request, set_id: Any) -> int:
    number = php.to_float(php.to_string(set_id))
    found = request.shop.table("eav_attribute_set").get(int(number)) if number.is_integer() else None
    if found is None:
        raise PRODUCT.fault("product_attribute_set_not_exists")
    if found["entity_type_id"] != request.shop.products.entity_type:
        raise PRODUCT.fault("product_attribute_set_not_valid")
    id: int = found["attribute_set_id"]
    return id


def _described(request: Request, product: Row, store: Store) -> Iterator[tuple[str, Any, Row | None]]:
    """The code, the value and the row of each attribute that the API shows of a product."""
    shop, number = request.shop, request.database_number
    for code, attribute in _editable(shop, product["attribute_set_id"], product["type_id"]):
        if code == "category_ids":
            yield code, [number(each) for each in category_ids(shop, product["entity_id"])], attribute
        elif code == "created_at":
            yield code, _iso(product["created_at"]), attribute
        elif attribute is not None and attribute["backend"] in PRICES:
            prices = prices_of(shop.database, PRICES[attribute["backend"]], product["entity_id"])
            yield code, [_described_price(request, each) for each in prices], attribute
        else:
            yield code, number(shop.products.value(product, attribute or code, store.id)), attribute


def _described_price(request: Request, price: Row) -> dict[str, Any]:
    """A tier price or a group price as the product shows it (``v1_tier_prices``)."""
    number = request.database_number
    described = {
        "price_id": number(price["value_id"]),
        "website_id": number(price["website_id"]),
        "all_groups": number(price["all_groups"]),
        "cust_group": ALL_GROUPS if price["all_groups"] else number(price["customer_group_id"]),
        "price": price["value"],
    }
    if "qty" in price:
        return {**described, "price_qty": price["qty"], "website_price": price["value"], "is_percent": 0}
    return {**described, "is_percent": True, "website_price": price["value"]}


def _iso(time: str | None) -> str | None:
    return None if time is None else time.replace(" ", "T") + "+00:00"


def _basics(request: Request, product: Row) -> dict[str, Any]:
    shop, number = request.shop, request.database_number
    return {
        "product_id": number(product["entity_id"]),
        "sku": product["sku"],
        "set": number(product["attribute_set_id"]),
        "type": product["type_id"],
        "categories": [number(each) for each in category_ids(shop, product["entity_id"])],
        "websites": [number(each) for each in website_ids(shop, product["entity_id"])],
    }


@PRODUCT.method("currentStore", "Set/Get current store view", STORE, returns="storeView:int")
def current_store(request: Request, store: Any) -> Any:
    """The id of the current store view, after setting it; it holds for the rest of the request (``v1_product_multi``)."""
    request.current_store = _store(request, store).id
    return request.database_number(request.current_store)


@PRODUCT.method(
    "list",
    "Retrieve products list by filters",
    Arg("filters", "filters", default=None, wsi_required=True, from_v2=as_given),
    STORE,
    returns="storeView:catalogProductEntityArray",
    acl="catalog/product/info",
    php_name="items",
)
def items(request: Request, filters: Any, store: Any) -> Any:
    """The products that meet the filters, and are in the website of the store view unless it is ``admin``.

    A field that there is not is fault 0, what the database refuses is the shop's page for errors (``v1_product_list``).
    """
    shop, number = request.shop, request.flavour.database_number
    view = _store(request, store)
    try:
        found = select(shop.products, parse_filters(filters, _FIELDS), view.id)
    except UnknownFieldError:
        raise Fault(*GLOBAL_FAULTS["unknown"]) from None
    except QueryError as error:
        raise php.UncaughtError(str(error)) from None
    if view.id != ADMIN_STORE:
        found = [each for each in found if is_in_store(shop, each["entity_id"], view.id)]
    products, categories, websites = shop.products, categories_finder(shop, number), websites_finder(shop, number)
    name = products.attribute("name")
    return [
        {
            "product_id": number(each["entity_id"]),
            "sku": each["sku"],
            "name": name and products.listed(each, name, view.id),
            "set": number(each["attribute_set_id"]),
            "type": each["type_id"],
            "category_ids": categories(each["entity_id"]),
            "website_ids": websites(each["entity_id"]),
        }
        for each in found
    ]


_FIELDS = {"product_id": "entity_id", "set": "attribute_set_id", "type": "type_id"}


@PRODUCT.method(
    "info",
    "Retrieve product",
    PRODUCT_ID_AS_IS,
    STORE,
    Arg("attributes", "catalogProductRequestAttributes", default=None),
    IDENTIFIER_TYPE,
    returns="info:catalogProductReturnEntity",
    acl="catalog/product/info",
)
def info(request: Request, product: Any, store: Any, attributes: Any, identifier_type: Any) -> Any:
    """The product as the store view sees it; ``attributes`` are the codes or ids of those to show, all unless it is a list."""
    found, view = _looked_up(request, product, store, identifier_type)
    is_wanted = _wanted(php.values(attributes)) if php.is_array(attributes) else None
    result = _basics(request, found)
    for code, value, attribute in _described(request, found, view):
        if is_wanted is None or is_wanted(code, attribute):
            result[code] = value
    return result


def _wanted(names: list[Any]) -> Callable[[str, Row | None], bool]:
    """The test whether an attribute is among those named, by its code or its id as PHP compares them."""
    texts = {each for each in names if isinstance(each, str)}
    numbers = {php.to_float(each) for each in texts if php.is_numeric(each)}
    others = [each for each in names if not isinstance(each, str)]

    def test(code: str, attribute: Row | None) -> bool:
        id = None if attribute is None else attribute["attribute_id"]
        is_named = code in texts or id in numbers or (id is None and "" in texts)
        return is_named or any(php.equals(code, each) or php.equals(id, each) for each in others)

    return test


@info.v2
def info_v2(request: Request, product: Any, store: Any, attributes: Any, identifier_type: Any) -> Any:
    """The product, without what has no value; ``additional_attributes`` that are asked for are shown apart."""
    found, view = _looked_up(request, product, store, identifier_type)
    plain, asked = (php.item(attributes, name) for name in ("attributes", "additional_attributes"))
    additional = php.foreach(asked)
    result = {name: value for name, value in _basics(request, found).items() if value is not None}
    is_wanted = None if php.is_empty(plain) else _wanted(php.array_merge([], plain) + additional)
    apart = []
    for code, value, attribute in _described(request, found, view):
        if code in additional:
            apart.append({"key": code, "value": value})
        elif value is not None and (is_wanted is None or is_wanted(code, attribute)):
            result[code] = value
    if apart:
        result["additional_attributes"] = apart
    return result


def _looked_up(request: Request, product: Any, store: Any, identifier_type: Any) -> tuple[Row, Store]:
    """The product and the store view; `info` alone takes an identifier type in any case."""
    view = _store(request, store)
    if identifier_type is not None:
        identifier_type = php.to_string(identifier_type).lower()
    return _product(request, product, identifier_type), view


@PRODUCT.method(
    "create",
    "Create new product",
    TYPE,
    Arg("set"),
    Arg("sku", refers_to="product"),
    PRODUCT_DATA,
    STORE,
    returns="int",
    acl="catalog/product/create",
)
def create(request: Request, type_id: Any, set_id: Any, sku: Any, data: Any, store: Any) -> Any:
    """A new product; its id. Raises the faults 102 where type, set or SKU is empty, 104, 105, 106 and 100."""
    return str(_create(request, type_id, set_id, sku, data, store))


@create.v2
def create_v2(request: Request, type_id: Any, set_id: Any, sku: Any, data: Any, store: Any) -> Any:
    """As `create`, and fault 102 where there are no data."""
    return _create(request, type_id, set_id, sku, data, store)


def _create(request: Request, type_id: Any, set_id: Any, sku: Any, data: Any, store: Any) -> int:
    if php.is_empty(type_id) or php.is_empty(set_id) or php.is_empty(sku):
        raise PRODUCT.fault("data_invalid")
    type_id, set_id = _check_type(type_id), _check_set(request, set_id)
    view = _store(request, store)
    change = _change(request, _checked(request, data), set_id, type_id)
    if change.stock is None:
        change.stock = {"use_config_manage_stock": 0}
    change.values.setdefault("sku", sku)
    try:
        id: int = create_product(request.shop, type_id, set_id, change, view.id)["entity_id"]
    except StateError as error:
        raise product_fault(error) from None
    return id


def _checked(request: Request, data: Any) -> Any:
    if not request.is_v2:
        return _merged(data)
    if not isinstance(data, dict):
        raise PRODUCT.fault("data_invalid")
    return data


@PRODUCT.method(
    "update",
    "Update product",
    PRODUCT_ID,
    PRODUCT_DATA,
    STORE,
    IDENTIFIER_TYPE,
    returns="boolean",
    acl="catalog/product/update",
)
def update(request: Request, product: Any, data: Any, store: Any, identifier_type: Any) -> Any:
    """Save what is given of a product in the store view. Raises the faults 100 and 101; fault 102 over V2 without data."""
    return _update(request, product, data, store, identifier_type)


def _update(request: Request, product: Any, data: Any, store: Any, identifier_type: Any) -> bool:
    """Save what is given of a product."""
    view = _store(request, store)
    found = _product(request, product, identifier_type)
    there = website_ids(request.shop, found["entity_id"])
    change = _change(request, _checked(request, data), found["attribute_set_id"], found["type_id"], there)
    try:
        save_product(request.shop, found, change, view.id)
    except StateError as error:
        raise product_fault(error) from None
    return True


@PRODUCT.method(
    "multiUpdate",
    "Multi update product",
    PRODUCT_IDS,
    Arg("productData", "catalogProductCreateEntityArray", from_v2=products_data),
    STORE_AS_IS,
    IDENTIFIER_TYPE,
    returns="boolean",
    acl="catalog/product/update",
    dialects=("v2", "wsi"),
)
def multi_update(request: Request, products: Any, data: Any, store: Any, identifier_type: Any) -> Any:
    """Update each product with its data; what fails is told at the end, and does not keep the others from it."""
    if php.count(products) != php.count(data):
        raise PRODUCT.fault("multi_update_not_match")
    names = {code: name for name, (code, _) in PRODUCT.faults.items()}
    failed = []
    for product, change in zip(php.values(products), php.values(data), strict=True):
        try:
            _update(request, product, change, store, identifier_type)
        except Fault as fault:
            if fault.code not in names:
                raise
            failed.append(f"Product ID {php.to_int(product)}:\n {names[fault.code]}")
    if failed:
        raise PRODUCT.fault("partially_updated", "\n".join(failed))
    return True


@PRODUCT.method("delete", "Delete product", PRODUCT_ID, IDENTIFIER_TYPE, returns="int", acl="catalog/product/delete")
def delete(request: Request, product: Any, identifier_type: Any) -> Any:
    """Take a product away, with all that belongs to it."""
    delete_product(request.shop, _product(request, product, identifier_type))
    return True


@PRODUCT.method(
    "getSpecialPrice",
    "Get special price",
    PRODUCT_ID,
    STORE,
    IDENTIFIER_TYPE_NOT_IN_WSI,
    returns="catalogProductSpecialPriceReturnEntity",
)
def get_special_price(request: Request, product: Any, store: Any, identifier_type: Any) -> Any:
    """The special price as the store view sees it, and the days from which and to which it holds.

    The identifier type is not looked at; `set_special_price` does so over V2 alone (``v2_product_special_price``).
    """
    view = _store(request, store)
    found = _product(request, product, None)
    return {code: request.shop.products.value(found, code, view.id) for code in _SPECIAL}


_SPECIAL = ("special_price", "special_from_date", "special_to_date")


@PRODUCT.method(
    "setSpecialPrice",
    "Set special price",
    PRODUCT_ID,
    Arg("specialPrice", default=None),
    Arg("fromDate", default=None),
    Arg("toDate", default=None),
    STORE,
    IDENTIFIER_TYPE_NOT_IN_WSI,
    returns="int",
    acl="catalog/product/update",
)
def set_special_price(
    request: Request, product: Any, price: Any, from_date: Any, to_date: Any, store: Any, identifier_type: Any
) -> Any:
    """Save the special price; null keeps what is there, and empty text takes it away (``v1_product_special_price``)."""
    return _update(request, product, dict(zip(_SPECIAL, (price, from_date, to_date), strict=True)), store, None)


@set_special_price.v2
def set_special_price_v2(
    request: Request, product: Any, price: Any, from_date: Any, to_date: Any, store: Any, identifier_type: Any
) -> Any:
    """As `set_special_price`, for a product of the identifier type."""
    data = dict(zip(_SPECIAL, (price, from_date, to_date), strict=True))
    return _update(request, product, data, store, identifier_type)


@PRODUCT.method(
    "listOfAdditionalAttributes",
    "Get list of non-default attributes by product type and attributes set",
    Arg("productType"),
    ATTRIBUTE_SET_ID,
    returns="catalogAttributeEntityArray",
    acl="catalog/product/listOfAdditionalAttributes",
    php_name="getAdditionalAttributes",
    dialects=("v1", "xmlrpc", "v2"),
)
def additional_attributes(request: Request, type_id: Any, set_id: Any) -> Any:
    """The attributes of products of the type and set that V2 has no field for. Raises the faults 104, 105 and 106."""
    number = request.database_number
    type_id, set_id = _check_type(type_id), _check_set(request, set_id)
    return [
        {
            "attribute_id": number(attribute["attribute_id"]),
            "code": code,
            "type": attribute["frontend_input"],
            "required": number(attribute["is_required"]),
            "scope": attribute["scope"],
        }
        for code, attribute in _editable(request.shop, set_id, type_id)
        if attribute is not None and code not in _PLAIN
    ]


_PLAIN = frozenset(
    """
    name description short_description weight status url_key url_path visibility category_ids has_options sku
    gift_message_available price special_price special_from_date special_to_date tax_class_id tier_price meta_title
    meta_keyword meta_description custom_design custom_layout_update options_container image_label small_image_label
    thumbnail_label created_at updated_at
    """.split()
)
"""The attributes that V2 has fields for."""
