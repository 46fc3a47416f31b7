"""The types of what is in this folder, in the notation of `fake_magento.api.types`."""

from __future__ import annotations

from fake_magento.api.types import TypeTable

TYPES = T = TypeTable()

T.struct("associativeMultiEntity", "key value:ArrayOfString")
T.array("associativeMultiArray", "associativeMultiEntity")
T.array("catalogProductEntityArray", "catalogProductEntity")
T.struct(
    "catalogProductAdditionalAttributesEntity",
    """
    multi_data?:associativeMultiArray single_data?:associativeArray
    """,
    dialects=("v2",),
)
T.struct("catalogProductEntity", "product_id sku name set type category_ids:ArrayOfString website_ids:ArrayOfString")
T.struct("catalogProductRequestAttributes", "attributes?:ArrayOfString additional_attributes?:ArrayOfString")
T.struct(
    "catalogProductReturnEntity",
    """
    product_id? sku? set? type? categories?:ArrayOfString websites?:ArrayOfString created_at? updated_at? type_id?
    name? description? short_description? weight? status? url_key? url_path? visibility? category_ids?:ArrayOfString
    website_ids?:ArrayOfString has_options? gift_message_available? price? special_price? special_from_date?
    special_to_date? tax_class_id? tier_price?:catalogProductTierPriceEntityArray meta_title? meta_keyword?
    meta_description? custom_design? custom_layout_update? options_container?
    additional_attributes?:associativeArray
    """,
)
T.struct(
    "catalogProductCreateEntity",
    """
    categories?:ArrayOfString websites?:ArrayOfString name? description? short_description? weight? status? url_key?
    url_path? visibility? category_ids?:ArrayOfString website_ids?:ArrayOfString has_options?
    gift_message_available? price? special_price? special_from_date? special_to_date? tax_class_id?
    tier_price?:catalogProductTierPriceEntityArray meta_title? meta_keyword? meta_description? custom_design?
    custom_layout_update? options_container? additional_attributes?:catalogProductAdditionalAttributesEntity
    stock_data?:catalogInventoryStockItemUpdateEntity
    """,
    wsi="additional_attributes?:associativeArray",
)
T.array("catalogProductCreateEntityArray", "catalogProductCreateEntity")
T.struct("catalogProductAttributeSetEntity", "set_id?:int name?")
T.array("catalogProductAttributeSetEntityArray", "catalogProductAttributeSetEntity")
T.struct("catalogProductTypeEntity", "type? label?")
T.array("catalogProductTypeEntityArray", "catalogProductTypeEntity")
T.struct("catalogProductTierPriceEntity", "customer_group_id? website? qty?:int price?:double")
T.array("catalogProductTierPriceEntityArray", "catalogProductTierPriceEntity")
T.array("ArrayOfCatalogCategoryEntities", "catalogCategoryEntity")
T.struct(
    "catalogCategoryEntity",
    """
    category_id:int parent_id:int name is_active:int position:int level:int children:ArrayOfCatalogCategoryEntities
    """,
)
T.struct("catalogCategoryEntityNoChildren", "category_id:int parent_id:int name is_active:int position:int level:int")
T.array("ArrayOfCatalogCategoryEntitiesNoChildren", "catalogCategoryEntityNoChildren")
T.struct(
    "catalogCategoryTree",
    """
    category_id:int parent_id:int name position:int level:int children:ArrayOfCatalogCategoryEntities
    """,
)
T.struct(
    "catalogCategoryEntityCreate",
    """
    name? is_active?:int position?:int available_sort_by?:ArrayOfString custom_design? custom_design_apply?:int
    custom_design_from? custom_design_to? custom_layout_update? default_sort_by? description? display_mode?
    is_anchor?:int landing_page?:int meta_description? meta_keywords? meta_title? page_layout? url_key?
    include_in_menu?:int
    """,
)
T.struct(
    "catalogCategoryInfo",
    """
    category_id is_active:int position level parent_id all_children children created_at? updated_at? name? url_key?
    description? meta_title? meta_keywords? meta_description? path? url_path? children_count?:int display_mode?
    is_anchor?:int available_sort_by?:ArrayOfString custom_design? custom_design_apply? custom_design_from?
    custom_design_to? page_layout? custom_layout_update? default_sort_by? landing_page?:int include_in_menu?:int
    custom_use_parent_settings?:int custom_apply_to_products?:int filter_price_range?
    """,
)
T.struct("catalogAssignedProduct", "product_id:int type set:int sku position:int")
T.array("catalogAssignedProductArray", "catalogAssignedProduct")
T.struct("catalogAttributeEntity", "attribute_id?:int code? type? required? scope?")
T.array("catalogAttributeEntityArray", "catalogAttributeEntity")
T.struct("catalogAttributeOptionEntity", "label value")
T.array("catalogAttributeOptionEntityArray", "catalogAttributeOptionEntity")
T.struct("catalogProductImageEntity", "file label position exclude url types:ArrayOfString")
T.array("catalogProductImageEntityArray", "catalogProductImageEntity")
T.struct("catalogProductAttributeMediaTypeEntity", "code scope")
T.array("catalogProductAttributeMediaTypeEntityArray", "catalogProductAttributeMediaTypeEntity")
T.struct("catalogProductImageFileEntity", "content mime name?")
T.struct(
    "catalogProductAttributeMediaCreateEntity",
    """
    file?:catalogProductImageFileEntity label? position? types?:ArrayOfString exclude? remove?
    """,
)
T.struct("catalogProductLinkEntity", "product_id? type? set? sku? position? qty?")
T.array("catalogProductLinkEntityArray", "catalogProductLinkEntity")
T.struct("catalogProductLinkAttributeEntity", "code? type?")
T.array("catalogProductLinkAttributeEntityArray", "catalogProductLinkAttributeEntity")
T.struct("catalogProductAttributeFrontendLabelEntity", "store_id label")
T.array("catalogProductAttributeFrontendLabelArray", "catalogProductAttributeFrontendLabelEntity")
T.struct(
    "catalogProductAttributeEntityToCreate",
    """
    attribute_code frontend_input scope? default_value? is_unique?:int is_required?:int apply_to?:ArrayOfString
    is_configurable?:int is_searchable?:int is_visible_in_advanced_search?:int is_comparable?:int
    is_used_for_promo_rules?:int is_visible_on_front?:int used_in_product_listing?:int
    additional_fields?:associativeArray frontend_label:catalogProductAttributeFrontendLabelArray
    """,
    wsi="frontend_label?:catalogProductAttributeFrontendLabelArray",
)
T.struct(
    "catalogProductAttributeEntityToUpdate",
    """
    scope? default_value? is_unique?:int is_required?:int apply_to?:ArrayOfString is_configurable?:int
    is_searchable?:int is_visible_in_advanced_search?:int is_comparable?:int is_used_for_promo_rules?:int
    is_visible_on_front?:int used_in_product_listing?:int additional_fields?:associativeArray
    frontend_label:catalogProductAttributeFrontendLabelArray
    """,
)
T.struct(
    "catalogProductAttributeEntity",
    """
    attribute_id attribute_code frontend_input scope? default_value? is_unique?:int is_required?:int
    apply_to?:ArrayOfString is_configurable?:int is_searchable?:int is_visible_in_advanced_search?:int
    is_comparable?:int is_used_for_promo_rules?:int is_visible_on_front?:int used_in_product_listing?:int
    additional_fields?:associativeArray options?:catalogAttributeOptionEntityArray
    frontend_label:catalogProductAttributeFrontendLabelArray
    """,
)
T.struct("catalogProductAttributeOptionLabelEntity", "store_id:ArrayOfString value")
T.array("catalogProductAttributeOptionLabelArray", "catalogProductAttributeOptionLabelEntity", wsi_required=True)
T.struct(
    "catalogProductAttributeOptionEntityToAdd",
    """
    label:catalogProductAttributeOptionLabelArray order:int is_default:int
    """,
)
T.struct(
    "catalogProductCustomOptionAdditionalFieldsEntity",
    """
    title? price? price_type? sku? max_characters? sort_order? file_extension? image_size_x? image_size_y? value_id?
    """,
)
T.array(
    "catalogProductCustomOptionAdditionalFieldsArray",
    "catalogProductCustomOptionAdditionalFieldsEntity",
    wsi_required=True,
)
T.struct(
    "catalogProductCustomOptionToAdd",
    """
    title type sort_order? is_require?:int additional_fields:catalogProductCustomOptionAdditionalFieldsArray
    """,
)
T.struct(
    "catalogProductCustomOptionToUpdate",
    """
    title? type? sort_order? is_require?:int additional_fields?:catalogProductCustomOptionAdditionalFieldsArray
    """,
)
T.struct(
    "catalogProductCustomOptionInfoEntity",
    """
    title type sort_order is_require:int additional_fields:catalogProductCustomOptionAdditionalFieldsArray
    """,
)
T.struct("catalogProductCustomOptionListEntity", "option_id title type sort_order is_require:int")
T.array("catalogProductCustomOptionListArray", "catalogProductCustomOptionListEntity")
T.struct("catalogProductCustomOptionTypesEntity", "label value")
T.array("catalogProductCustomOptionTypesArray", "catalogProductCustomOptionTypesEntity")
T.struct(
    "catalogProductCustomOptionValueInfoEntity",
    """
    value_id option_id sku sort_order default_price default_price_type store_price store_price_type price price_type
    default_title store_title title
    """,
)
T.struct("catalogProductCustomOptionValueListEntity", "value_id title price price_type sku sort_order")
T.array("catalogProductCustomOptionValueListArray", "catalogProductCustomOptionValueListEntity")
T.struct("catalogProductCustomOptionValueAddEntity", "title price price_type sku sort_order?")
T.array("catalogProductCustomOptionValueAddArray", "catalogProductCustomOptionValueAddEntity", wsi_required=True)
T.struct("catalogProductCustomOptionValueUpdateEntity", "title price price_type sku sort_order?")
T.struct("catalogProductSpecialPriceReturnEntity", "special_price special_from_date special_to_date")
T.struct("catalogInventoryStockItemEntity", "product_id? sku? qty? is_in_stock?")
T.array("catalogInventoryStockItemEntityArray", "catalogInventoryStockItemEntity")
T.struct(
    "catalogInventoryStockItemUpdateEntity",
    """
    qty? is_in_stock?:int manage_stock?:int use_config_manage_stock?:int min_qty?:int use_config_min_qty?:int
    min_sale_qty?:int use_config_min_sale_qty?:int max_sale_qty?:int use_config_max_sale_qty?:int
    is_qty_decimal?:int backorders?:int use_config_backorders?:int notify_stock_qty?:int
    use_config_notify_stock_qty?:int
    """,
)
T.array("catalogInventoryStockItemUpdateEntityArray", "catalogInventoryStockItemUpdateEntity")
T.struct("catalogProductTagListEntity", "tag_id name")
T.array("catalogProductTagListEntityArray", "catalogProductTagListEntity")
T.struct("catalogProductTagAddEntity", "tag product_id customer_id store")
T.struct("catalogProductTagUpdateEntity", "name? status? base_popularity?")
T.struct("catalogProductTagInfoEntity", "name status base_popularity products:associativeArray")
T.struct("catalogProductDownloadableLinkFileEntity", "name? base64_content?")
T.struct("catalogProductDownloadableLinkAddSampleEntity", "type? file?:catalogProductDownloadableLinkFileEntity url?")
T.struct(
    "catalogProductDownloadableLinkAddEntity",
    """
    title price? is_unlimited?:int number_of_downloads?:int is_shareable?:int
    sample?:catalogProductDownloadableLinkAddSampleEntity type? file?:catalogProductDownloadableLinkFileEntity
    link_url? sample_url? sort_order?:int
    """,
)
T.struct("catalogProductDownloadableLinkFileInfoEntity", "file name size:int status")
T.array("catalogProductDownloadableLinkFileInfoEntityArray", "catalogProductDownloadableLinkFileInfoEntity")
T.struct(
    "catalogProductDownloadableLinkEntity",
    """
    link_id title price number_of_downloads?:int is_unlimited?:int is_shareable:int link_url link_type sample_file?
    sample_url? sample_type sort_order:int file_save?:catalogProductDownloadableLinkFileInfoEntityArray
    sample_file_save?:catalogProductDownloadableLinkFileInfoEntityArray
    """,
)
T.array("catalogProductDownloadableLinkEntityArray", "catalogProductDownloadableLinkEntity")
T.struct(
    "catalogProductDownloadableLinkSampleEntity",
    """
    sample_id product_id sample_file? sample_url? sample_type sort_order default_title store_title title
    """,
)
T.array("catalogProductDownloadableLinkSampleEntityArray", "catalogProductDownloadableLinkSampleEntity")
T.struct(
    "catalogProductDownloadableLinkInfoEntity",
    """
    links:catalogProductDownloadableLinkEntityArray samples:catalogProductDownloadableLinkSampleEntityArray
    """,
    dialects=("v2",),
)
T.struct(
    "catalogProductDownloadableLinkListEntity",
    """
    links:catalogProductDownloadableLinkEntityArray samples:catalogProductDownloadableLinkSampleEntityArray
    """,
    dialects=("wsi",),
)
