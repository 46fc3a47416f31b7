"""The tables of a shop, and what rows are found by.

Names of tables and columns are those of Magento's database. What it joins to one row is one row here: an attribute has its
properties of the catalogue with it. Tables that Magento keeps elsewhere (sessions, the folder of images) are named likewise.
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
                is_used_for_promo_rules:usmallint=0   unique(entity_type_id,attribute_code)
                index(frontend_input) index(entity_type_id) index(attribute_code)
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
                          entity(4) unique(sku) index(attribute_set_id) lookup(type_id)
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
core_url_rewrite           path:any product_id:uint category_id:uint is_system:usmallint=1 stem:any number:any
                           index(product_id) index(category_id) index(stem)

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

tag              tag_id:uint= name status:smallint=0 first_customer_id:uint first_store_id:usmallint   index(name)
tag_relation     tag_relation_id:uint= tag_id:uint=0 customer_id:uint product_id:uint=0 store_id:usmallint=1
                 unique(tag_id,customer_id,product_id,store_id) index(tag_id) index(product_id) index(customer_id)
tag_properties   id:uint= tag_id:uint=0 store_id:usmallint=0 base_popularity:uint=0   unique(tag_id,store_id) index(tag_id)
"""
"""A table begins with its name at the start of a line. ``unique(…)`` and ``index(…)`` are what its rows are found by,
``lookup(…)`` as well where the server has no such index, which tells in a list's order;
``entity(…)`` is the type of entities whose values are kept by attribute, too."""

