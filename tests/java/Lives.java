// The lives of a product, a tree of categories and an order with JAX-WS, see tests/clients; Life.java has that of an image.
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import shop.*;

class Lives {
    final PortType api;
    final String session;

    Lives(PortType api, String session) {
        this.api = api;
        this.session = session;
    }

    /** The object, after its setters were called: what wsimport makes has nothing shorter. */
    static <T> T with(T made, Consumer<T> fill) {
        fill.accept(made);
        return made;
    }

    Map<String, Object> product() {
        var mug = product("Mug", "12.50");
        var made = create("mug", mug);
        create("cup", product("Cup", "3"));
        api.catalogProductUpdate(with(new CatalogProductUpdateRequestParam(), it -> {
            it.setSessionId(session);
            it.setProductId("mug");
            it.setProductData(with(new CatalogProductCreateEntity(), data -> data.setName("Becher")));
            it.setStore("german");
        }));
        api.catalogInventoryStockItemUpdate(with(new CatalogInventoryStockItemUpdateRequestParam(), it -> {
            it.setSessionId(session);
            it.setProductId("mug");
            it.setData(with(new CatalogInventoryStockItemUpdateEntity(), data -> {
                data.setQty("7");
                data.setIsInStock(1);
            }));
        }));
        var tiers = new CatalogProductTierPriceEntityArray();
        tiers.getComplexObjectArray().add(with(new CatalogProductTierPriceEntity(), tier -> {
            tier.setCustomerGroupId("all");
            tier.setWebsite("all");
            tier.setQty(10);
            tier.setPrice(9.5);
        }));
        api.catalogProductAttributeTierPriceUpdate(with(new CatalogProductAttributeTierPriceUpdateRequestParam(), it -> {
            it.setSessionId(session);
            it.setProductId("mug");
            it.setTierPrices(tiers);
        }));
        var chosen = with(new CatalogProductRequestAttributes(), it -> {
            it.setAttributes(Life.types("name", "price"));
            it.setAdditionalAttributes(Life.types("country_of_manufacture"));
        });
        var german = info("mug", "german", chosen);
        var found = api.catalogProductList(with(new CatalogProductListRequestParam(), it -> {
            it.setSessionId(session);
            it.setFilters(filters("type", "simple", "sku", "like", "mu%"));
        })).getResult().getComplexObjectArray();
        var stock = api.catalogInventoryStockItemList(with(new CatalogInventoryStockItemListRequestParam(), it -> {
            it.setSessionId(session);
            it.setProductIds(Life.types("mug"));
        })).getResult().getComplexObjectArray().get(0);
        var tier = api.catalogProductAttributeTierPriceInfo(with(new CatalogProductAttributeTierPriceInfoRequestParam(), it -> {
            it.setSessionId(session);
            it.setProductId("mug");
        })).getResult().getComplexObjectArray().get(0);
        var deleted = api.catalogProductDelete(with(new CatalogProductDeleteRequestParam(), it -> {
            it.setSessionId(session);
            it.setProductId("cup");
        })).getResult();
        return Map.of(
            "same", found.get(0).getProductId().equals(String.valueOf(made)),
            "german", List.of(german.getSku(), german.getName(), german.getPrice()),
            "found", found.stream().map(each -> List.of(each.getSku(), each.getName())).collect(Collectors.toList()),
            "stock", List.of(stock.getSku(), stock.getQty(), Integer.valueOf(stock.getIsInStock())),
            "tier", List.of(tier.getWebsite(), tier.getQty(), tier.getPrice()),
            "deleted", deleted == 1,
            "gone", Life.fault(() -> info("cup", null, null))
        );
    }

    CatalogProductCreateEntity product(String name, String price) {
        return with(new CatalogProductCreateEntity(), it -> {
            it.setName(name);
            it.setDescription("Holds coffee");
            it.setWeight("0.4");
            it.setStatus("1");
            it.setVisibility("4");
            it.setPrice(price);
        });
    }

    int create(String sku, CatalogProductCreateEntity data) {
        return api.catalogProductCreate(with(new CatalogProductCreateRequestParam(), it -> {
            it.setSessionId(session);
            it.setType("simple");
            it.setSet("4");
            it.setSku(sku);
            it.setProductData(data);
        })).getResult();
    }

