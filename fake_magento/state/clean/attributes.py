"""Attributes of a clean shop and the sets that they stand in, as they were read from a freshly installed server.

An attribute is a line: id, code, the type of its values, its input (``-``: none), its scope, what else holds of it, and its
label. What else holds is a word of `_FLAGS`, or ``name=value`` with a name of `_VALUES`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fake_magento.state.schema import CATEGORY, CUSTOMER, CUSTOMER_ADDRESS, PRODUCT

Values = dict[str, Any]

_FLAGS = {
    "required": ("is_required", 1),
    "user_defined": ("is_user_defined", 1),
    "unique": ("is_unique", 1),
    "hidden": ("is_visible", 0),
    "search": ("is_searchable", 1),
    "filter": ("is_filterable", 1),
    "compare": ("is_comparable", 1),
    "html": ("is_html_allowed_on_front", 1),
    "listing": ("used_in_product_listing", 1),
    "sort": ("used_for_sort_by", 1),
    "not_configurable": ("is_configurable", 0),
    "advanced": ("is_visible_in_advanced_search", 1),
    "wysiwyg": ("is_wysiwyg_enabled", 1),
}
_VALUES = {
    "class": "frontend_class",
    "backend": "backend",
    "source": "source",
    "default": "default_value",
    "for": "apply_to",
}
_TYPES_OF_PRODUCTS = {
    "priced": "simple,configurable,virtual,bundle,downloadable",
    "msrp": "simple,bundle,configurable,virtual,downloadable",
    "taxed": "simple,configurable,virtual,downloadable,bundle",
}
"""Short names of lists of types of products, for ``for=``."""

_NOTES = {
    (PRODUCT, "is_recurring"): "Products with recurring profile participate in catalog as nominal items.",
    (PRODUCT, "meta_description"): "Maximum 255 chars",
}

# In the order in which `customer.info` gives them, which is that of their set.
_CUSTOMER = """
 17 created_at                     static   datetime    global | Created At
  2 store_id                       static   select      global  required source=store | Create In
  1 website_id                     static   select      global  required source=website | Associate to Website
  3 created_in                     varchar  text        global | Created From
  4 prefix                         varchar  text        global | Prefix
  5 firstname                      varchar  text        global  required | First Name
  6 middlename                     varchar  text        global | Middle Name/Initial
  7 lastname                       varchar  text        global  required | Last Name
  8 suffix                         varchar  text        global | Suffix
  9 email                          static   text        global  required | Email
 10 group_id                       static   select      global  required source=customer_group | Group
 11 dob                            datetime date        global | Date Of Birth
 12 password_hash                  varchar  hidden      global
 13 default_billing                int      text        global | Default Billing Address
 14 default_shipping               int      text        global | Default Shipping Address
 15 taxvat                         varchar  text        global | Tax/VAT Number
 16 confirmation                   varchar  text        global | Is Confirmed
 18 gender                         int      select      global source=table | Gender
 33 rp_token                       varchar  hidden      global
 34 rp_token_created_at            datetime date        global
 35 disable_auto_group_change      static   boolean     global | Disable Automatic Group Change Based on VAT ID
 41 password_created_at            int      text        global | Password created at
 42 rp_customer_id                 varchar  hidden      global
"""

_CUSTOMER_ADDRESS = """
 19 prefix                         varchar  text        global | Prefix
 20 firstname                      varchar  text        global  required | First Name
 21 middlename                     varchar  text        global | Middle Name/Initial
 22 lastname                       varchar  text        global  required | Last Name
 23 suffix                         varchar  text        global | Suffix
 24 company                        varchar  text        global | Company
 25 street                         text     multiline   global  required | Street Address
 26 city                           varchar  text        global  required | City
 27 country_id                     varchar  select      global  required source=country | Country
 28 region                         varchar  text        global | State/Province
 29 region_id                      int      hidden      global | State/Province
 30 postcode                       varchar  text        global  required | Zip/Postal Code
 31 telephone                      varchar  text        global  required | Telephone
 32 fax                            varchar  text        global | Fax
 36 vat_id                         varchar  text        global | VAT number
 37 vat_is_valid                   int      text        global | VAT number validity
 38 vat_request_id                 varchar  text        global | VAT number validation request ID
 39 vat_request_date               varchar  text        global | VAT number validation request date
 40 vat_request_success            int      text        global | VAT number validation request success