_QUOTES = """
sales_flat_quote
    entity_id:uint= store_id:usmallint=0 created_at:datetime= updated_at:datetime= converted_at:datetime
    is_active:usmallint=1 is_virtual:usmallint=0 is_multi_shipping:usmallint=0 items_count:uint=0 items_qty:decimal=0
    orig_order_id:uint=0 store_to_base_rate:decimal=0 store_to_quote_rate:decimal=0 base_currency_code
    store_currency_code quote_currency_code grand_total:decimal=0 base_grand_total:decimal=0 checkout_method
    customer_id:uint customer_tax_class_id:uint=0 customer_group_id:uint=0 customer_email customer_prefix:varchar(40)
    customer_firstname customer_middlename:varchar(40) customer_lastname customer_suffix:varchar(40)
    customer_dob:datetime customer_note customer_note_notify:usmallint=1 customer_is_guest:usmallint=0
    remote_ip:varchar(32) applied_rule_ids reserved_order_id:varchar(64) password_hash coupon_code
    global_currency_code base_to_global_rate:decimal base_to_quote_rate:decimal customer_taxvat customer_gender
    subtotal:decimal base_subtotal:decimal subtotal_with_discount:decimal base_subtotal_with_discount:decimal
    is_changed:uint trigger_recollect:smallint=0 ext_shipping_info:text gift_message_id:int is_persistent:usmallint=0
sales_flat_quote_item
    item_id:uint= quote_id:uint=0 created_at:datetime= updated_at:datetime= product_id:uint store_id:usmallint
    parent_item_id:uint is_virtual:usmallint sku name description:text applied_rule_ids:text additional_data:text
    free_shipping:usmallint=0 is_qty_decimal:usmallint no_discount:usmallint=0 weight:decimal qty:decimal=0
    price:decimal=0 base_price:decimal=0 custom_price:decimal discount_percent:decimal=0 discount_amount:decimal=0
    base_discount_amount:decimal=0 tax_percent:decimal=0 tax_amount:decimal=0 base_tax_amount:decimal=0
    row_total:decimal=0 base_row_total:decimal=0 row_total_with_discount:decimal=0 row_weight:decimal=0 product_type
    base_tax_before_discount:decimal tax_before_discount:decimal original_custom_price:decimal redirect_url
    base_cost:decimal price_incl_tax:decimal base_price_incl_tax:decimal row_total_incl_tax:decimal
    base_row_total_incl_tax:decimal hidden_tax_amount:decimal base_hidden_tax_amount:decimal gift_message_id:int
    weee_tax_disposition:decimal weee_tax_row_disposition:decimal base_weee_tax_disposition:decimal
    base_weee_tax_row_disposition:decimal weee_tax_applied:text weee_tax_applied_amount:decimal
    weee_tax_applied_row_amount:decimal base_weee_tax_applied_amount:decimal base_weee_tax_applied_row_amnt:decimal
    info_buyRequest:any   index(quote_id) index(product_id)
sales_flat_quote_address
    address_id:uint= quote_id:uint=0 created_at:datetime= updated_at:datetime= customer_id:uint
    save_in_address_book:smallint=0 customer_address_id:uint address_type email prefix:varchar(40) firstname
    middlename:varchar(40) lastname suffix:varchar(40) company street city region region_id:uint postcode country_id
    telephone fax same_as_billing:usmallint=0 free_shipping:usmallint=0 collect_shipping_rates:usmallint=0
    shipping_method shipping_description weight:decimal=0 subtotal:decimal=0 base_subtotal:decimal=0
    subtotal_with_discount:decimal=0 base_subtotal_with_discount:decimal=0 tax_amount:decimal=0
    base_tax_amount:decimal=0 shipping_amount:decimal=0 base_shipping_amount:decimal=0 shipping_tax_amount:decimal
    base_shipping_tax_amount:decimal discount_amount:decimal=0 base_discount_amount:decimal=0 grand_total:decimal=0
    base_grand_total:decimal=0 customer_notes:text applied_taxes:text discount_description
    shipping_discount_amount:decimal base_shipping_discount_amount:decimal subtotal_incl_tax:decimal
    base_subtotal_total_incl_tax:decimal hidden_tax_amount:decimal base_hidden_tax_amount:decimal
    shipping_hidden_tax_amount:decimal base_shipping_hidden_tax_amnt:decimal shipping_incl_tax:decimal
    base_shipping_incl_tax:decimal vat_id:text vat_is_valid:smallint vat_request_id:text vat_request_date:text
    vat_request_success:smallint gift_message_id:int   index(quote_id)
sales_flat_quote_payment
    payment_id:uint= quote_id:uint=0 created_at:datetime= updated_at:datetime= method cc_type cc_number_enc cc_last4
    cc_cid_enc cc_owner cc_exp_month:usmallint=0 cc_exp_year:usmallint=0 cc_ss_owner cc_ss_start_month:usmallint=0
    cc_ss_start_year:usmallint=0 po_number additional_data:text cc_ss_issue additional_information:any
    paypal_payer_id paypal_payer_status paypal_correlation_id   index(quote_id)
sales_flat_quote_shipping_rate
    rate_id:uint= address_id:uint=0 created_at:datetime= updated_at:datetime= carrier carrier_title code method
    method_description:text price:decimal=0 error_message:text method_title:text   index(address_id)
"""
"""A quote item keeps with it what was asked for when it was added, which Magento has in a table of options."""

