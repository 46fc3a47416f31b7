"""The tables of a shop, and what rows are found by.

Names of tables and columns are those of Magento's database. What it joins to one row is one row here: an attribute has its
properties of the catalogue with it, and ``is_catalog`` says whether it has any. Tables that Magento keeps elsewhere (sessions,
the folder of images) are named likewise.
"""

from __future__ import annotations

import re

from fake_magento.state.eav import eav_schema
from fake_magento.state.table import Schema

CUSTOMER, CUSTOMER_ADDRESS, CATEGORY, PRODUCT = 1, 2, 3, 4
"""The ids of the types of entities whose values are kept by attribute."""

_TABLES = """
api_user       user_id:uint= username:varchar(40)= key:any resources:any is_active:any has_role:any   unique(username)
api_session    sessid:any user:any used_at:any taken:any
media_file     path:any content:any last_number:uint=0   index(content)

core_website       website_id:usmallint= code:varchar(32) name sort_order:usmallint=0 default_group_id:usmallint=0
                   is_default:usmallint=0   unique(code)
core_store_group   group_id:usmallint= website_id:usmallint=0 name= root_category_id:uint=0 default_store_id:usmallint=0
core_store         store_id:usmallint= code:varchar(32) website_id:usmallint=0 group_id:usmallint=0 name=
                   sort_order:usmallint=0 is_active:usmallint=0   unique(code) index(website_id)
core_config_data   path:any value:text
cms_block          block_id:smallint= title= identifier= is_active:smallint=1
tax_class          class_id:smallint= class_name= class_type:varchar(8)=CUSTOMER
customer_group     customer_group_id:usmallint= customer_group_code:varchar(32)= tax_class_id:uint=0

directory_country          country_id:varchar(2)= iso2_code:varchar(2) iso3_code:varchar(3) name
directory_country_region   region_id:uint= country_id:varchar(4)=0 code:varchar(32) name   index(country_id)
sales_order_status         status:varchar(32)= label:varchar(128)=
sales_order_status_state   status:varchar(32)= state:varchar(32)= is_default:usmallint=0   index(state)

eav_attribute   attribute_id:usmallint= entity_type_id:usmallint= attribute_code= backend_type:varchar(8)=static
                frontend_input:varchar(50) frontend_label frontend_class is_required:usmallint=0 is_user_defined:usmallint=0
                default_value:any is_unique:usmallint=0 note backend source scope:varchar(7)=global apply_to
                is_visible:usmallint=1 is_searchable:usmallint=0 is_filterable:usmallint=0 is_comparable:usmallint=0
                is_visible_on_front:usmallint=0 is_html_allowed_on_front:usmallint=0 is_filterable_in_search:usmallint=0
                used_in_product_listing:usmallint=0 used_for_sort_by:usmallint=0 is_configurable:usmallint=1
                is_visible_in_advanced_search:usmallint=0 position:int=0 is_wysiwyg_enabled:usmallint=0
                is_used_for_promo_rules:usmallint=0 is_catalog:usmallint=1
                unique(entity_type_id,attribute_code) index(frontend_input) index(entity_type_id) index(attribute_code)
eav_attribute_label          attribute_label_id:uint= attribute_id:usmallint=0 store_id:usmallint=0 value
                             index(attribute_id)
eav_attribute_option         option_id:uint= attribute_id:usmallint=0 sort_order:smallint=0   index(attribute_id)
eav_attribute_option_value   value_id:uint= option_id:uint=0 store_id:usmallint=0 value   index(option_id)
eav_attribute_set            attribute_set_id:usmallint= entity_type_id:usmallint=0 attribute_set_name sort_order:smallint=0
                             unique(entity_type_id,attribute_set_name)
eav_attribute_group          attribute_group_id:usmallint= attribute_set_id:usmallint=0 attribute_group_name
                             sort_order:smallint=0 default_id:usmallint=0   unique(attribute_set_id,attribute_group_name)
                             index(attribute_set_id)
eav_entity_attribute         entity_attribute_id:uint= entity_type_id:usmallint=0 attribute_set_id:usmallint=0
                             attribute_group_id:usmallint=0 attribute_id:usmallint=0 sort_order:smallint=0
                             unique(attribute_set_id,attribute_id) unique(attribute_group_id,attribute_id)
                             index(attribute_set_id) index(attribute_group_id) index(attribute_id)
eav_entity_store             entity_store_id:uint= entity_type:varchar(32)= store_id:usmallint=0 last_number:uint=0
                             unique(entity_type,store_id)

catalog_category_entity   entity_id:uint= attribute_set_id:usmallint=3 parent_id:uint=0 created_at:datetime
                          updated_at:datetime path= position:int= level:int=0 children_count:int=
                          entity(3) index(parent_id)
catalog_product_entity    entity_id:uint= attribute_set_id:usmallint=4 type_id:varchar(32)=simple sku:varchar(64)
                          has_options:smallint=0 required_options:usmallint=0 created_at:datetime updated_at:datetime
                          entity(4) unique(sku) index(attribute_set_id)
customer_entity           entity_id:uint= attribute_set_id:usmallint=0 website_id:usmallint email group_id:usmallint=0
                          increment_id:varchar(50) store_id:usmallint=0 created_at:datetime= updated_at:datetime=
                          is_active:usmallint=1 disable_auto_group_change:usmallint=0
                          entity(1) unique(email,website_id)
customer_address_entity   entity_id:uint= attribute_set_id:usmallint=0 increment_id:varchar(50) parent_id:uint
                          created_at:datetime= updated_at:datetime= is_active:usmallint=1
                          entity(2) index(parent_id)

catalog_product_website    id:uint= product_id:uint=0 website_id:usmallint=0
                           unique(product_id,website_id) index(product_id)
catalog_category_product   id:uint= category_id:uint=0 product_id:uint=0 position:int=0
                           unique(category_id,product_id) index(product_id) index(category_id)
core_url_rewrite           path:any product_id:uint category_id:uint last_number:uint=0
                           index(product_id) index(category_id)

cataloginventory_stock_item   item_id:uint= product_id:uint=0 qty:decimal(12,4)=0 min_qty:decimal(12,4)=0
                              use_config_min_qty:usmallint=1 is_qty_decimal:usmallint=0 backorders:usmallint=0
                              use_config_backorders:usmallint=1 min_sale_qty:decimal(12,4)=1
                              use_config_min_sale_qty:usmallint=1 max_sale_qty:decimal(12,4)=0
                              use_config_max_sale_qty:usmallint=1 is_in_stock:usmallint=0 low_stock_date:datetime
                              notify_stock_qty:decimal(12,4) use_config_notify_stock_qty:usmallint=1
                              manage_stock:usmallint=0 use_config_manage_stock:usmallint=1
                              stock_status_changed_auto:usmallint=0 use_config_qty_increments:usmallint=1
                              qty_increments:decimal(12,4)=0 use_config_enable_qty_inc:usmallint=1
                              enable_qty_increments:usmallint=0 is_decimal_divided:usmallint=0   unique(product_id)

catalog_product_link   link_id:uint= product_id:uint=0 linked_product_id:uint=0 link_type_id:usmallint=0 position:int
                       qty:decimal(12,4)   unique(product_id,linked_product_id,link_type_id) index(product_id,link_type_id)
                       index(linked_product_id)
catalog_product_entity_tier_price    value_id:uint= entity_id:uint=0 all_groups:usmallint=1 customer_group_id:usmallint=0
                                     qty:decimal(12,4)=1 value:decimal(12,4)=0 website_id:usmallint=0
                                     unique(entity_id,all_groups,customer_group_id,qty,website_id) index(entity_id)
catalog_product_entity_group_price   value_id:uint= entity_id:uint=0 all_groups:usmallint=1 customer_group_id:usmallint=0
                                     value:decimal(12,4)=0 website_id:usmallint=0
                                     unique(entity_id,all_groups,customer_group_id,website_id) index(entity_id)

catalog_product_entity_media_gallery         value_id:uint= entity_id:uint=0 value   index(entity_id)
catalog_product_entity_media_gallery_value   id:uint= value_id:uint=0 store_id:usmallint=0 label position:uint
                                             disabled:usmallint=0   unique(value_id,store_id) index(value_id)
"""
"""A table begins with its name at the start of a line. ``unique(…)`` and ``index(…)`` are what its rows are found by,
``entity(…)`` is the type of entities whose values are kept by attribute, too."""

_OTHER = re.compile(r"(unique|index|entity)\((.*)\)")

SCHEMAS: dict[str, Schema] = {}
"""All tables by name."""

ENTITY_TYPES: dict[str, int] = {}
"""By the name of a table of entities the id of their type."""


def _declare(declaration: str) -> None:
    name, *words = declaration.split()
    others = [found.groups() for found in map(_OTHER.fullmatch, words) if found]
    columns = " ".join(word for word in words if not _OTHER.fullmatch(word))
    unique = [of.replace(",", " ") for kind, of in others if kind == "unique"]
    indexes = [of.replace(",", " ") for kind, of in others if kind == "index"]
    entity_type = next((int(of) for kind, of in others if kind == "entity"), None)
    if entity_type is None:
        SCHEMAS[name] = Schema(name, columns, unique, indexes)
    else:
        SCHEMAS[name] = eav_schema(name, columns, unique, indexes)
        ENTITY_TYPES[name] = entity_type


for _declaration in re.split(r"\n+(?=\w)", _TABLES.strip()):
    _declare(_declaration)