    CatalogProductReturnEntity info(String product, String store, CatalogProductRequestAttributes chosen) {
        return api.catalogProductInfo(with(new CatalogProductInfoRequestParam(), it -> {
            it.setSessionId(session);
            it.setProductId(product);
            it.setStore(store);
            it.setAttributes(chosen);
        })).getResult();
    }

    Map<String, Object> category() {
        var kitchen = create(2, "Kitchen");
        var sale = create(2, "Sale");
        var mugs = create(kitchen, "Mugs");
        var red = create(mugs, "Red");
        api.catalogCategoryUpdate(with(new CatalogCategoryUpdateRequestParam(), it -> {
            it.setSessionId(session);
            it.setCategoryId(kitchen);
            it.setCategoryData(with(new CatalogCategoryEntityCreate(), data -> data.setName("K\u00fcche")));
            it.setStore("german");
        }));
        assign(kitchen, "plain", "3");
        assign(red, "Sku", "5");
        var before = tree();
        api.catalogCategoryMove(with(new CatalogCategoryMoveRequestParam(), it -> {
            it.setSessionId(session);
            it.setCategoryId(mugs);
            it.setParentId(sale);
            it.setAfterId("0");
        }));
        var moved = tree();
        var assigned = api.catalogCategoryAssignedProducts(with(new CatalogCategoryAssignedProductsRequestParam(), it -> {
            it.setSessionId(session);
            it.setCategoryId(red);
        })).getResult().getComplexObjectArray().get(0);
        var german = category(kitchen, "german").getName();
        var deleted = api.catalogCategoryDelete(with(new CatalogCategoryDeleteRequestParam(), it -> {
            it.setSessionId(session);
            it.setCategoryId(mugs);
        })).isResult();
        return Map.of(
            "before", before,
            "moved", moved,
            "german", german,
            "assigned", List.of(assigned.getSku(), String.valueOf(assigned.getPosition())),
            "deleted", deleted,
            "gone", Life.fault(() -> category(red, null)),
            "left", tree()
        );
    }

    int create(int parent, String name) {
        return api.catalogCategoryCreate(with(new CatalogCategoryCreateRequestParam(), it -> {
            it.setSessionId(session);
            it.setParentId(parent);
            it.setCategoryData(with(new CatalogCategoryEntityCreate(), data -> {
                data.setName(name);
                data.setIsActive(1);
                data.setAvailableSortBy(Life.types("position", "name"));
                data.setDefaultSortBy("name");
                data.setIncludeInMenu(1);
            }));
        })).getResult();
    }

    CatalogCategoryInfo category(int category, String store) {
        return api.catalogCategoryInfo(with(new CatalogCategoryInfoRequestParam(), it -> {
            it.setSessionId(session);
            it.setCategoryId(category);
            it.setStore(store);
        })).getResult();
    }

    void assign(int category, String product, String position) {
        api.catalogCategoryAssignProduct(with(new CatalogCategoryAssignProductRequestParam(), it -> {
            it.setSessionId(session);
            it.setCategoryId(category);
            it.setProductId(product);
            it.setPosition(position);
        }));
    }

    List<Object> tree() {
        var tree = api.catalogCategoryTree(with(new CatalogCategoryTreeRequestParam(), it -> {
            it.setSessionId(session);
            it.setParentId("2");
        })).getResult();
        return List.of(tree.getName(), names(tree.getChildren()));
    }

    static List<Object> names(ArrayOfCatalogCategoryEntities children) {
        return children.getComplexObjectArray().stream().map(child -> List.of(child.getName(), names(child.getChildren())))
            .collect(Collectors.toCollection(ArrayList::new));
    }