_ORDERS = """
sales_flat_order
    entity_id:uint= state:varchar(32) status:varchar(32) coupon_code protect_code shipping_description
    is_virtual:usmallint store_id:usmallint customer_id:uint base_discount_amount:decimal
    base_discount_canceled:decimal base_discount_invoiced:decimal base_discount_refunded:decimal
    base_grand_total:decimal base_shipping_amount:decimal base_shipping_canceled:decimal base_shipping_invoiced:decimal
    base_shipping_refunded:decimal base_shipping_tax_amount:decimal base_shipping_tax_refunded:decimal
    base_subtotal:decimal base_subtotal_canceled:decimal base_subtotal_invoiced:decimal base_subtotal_refunded:decimal
    base_tax_amount:decimal base_tax_canceled:decimal base_tax_invoiced:decimal base_tax_refunded:decimal
    base_to_global_rate:decimal base_to_order_rate:decimal base_total_canceled:decimal base_total_invoiced:decimal
    base_total_invoiced_cost:decimal base_total_offline_refunded:decimal base_total_online_refunded:decimal
    base_total_paid:decimal base_total_qty_ordered:decimal base_total_refunded:decimal discount_amount:decimal
    discount_canceled:decimal discount_invoiced:decimal discount_refunded:decimal grand_total:decimal
    shipping_amount:decimal shipping_canceled:decimal shipping_invoiced:decimal shipping_refunded:decimal
    shipping_tax_amount:decimal shipping_tax_refunded:decimal store_to_base_rate:decimal store_to_order_rate:decimal
    subtotal:decimal subtotal_canceled:decimal subtotal_invoiced:decimal subtotal_refunded:decimal tax_amount:decimal
    tax_canceled:decimal tax_invoiced:decimal tax_refunded:decimal total_canceled:decimal total_invoiced:decimal
    total_offline_refunded:decimal total_online_refunded:decimal total_paid:decimal total_qty_ordered:decimal
    total_refunded:decimal can_ship_partially:usmallint can_ship_partially_item:usmallint customer_is_guest:usmallint
    customer_note_notify:usmallint billing_address_id:int customer_group_id:smallint edit_increment:int
    email_sent:usmallint forced_shipment_with_invoice:usmallint payment_auth_expiration:int quote_address_id:int
    quote_id:int shipping_address_id:int adjustment_negative:decimal adjustment_positive:decimal
    base_adjustment_negative:decimal base_adjustment_positive:decimal base_shipping_discount_amount:decimal
    base_subtotal_incl_tax:decimal base_total_due:decimal payment_authorization_amount:decimal
    shipping_discount_amount:decimal subtotal_incl_tax:decimal total_due:decimal weight:decimal customer_dob:datetime
    increment_id:varchar(50) applied_rule_ids base_currency_code:varchar(3) customer_email customer_firstname
    customer_lastname customer_middlename customer_prefix customer_suffix customer_taxvat discount_description
    ext_customer_id ext_order_id global_currency_code:varchar(3) hold_before_state hold_before_status
    order_currency_code:varchar(3) original_increment_id relation_child_id relation_child_real_id relation_parent_id
    relation_parent_real_id remote_ip shipping_method store_currency_code:varchar(3) store_name x_forwarded_for
    customer_note:text created_at:datetime updated_at:datetime total_item_count:usmallint=0 customer_gender:int
    hidden_tax_amount:decimal base_hidden_tax_amount:decimal shipping_hidden_tax_amount:decimal
    base_shipping_hidden_tax_amnt:decimal hidden_tax_invoiced:decimal base_hidden_tax_invoiced:decimal
    hidden_tax_refunded:decimal base_hidden_tax_refunded:decimal shipping_incl_tax:decimal
    base_shipping_incl_tax:decimal coupon_rule_name paypal_ipn_customer_notified:int=0 gift_message_id:int
    unique(increment_id) index(customer_id) index(quote_id) index(store_id)
sales_flat_order_item
    item_id:uint= order_id:uint=0 parent_item_id:uint quote_item_id:uint store_id:usmallint created_at:datetime=
    updated_at:datetime= product_id:uint product_type product_options:text weight:decimal is_virtual:usmallint sku name
    description:text applied_rule_ids:text additional_data:text free_shipping:usmallint=0 is_qty_decimal:usmallint
    no_discount:usmallint=0 qty_backordered:decimal qty_canceled:decimal=0 qty_invoiced:decimal=0 qty_ordered:decimal=0
    qty_refunded:decimal=0 qty_shipped:decimal=0 base_cost:decimal price:decimal=0 base_price:decimal=0
    original_price:decimal base_original_price:decimal tax_percent:decimal=0 tax_amount:decimal=0
    base_tax_amount:decimal=0 tax_invoiced:decimal=0 base_tax_invoiced:decimal=0 discount_percent:decimal=0
    discount_amount:decimal=0 base_discount_amount:decimal=0 discount_invoiced:decimal=0
    base_discount_invoiced:decimal=0 amount_refunded:decimal=0 base_amount_refunded:decimal=0 row_total:decimal=0
    base_row_total:decimal=0 row_invoiced:decimal=0 base_row_invoiced:decimal=0 row_weight:decimal=0
    base_tax_before_discount:decimal tax_before_discount:decimal ext_order_item_id locked_do_invoice:usmallint
    locked_do_ship:usmallint price_incl_tax:decimal base_price_incl_tax:decimal row_total_incl_tax:decimal
    base_row_total_incl_tax:decimal hidden_tax_amount:decimal base_hidden_tax_amount:decimal
    hidden_tax_invoiced:decimal base_hidden_tax_invoiced:decimal hidden_tax_refunded:decimal
    base_hidden_tax_refunded:decimal is_nominal:int=0 tax_canceled:decimal hidden_tax_canceled:decimal
    tax_refunded:decimal base_tax_refunded:decimal discount_refunded:decimal base_discount_refunded:decimal
    gift_message_id:int gift_message_available:int base_weee_tax_applied_amount:decimal
    base_weee_tax_applied_row_amnt:decimal weee_tax_applied_amount:decimal weee_tax_applied_row_amount:decimal
    weee_tax_applied:text weee_tax_disposition:decimal weee_tax_row_disposition:decimal
    base_weee_tax_disposition:decimal base_weee_tax_row_disposition:decimal   index(order_id)
sales_flat_order_address
    entity_id:uint= parent_id:uint customer_address_id:int quote_address_id:int region_id:int customer_id:int fax
    region postcode lastname street city email telephone country_id:varchar(2) firstname address_type prefix middlename
    suffix company vat_id:text vat_is_valid:smallint vat_request_id:text vat_request_date:text
    vat_request_success:smallint   index(parent_id)
sales_flat_order_payment
    entity_id:uint= parent_id:uint= base_shipping_captured:decimal shipping_captured:decimal amount_refunded:decimal
    base_amount_paid:decimal amount_canceled:decimal base_amount_authorized:decimal base_amount_paid_online:decimal
    base_amount_refunded_online:decimal base_shipping_amount:decimal shipping_amount:decimal amount_paid:decimal
    amount_authorized:decimal base_amount_ordered:decimal base_shipping_refunded:decimal shipping_refunded:decimal
    base_amount_refunded:decimal amount_ordered:decimal base_amount_canceled:decimal quote_payment_id:int
    additional_data:text cc_exp_month cc_ss_start_year echeck_bank_name method cc_debug_request_body cc_secure_verify
    protection_eligibility cc_approval cc_last4 cc_status_description echeck_type cc_debug_response_serialized
    cc_ss_start_month echeck_account_type last_trans_id cc_cid_status cc_owner cc_type po_number cc_exp_year cc_status
    echeck_routing_number account_status anet_trans_method cc_debug_response_body cc_ss_issue echeck_account_name
    cc_avs_status cc_number_enc cc_trans_id paybox_request_number address_status additional_information:any
    index(parent_id)
sales_flat_order_status_history
    entity_id:uint= parent_id:uint= is_customer_notified:int is_visible_on_front:usmallint=0 comment:text
    status:varchar(32) created_at:datetime entity_name:varchar(32)   index(parent_id)
gift_message
    gift_message_id:uint= customer_id:uint=0 sender recipient message:text
"""