"""

_CATEGORY = """
 43 name                           varchar  text        store   required | Name
 44 is_active                      int      select      store   required source=boolean | Is Active
 45 url_key                        varchar  text        store   backend=urlkey | URL Key
 46 description                    text     textarea    store   html wysiwyg | Description
 47 image                          varchar  image       store   backend=image | Image
 48 meta_title                     varchar  text        store | Page Title
 49 meta_keywords                  text     textarea    store | Meta Keywords
 50 meta_description               text     textarea    store | Meta Description
 51 display_mode                   varchar  select      store   source=display_mode | Display Mode
 52 landing_page                   int      select      store   source=cms_block | CMS Block
 53 is_anchor                      int      select      global  source=boolean | Is Anchor
 54 path                           static   text        global  hidden | Path
 55 position                       static   text        global  hidden | Position
 56 all_children                   text     text        global  hidden
 57 path_in_store                  text     text        global  hidden
 58 children                       text     text        global  hidden
 59 url_path                       varchar  text        store   hidden
 60 custom_design                  varchar  select      store   source=design | Custom Design
 61 custom_design_from             datetime date        store   backend=datetime | Active From
 62 custom_design_to               datetime date        store   backend=datetime | Active To
 63 page_layout                    varchar  select      store   source=layout | Page Layout
 64 custom_layout_update           text     textarea    store   backend=customlayoutupdate | Custom Layout Update
 65 level                          static   text        global  hidden | Level
 66 children_count                 static   text        global  hidden | Children Count
 67 available_sort_by              text     multiselect store   required backend=sortby source=sort_by | Available Product Listing Sort By
 68 default_sort_by                varchar  select      store   required backend=sortby source=sort_by | Default Product Listing Sort By
 69 include_in_menu                int      select      store   required source=boolean default=1 | Include in Navigation Menu
 70 custom_use_parent_settings     int      select      store   source=boolean | Use Parent Category Settings
 71 custom_apply_to_products       int      select      store   source=boolean | Apply To Products
 72 filter_price_range             decimal  text        store | Layered Navigation Price Step
"""

_PRODUCT = """
 73 name                           varchar  text        store   required search listing sort advanced | Name
 74 description                    text     textarea    store   required search compare html advanced wysiwyg | Description
 75 short_description              text     textarea    store   required search compare html listing advanced wysiwyg | Short Description
 76 sku                            static   text        global  required unique search compare advanced backend=sku | SKU
 77 price                          decimal  price       website required search filter listing sort advanced backend=price for=priced | Price
 78 special_price                  decimal  price       website listing class=validate-special-price backend=price for=priced | Special Price
 79 special_from_date              datetime date        website listing backend=specialprice for=priced | Special Price From Date
 80 special_to_date                datetime date        website listing backend=datetime for=priced | Special Price To Date
 81 cost                           decimal  price       website user_defined backend=price for=virtual,downloadable | Cost
 82 weight                         decimal  weight      global  required for=simple,bundle | Weight
 83 manufacturer                   int      select      global  user_defined search filter compare advanced for=simple | Manufacturer
 84 meta_title                     varchar  text        store | Meta Title
 85 meta_keyword                   text     textarea    store | Meta Keywords
 86 meta_description               varchar  textarea    store | Meta Description
 87 image                          varchar  media_image store | Base Image
 88 small_image                    varchar  media_image store   listing | Small Image
 89 thumbnail                      varchar  media_image store   listing | Thumbnail
 90 media_gallery                  varchar  gallery     global  backend=media | Media Gallery
 91 old_id                         int      text        global  hidden
 92 group_price                    decimal  text        website backend=groupprice for=priced | Group Price
 93 tier_price                     decimal  text        website backend=tierprice for=priced | Tier Price
 94 color                          int      select      global  user_defined search filter compare advanced for=simple | Color
 95 news_from_date                 datetime date        website listing backend=startdate | Set Product as New from Date
 96 news_to_date                   datetime date        website listing backend=datetime | Set Product as New to Date
 97 gallery                        varchar  gallery     global | Image Gallery
 98 status                         int      select      website required search listing source=status | Status
 99 url_key                        varchar  text        store   listing backend=urlkey | URL Key