    Map<String, Object> order() {
        var found = api.salesOrderList(with(new SalesOrderListRequestParam(), it -> {
            it.setSessionId(session);
            it.setFilters(filters("status", "pending", "created_at", "gteq", "2026-01-01 00:00:00"));
        })).getResult().getComplexObjectArray();
        var number = found.get(0).getIncrementId();
        var order = order(number);
        var item = order.getItems().getComplexObjectArray().get(0);
        int id = Integer.parseInt(item.getItemId());
        api.salesOrderAddComment(with(new SalesOrderAddCommentRequestParam(), it -> {
            it.setSessionId(session);
            it.setOrderIncrementId(number);
            it.setStatus("pending");
            it.setComment("Exported");
            it.setNotify(0);
        }));
        var invoice = invoice(number, of(id, 2));
        var shipment = api.salesOrderShipmentCreate(with(new SalesOrderShipmentCreateRequestParam(), it -> {
            it.setSessionId(session);
            it.setOrderIncrementId(number);
            it.setItemsQty(of(id, 2));
            it.setComment("On its way");
        })).getResult();
        api.salesOrderShipmentAddTrack(with(new SalesOrderShipmentAddTrackRequestParam(), it -> {
            it.setSessionId(session);
            it.setShipmentIncrementId(shipment);
            it.setCarrier("ups");
            it.setTitle("UPS");
            it.setTrackNumber("1Z999");
        }));
        var track = api.salesOrderShipmentInfo(with(new SalesOrderShipmentInfoRequestParam(), it -> {
            it.setSessionId(session);
            it.setShipmentIncrementId(shipment);
        })).getResult().getTracks().getComplexObjectArray().get(0);
        var memo = api.salesOrderCreditmemoCreate(with(new SalesOrderCreditmemoCreateRequestParam(), it -> {
            it.setSessionId(session);
            it.setOrderIncrementId(number);
            it.setCreditmemoData(with(new SalesOrderCreditmemoData(), data -> {
                data.setQtys(of(id, 1));
                data.setShippingAmount(0.0);
            }));
            it.setComment("One was broken");
        })).getResult();
        var paid = api.salesOrderInvoiceInfo(with(new SalesOrderInvoiceInfoRequestParam(), it -> {
            it.setSessionId(session);
            it.setInvoiceIncrementId(invoice);
        })).getResult().getGrandTotal();
        var refunded = api.salesOrderCreditmemoInfo(with(new SalesOrderCreditmemoInfoRequestParam(), it -> {
            it.setSessionId(session);
            it.setCreditmemoIncrementId(memo);
        })).getResult().getGrandTotal();
        return Map.of(
            "found", found.stream().map(each -> each.getIncrementId()).collect(Collectors.toList()),
            "ordered", List.of(
                item.getSku(),
                Double.valueOf(item.getQtyOrdered()),
                Double.valueOf(order.getGrandTotal()),
                order.getShippingAddress().getCity()
            ),
            "track", List.of(track.getCarrierCode(), track.getTitle(), track.getNumber()),
            "paid", Double.valueOf(paid),
            "refunded", Double.valueOf(refunded),
            "status", order(number).getStatus(),
            "again", Life.fault(() -> invoice(number, of(id, 2)))
        );
    }

    SalesOrderEntity order(String number) {
        return api.salesOrderInfo(with(new SalesOrderInfoRequestParam(), it -> {
            it.setSessionId(session);
            it.setOrderIncrementId(number);
        })).getResult();
    }

    String invoice(String order, OrderItemIdQtyArray items) {
        return api.salesOrderInvoiceCreate(with(new SalesOrderInvoiceCreateRequestParam(), it -> {
            it.setSessionId(session);
            it.setInvoiceIncrementId(order);  // the WSDL's name for the order's number
            it.setItemsQty(items);
            it.setComment("Thanks");
        })).getResult();
    }

    static OrderItemIdQtyArray of(int item, double qty) {
        var items = new OrderItemIdQtyArray();
        items.getComplexObjectArray().add(with(new OrderItemIdQty(), it -> {
            it.setOrderItemId(item);
            it.setQty(qty);
        }));
        return items;
    }

    /** What is equal in one field, and another condition on another. */
    static Filters filters(String equal, String to, String field, String how, String what) {
        var filter = new AssociativeArray();
        filter.getComplexObjectArray().add(pair(equal, to));
        var conditions = new ComplexFilterArray();
        conditions.getComplexObjectArray().add(with(new ComplexFilter(), it -> {
            it.setKey(field);
            it.setValue(pair(how, what));
        }));
        return with(new Filters(), it -> {
            it.setFilter(filter);
            it.setComplexFilter(conditions);
        });
    }

    static AssociativeEntity pair(String key, String value) {
        return with(new AssociativeEntity(), it -> {
            it.setKey(key);
            it.setValue(value);
        });
    }
}