_DOCUMENTS = """
sales_flat_invoice
    entity_id:uint= store_id:usmallint base_grand_total:decimal shipping_tax_amount:decimal tax_amount:decimal
    base_tax_amount:decimal store_to_order_rate:decimal base_shipping_tax_amount:decimal base_discount_amount:decimal
    base_to_order_rate:decimal grand_total:decimal shipping_amount:decimal subtotal_incl_tax:decimal
    base_subtotal_incl_tax:decimal store_to_base_rate:decimal base_shipping_amount:decimal total_qty:decimal
    base_to_global_rate:decimal subtotal:decimal base_subtotal:decimal discount_amount:decimal billing_address_id:int
    is_used_for_refund:usmallint order_id:uint= email_sent:usmallint can_void_flag:usmallint state:int
    shipping_address_id:int store_currency_code:varchar(3) transaction_id order_currency_code:varchar(3)
    base_currency_code:varchar(3) global_currency_code:varchar(3) increment_id:varchar(50) created_at:datetime
    updated_at:datetime hidden_tax_amount:decimal base_hidden_tax_amount:decimal shipping_hidden_tax_amount:decimal
    base_shipping_hidden_tax_amnt:decimal shipping_incl_tax:decimal base_shipping_incl_tax:decimal
    base_total_refunded:decimal discount_description   unique(increment_id) index(order_id)
sales_flat_invoice_item
    entity_id:uint= parent_id:uint= base_price:decimal tax_amount:decimal base_row_total:decimal discount_amount:decimal
    row_total:decimal base_discount_amount:decimal price_incl_tax:decimal base_tax_amount:decimal
    base_price_incl_tax:decimal qty:decimal base_cost:decimal price:decimal base_row_total_incl_tax:decimal
    row_total_incl_tax:decimal product_id:int order_item_id:int additional_data:text description:text sku name
    hidden_tax_amount:decimal base_hidden_tax_amount:decimal base_weee_tax_applied_amount:decimal
    base_weee_tax_applied_row_amnt:decimal weee_tax_applied_amount:decimal weee_tax_applied_row_amount:decimal
    weee_tax_applied:text weee_tax_disposition:decimal weee_tax_row_disposition:decimal
    base_weee_tax_disposition:decimal base_weee_tax_row_disposition:decimal   index(parent_id)
sales_flat_invoice_comment
    entity_id:uint= parent_id:uint= is_customer_notified:usmallint is_visible_on_front:usmallint=0 comment:text
    created_at:datetime   index(parent_id)
sales_flat_shipment
    entity_id:uint= store_id:usmallint total_weight:decimal total_qty:decimal email_sent:usmallint order_id:uint=
    customer_id:int shipping_address_id:int billing_address_id:int shipment_status:int increment_id:varchar(50)
    created_at:datetime updated_at:datetime packages:text shipping_label:text   unique(increment_id) index(order_id)
sales_flat_shipment_item
    entity_id:uint= parent_id:uint= row_total:decimal price:decimal weight:decimal qty:decimal product_id:int
    order_item_id:int additional_data:text description:text name sku   index(parent_id)
sales_flat_shipment_track
    entity_id:uint= parent_id:uint= weight:decimal qty:decimal order_id:uint= track_number:text description:text title
    carrier_code:varchar(32) created_at:datetime updated_at:datetime   index(parent_id)
sales_flat_shipment_comment
    entity_id:uint= parent_id:uint= is_customer_notified:int is_visible_on_front:usmallint=0 comment:text
    created_at:datetime   index(parent_id)
sales_flat_creditmemo
    entity_id:uint= store_id:usmallint adjustment_positive:decimal base_shipping_tax_amount:decimal
    store_to_order_rate:decimal base_discount_amount:decimal base_to_order_rate:decimal grand_total:decimal
    base_adjustment_negative:decimal base_subtotal_incl_tax:decimal shipping_amount:decimal subtotal_incl_tax:decimal
    adjustment_negative:decimal base_shipping_amount:decimal store_to_base_rate:decimal base_to_global_rate:decimal
    base_adjustment:decimal base_subtotal:decimal discount_amount:decimal subtotal:decimal adjustment:decimal
    base_grand_total:decimal base_adjustment_positive:decimal base_tax_amount:decimal shipping_tax_amount:decimal
    tax_amount:decimal order_id:uint= email_sent:usmallint creditmemo_status:int state:int shipping_address_id:int
    billing_address_id:int invoice_id:int store_currency_code:varchar(3) order_currency_code:varchar(3)
    base_currency_code:varchar(3) global_currency_code:varchar(3) transaction_id increment_id:varchar(50)
    created_at:datetime updated_at:datetime hidden_tax_amount:decimal base_hidden_tax_amount:decimal
    shipping_hidden_tax_amount:decimal base_shipping_hidden_tax_amnt:decimal shipping_incl_tax:decimal
    base_shipping_incl_tax:decimal discount_description   unique(increment_id) index(order_id)
sales_flat_creditmemo_item
    entity_id:uint= parent_id:uint= base_price:decimal tax_amount:decimal base_row_total:decimal discount_amount:decimal
    row_total:decimal base_discount_amount:decimal price_incl_tax:decimal base_tax_amount:decimal
    base_price_incl_tax:decimal qty:decimal base_cost:decimal price:decimal base_row_total_incl_tax:decimal
    row_total_incl_tax:decimal product_id:int order_item_id:int additional_data:text description:text sku name
    hidden_tax_amount:decimal base_hidden_tax_amount:decimal weee_tax_disposition:decimal
    weee_tax_row_disposition:decimal base_weee_tax_disposition:decimal base_weee_tax_row_disposition:decimal
    weee_tax_applied:text base_weee_tax_applied_amount:decimal base_weee_tax_applied_row_amnt:decimal
    weee_tax_applied_amount:decimal weee_tax_applied_row_amount:decimal   index(parent_id)
sales_flat_creditmemo_comment
    entity_id:uint= parent_id:uint= is_customer_notified:int is_visible_on_front:usmallint=0 comment:text
    created_at:datetime   index(parent_id)
"""

