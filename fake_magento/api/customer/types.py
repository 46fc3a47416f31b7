"""The types of what is in this folder, in the notation of `fake_magento.api.types`."""

from __future__ import annotations

from fake_magento.api.types import TypeTable

TYPES = T = TypeTable()

T.struct(
    "customerCustomerEntityToCreate",
    """
    customer_id?:int email? firstname? lastname? middlename? password? website_id?:int store_id?:int group_id?:int
    prefix? suffix? dob? taxvat? gender?:int
    """,
)
T.struct(
    "customerCustomerEntity",
    """
    customer_id?:int created_at? updated_at? increment_id? store_id?:int website_id?:int created_in? email?
    firstname? middlename? lastname? group_id?:int prefix? suffix? dob? taxvat? confirmation?:boolean password_hash?
    """,
)
T.array("customerCustomerEntityArray", "customerCustomerEntity")
T.struct("customerGroupEntity", "customer_group_id:int customer_group_code")
T.array("customerGroupEntityArray", "customerGroupEntity")
T.struct(
    "customerAddressEntityCreate",
    """
    city? company? country_id? fax? firstname? lastname? middlename? postcode? prefix? region_id?:int region?
    street?:ArrayOfString suffix? telephone? is_default_billing?:boolean is_default_shipping?:boolean
    """,
)
T.struct(
    "customerAddressEntityItem",
    """
    customer_address_id?:int created_at? updated_at? increment_id? city? company? country_id? fax? firstname?
    lastname? middlename? postcode? prefix? region? region_id?:int street? suffix? telephone?
    is_default_billing?:boolean is_default_shipping?:boolean
    """,
)
T.array("customerAddressEntityArray", "customerAddressEntityItem")
