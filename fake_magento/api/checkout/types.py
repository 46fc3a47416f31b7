"""The types of what is in this folder, in the notation of `fake_magento.api.types`."""

from __future__ import annotations

from fake_magento.api.types import TypeTable

TYPES = T = TypeTable()

T.struct(
    "shoppingCartAddressEntity",
    """
    address_id? created_at? updated_at? customer_id? save_in_address_book?:int customer_address_id? address_type?
    email? prefix? firstname? middlename? lastname? suffix? company? street? city? region? region_id? postcode?
    country_id? telephone? fax? same_as_billing?:int free_shipping?:int shipping_method? shipping_description?
    weight?:double
    """,
)
T.struct(
    "shoppingCartItemEntity",
    """
    item_id? created_at? updated_at? product_id? store_id? parent_item_id? is_virtual?:int sku? name? description?
    applied_rule_ids? additional_data? free_shipping? is_qty_decimal? no_discount? weight?:double qty?:double
    price?:double base_price?:double custom_price?:double discount_percent?:double discount_amount?:double
    base_discount_amount?:double tax_percent?:double tax_amount?:double base_tax_amount?:double row_total?:double
    base_row_total?:double row_total_with_discount?:double row_weight?:double product_type?
    base_tax_before_discount?:double tax_before_discount?:double original_custom_price?:double base_cost?:double
    price_incl_tax?:double base_price_incl_tax?:double row_total_incl_tax?:double base_row_total_incl_tax?:double
    gift_message_id? gift_message? gift_message_available? weee_tax_applied?:double weee_tax_applied_amount?:double
    weee_tax_applied_row_amount?:double base_weee_tax_applied_amount?:double
    base_weee_tax_applied_row_amount?:double weee_tax_disposition?:double weee_tax_row_disposition?:double
    base_weee_tax_disposition?:double base_weee_tax_row_disposition?:double tax_class_id?
    """,
)
T.array("shoppingCartItemEntityArray", "shoppingCartItemEntity")
T.struct(
    "shoppingCartPaymentEntity",
    """
    payment_id? created_at? updated_at? method? cc_type? cc_number_enc? cc_last4? cc_cid_enc? cc_owner?
    cc_exp_month? cc_exp_year? cc_ss_owner? cc_ss_start_month? cc_ss_start_year? cc_ss_issue? po_number?
    additional_data? additional_information?
    """,
)
T.struct(
    "shoppingCartInfoEntity",
    """
    store_id? created_at? updated_at? converted_at? quote_id?:int is_active?:int is_virtual?:int
    is_multi_shipping?:int items_count?:double items_qty?:double orig_order_id? store_to_base_rate?
    store_to_quote_rate? base_currency_code? store_currency_code? quote_currency_code? grand_total?
    base_grand_total? checkout_method? customer_id? customer_tax_class_id? customer_group_id?:int customer_email?
    customer_prefix? customer_firstname? customer_middlename? customer_lastname? customer_suffix? customer_note?
    customer_note_notify? customer_is_guest? applied_rule_ids? reserved_order_id? password_hash? coupon_code?
    global_currency_code? base_to_global_rate?:double base_to_quote_rate?:double customer_taxvat? customer_gender?
    subtotal?:double base_subtotal?:double subtotal_with_discount?:double base_subtotal_with_discount?:double
    ext_shipping_info? gift_message_id? gift_message? customer_balance_amount_used?:double
    base_customer_balance_amount_used?:double use_customer_balance? gift_cards_amount? base_gift_cards_amount?
    gift_cards_amount_used? use_reward_points? reward_points_balance? base_reward_currency_amount?
    reward_currency_amount? shipping_address?:shoppingCartAddressEntity billing_address?:shoppingCartAddressEntity
    items?:shoppingCartItemEntityArray payment?:shoppingCartPaymentEntity
    """,
)
T.struct("shoppingCartTotalsEntity", "title? amount?:double")
T.array("shoppingCartTotalsEntityArray", "shoppingCartTotalsEntity")
T.struct("shoppingCartLicenseEntity", "agreement_id? name? content? is_active?:int is_html?:int")
T.array("shoppingCartLicenseEntityArray", "shoppingCartLicenseEntity")
T.struct(
    "shoppingCartProductEntity",
    """
    product_id? sku? qty?:double options?:associativeArray bundle_option?:associativeArray
    bundle_option_qty?:associativeArray links?:ArrayOfString
    """,
)
T.array("shoppingCartProductEntityArray", "shoppingCartProductEntity")
T.array("shoppingCartProductResponseEntityArray", "catalogProductEntity")
T.struct(
    "shoppingCartCustomerEntity",
    """
    mode? customer_id?:int email? firstname? lastname? password? confirmation? website_id?:int store_id?:int
    group_id?:int
    """,
)
T.struct(
    "shoppingCartCustomerAddressEntity",
    """
    mode? address_id? firstname? lastname? company? street? city? region? region_id? postcode? country_id?
    telephone? fax? is_default_billing?:int is_default_shipping?:int
    """,
)
T.array("shoppingCartCustomerAddressEntityArray", "shoppingCartCustomerAddressEntity")
T.struct(
    "shoppingCartShippingMethodEntity",
    """
    code? carrier? carrier_title? method? method_title? method_description? price?:double
    """,
)
T.array("shoppingCartShippingMethodEntityArray", "shoppingCartShippingMethodEntity")
T.struct(
    "shoppingCartPaymentMethodEntity",
    """
    po_number? method? cc_cid? cc_owner? cc_number? cc_type? cc_exp_year? cc_exp_month?
    """,
)
T.struct("shoppingCartPaymentMethodResponseEntity", "code title cc_types:associativeArray")
T.array("shoppingCartPaymentMethodResponseEntityArray", "shoppingCartPaymentMethodResponseEntity")
T.struct("giftMessageEntity", "from? to? message?")
T.struct("giftMessageResponse", "entityId? result?:boolean error?")
T.array("giftMessageResponseArray", "giftMessageResponse")
T.struct("giftMessageAssociativeProductsEntity", "product:shoppingCartProductEntity message:giftMessageEntity")
T.array("giftMessageAssociativeProductsEntityArray", "giftMessageAssociativeProductsEntity")