_OPTIONS = """
catalog_product_option              option_id:uint= product_id:uint=0 type:varchar(50) is_require:smallint=1 sku:varchar(64)
                                    max_characters:uint file_extension:varchar(50) image_size_x:usmallint
                                    image_size_y:usmallint sort_order:uint=0   index(product_id)
catalog_product_option_title        option_title_id:uint= option_id:uint=0 store_id:usmallint=0 title
                                    unique(option_id,store_id) index(option_id)
catalog_product_option_price        option_price_id:uint= option_id:uint=0 store_id:usmallint=0 price:decimal(12,4)=0
                                    price_type:varchar(7)=fixed   unique(option_id,store_id) index(option_id)
catalog_product_option_type_value   option_type_id:uint= option_id:uint=0 sku:varchar(64) sort_order:uint=0   index(option_id)
catalog_product_option_type_title   option_type_title_id:uint= option_type_id:uint=0 store_id:usmallint=0 title:any
                                    unique(option_type_id,store_id) index(option_type_id)
catalog_product_option_type_price   option_type_price_id:uint= option_type_id:uint=0 store_id:usmallint=0
                                    price:decimal(12,4)=0 price_type:varchar(7)=fixed
                                    unique(option_type_id,store_id) index(option_type_id)

downloadable_link           link_id:uint= product_id:uint=0 sort_order:uint=0 number_of_downloads:int
                            is_shareable:usmallint=0 link_url link_file link_type:varchar(20) sample_url sample_file
                            sample_type:varchar(20)   index(product_id)
downloadable_link_title     title_id:uint= link_id:uint=0 store_id:usmallint=0 title
                            unique(link_id,store_id) index(link_id)
downloadable_link_price     price_id:uint= link_id:uint=0 website_id:usmallint=0 price:decimal(12,4)=0
                            unique(link_id,website_id) index(link_id)
downloadable_sample         sample_id:uint= product_id:uint=0 sample_url sample_file sample_type:varchar(20)
                            sort_order:uint=0   index(product_id)
downloadable_sample_title   title_id:uint= sample_id:uint=0 store_id:usmallint=0 title
                            unique(sample_id,store_id) index(sample_id)
downloadable_file           path:any content:any last_number:uint=0   index(content)
"""
"""The title of an option's value is kept as it is, for an empty one and none at all are shown as what they are."""

_OTHER = re.compile(r"(unique|index|lookup|entity)\((.*)\)")

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
    lookups = [of.replace(",", " ") for kind, of in others if kind == "lookup"]
    entity_type = next((int(of) for kind, of in others if kind == "entity"), None)
    if entity_type is None:
        SCHEMAS[name] = Schema(name, columns, unique, indexes, lookups)
    else:
        SCHEMAS[name] = eav_schema(name, columns, unique, indexes, lookups)
        ENTITY_TYPES[name] = entity_type


for _tables in (_TABLES, _OPTIONS, _QUOTES, _ORDERS, _DOCUMENTS):
    for _declaration in re.split(r"\n+(?=\w)", _tables.strip()):
        _declare(_declaration)