100 url_path                       varchar  text        store   hidden
101 minimal_price                  decimal  price       store   hidden for=priced | Minimal Price
102 is_recurring                   int      select      global  not_configurable source=boolean for=simple,virtual | Enable Recurring Profile
103 recurring_profile              text     text        global  not_configurable backend=recurring for=simple,virtual | Recurring Payment Profile
104 visibility                     int      select      store   required source=visibility default=4 | Visibility
105 custom_design                  varchar  select      store   source=design | Custom Design
106 custom_design_from             datetime date        store   backend=startdate | Active From
107 custom_design_to               datetime date        store   backend=datetime | Active To
108 custom_layout_update           text     textarea    store   backend=customlayoutupdate | Custom Layout Update
109 page_layout                    varchar  select      store   source=layout | Page Layout
110 category_ids                   static   text        global  hidden
111 options_container              varchar  select      store   source=options_container default=container1 | Display Product Options In
112 required_options               static   text        global  listing hidden
113 has_options                    static   text        global  hidden
114 image_label                    varchar  text        store   listing hidden not_configurable | Image Label
115 small_image_label              varchar  text        store   listing hidden not_configurable | Small Image Label
116 thumbnail_label                varchar  text        store   listing hidden not_configurable | Thumbnail Label
117 created_at                     static   text        global  required hidden backend=created
118 updated_at                     static   text        global  required hidden backend=updated
119 country_of_manufacture         varchar  select      website not_configurable source=country for=simple,configurable,bundle,grouped | Country of Manufacture
120 msrp_enabled                   varchar  select      website listing backend=msrp source=msrp_enabled default=2 for=msrp | Apply MAP
121 msrp_display_actual_price_type varchar  select      website listing backend=boolean source=msrp_price default=4 for=msrp | Display Actual Price
122 msrp                           decimal  price       website listing backend=price for=msrp | Manufacturer's Suggested Retail Price
123 tax_class_id                   int      select      website required search listing advanced source=tax_class for=taxed | Tax Class
124 gift_message_available         varchar  select      global  not_configurable backend=boolean source=boolean | Allow Gift Message
125 price_type                     int      -           global  required listing hidden not_configurable for=bundle
126 sku_type                       int      -           global  required hidden not_configurable for=bundle
127 weight_type                    int      -           global  required listing hidden not_configurable for=bundle
128 price_view                     int      select      global  required listing not_configurable source=price_view for=bundle | Price View
129 shipment_type                  int      -           global  required listing hidden not_configurable for=bundle | Shipment
130 links_purchased_separately     int      -           global  required listing hidden not_configurable for=downloadable | Links can be purchased separately
131 samples_title                  varchar  -           store   required hidden not_configurable for=downloadable | Samples title
132 links_title                    varchar  -           store   required hidden not_configurable for=downloadable | Links title
133 links_exist                    int      -           global  listing hidden not_configurable default=0 for=downloadable
"""

ATTRIBUTES = {CUSTOMER: _CUSTOMER, CUSTOMER_ADDRESS: _CUSTOMER_ADDRESS, CATEGORY: _CATEGORY, PRODUCT: _PRODUCT}

SETS = (CUSTOMER, CUSTOMER_ADDRESS, CATEGORY, PRODUCT)
"""The attribute sets, all named ``Default``: their ids are those of their types of entities."""

SETS_OF_SALES = {5: 13, 6: 14, 7: 15, 8: 16}
"""The sets of orders, invoices, credit memos and shipments, by the same rule, and the one group of each, which is empty."""

# Groups of attributes: id, sort order, name, and the attributes in their order (the sort order behind a colon, else 1, 2, …).
_CATEGORY_GROUPS = """
 4  2 General Information: name:1 is_active:2 url_key:3 description:4 image:5 meta_title:6 meta_keywords:7
      meta_description:8 include_in_menu:10 path:12 position:13 all_children:14 path_in_store:15 children:16 url_path:17
      level:24 children_count:25
 3 10 General:
 5 20 Display Settings: display_mode:10 landing_page:20 is_anchor:30 available_sort_by:40 default_sort_by:50
      filter_price_range:51
 6 30 Custom Design: custom_use_parent_settings:5 custom_apply_to_products:6 custom_design:10 custom_design_from:30
      custom_design_to:40 page_layout:50 custom_layout_update:60
"""

_PRODUCT_GROUPS = """
 7  1 General: name description short_description sku weight old_id news_from_date news_to_date status url_key url_path
      visibility category_ids required_options has_options image_label small_image_label thumbnail_label created_at
      updated_at country_of_manufacture price_type sku_type weight_type shipment_type links_purchased_separately
      samples_title links_title links_exist
 8  2 Prices: price group_price special_price special_from_date special_to_date cost tier_price minimal_price msrp_enabled
      msrp_display_actual_price_type msrp tax_class_id price_view
 9  3 Meta Information: meta_title meta_keyword meta_description
10  4 Images: image small_image thumbnail media_gallery gallery
11  5 Recurring Profile: is_recurring recurring_profile
12  6 Design: custom_design custom_design_from custom_design_to custom_layout_update page_layout options_container
17  7 Gift Options: gift_message_available
"""

GROUPS = {CATEGORY: _CATEGORY_GROUPS, PRODUCT: _PRODUCT_GROUPS}


def attributes() -> Iterator[Values]:
    """The attributes as rows."""
    for entity_type, lines in ATTRIBUTES.items():
        for line in lines.strip().splitlines():
            yield _attribute(entity_type, line)


def _attribute(entity_type: int, line: str) -> Values:
    head, _, label = line.partition(" | ")
    id, code, backend_type, frontend_input, scope, *words = head.split()
    values = {
        "attribute_id": id,
        "entity_type_id": entity_type,
        "attribute_code": code,
        "backend_type": backend_type,
        "frontend_input": None if frontend_input == "-" else frontend_input,
        "scope": scope,
        "frontend_label": label,
        "note": _NOTES.get((entity_type, code)),
    }
    for word in words:
        name, is_value, value = word.partition("=")
        if is_value:
            values[_VALUES[name]] = _TYPES_OF_PRODUCTS.get(value, value) if name == "for" else value
        else:
            column, flag = _FLAGS[name]
            values[column] = flag
    return values


def groups() -> Iterator[tuple[Values, dict[str, int]]]:
    """The groups of the sets as rows, and by code the sort order of the attributes that stand in each."""
    for entity_type in (CUSTOMER, CUSTOMER_ADDRESS):
        codes = [line.split()[1] for line in ATTRIBUTES[entity_type].strip().splitlines()]
        yield _group(entity_type, entity_type, 1, "General"), {code: number for number, code in enumerate(codes, 1)}
    for set_id, group_id in SETS_OF_SALES.items():
        yield _group(set_id, group_id, 1, "General"), {}
    for entity_type, text in GROUPS.items():
        for declaration in re.split(r"\n(?! {3})", text.strip("\n")):
            head, _, words = declaration.partition(":")
            id, sort_order, name = head.split(None, 2)
            places = [word.partition(":") for word in words.split()]
            orders = {code: int(order or number) for number, (code, _, order) in enumerate(places, 1)}
            yield _group(entity_type, int(id), int(sort_order), name), orders


def _group(set_id: int, id: int, sort_order: int, name: str) -> Values:
    return {
        "attribute_group_id": id,
        "attribute_set_id": set_id,
        "attribute_group_name": name,
        "sort_order": sort_order,
        "default_id": int(name == "General"),
    }
