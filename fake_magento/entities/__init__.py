"""What a tester holds of a shop: a module for each kind of things, all by the pattern of `fake_magento.entities.base.Entities`.

To add a kind, write a module with a subclass of `Entities`: ``section`` and ``shape`` of its entries in fixture files, ``add``,
``find``, ``names`` and ``dump``, and ``connect`` where entries name others of their kind. List it in `KINDS`, behind those that
it refers to, and give `fake_magento.FakeMagento` an attribute of its name. Fixture files, ``dump`` and ``load``, the state over
HTTP and its schema follow.
"""

from __future__ import annotations

from fake_magento.entities.attribute_sets import AttributeSets
from fake_magento.entities.attributes import Attributes, AttributeView
from fake_magento.entities.base import Entities
from fake_magento.entities.categories import Categories, CategoryView
from fake_magento.entities.config import Config
from fake_magento.entities.customer_groups import CustomerGroup, CustomerGroups
from fake_magento.entities.customers import Customers, CustomerView
from fake_magento.entities.downloads import DownloadLink, DownloadSample
from fake_magento.entities.order_statuses import OrderStatus, OrderStatuses
from fake_magento.entities.orders import Comment, Document, DocumentItem, OrderedItem, Orders, OrderView, Track
from fake_magento.entities.product_parts import CustomerGroupPrice, CustomOption, CustomOptionValue, ProductLink
from fake_magento.entities.products import Products, ProductView
from fake_magento.entities.stores import Stores
from fake_magento.entities.tags import Tags, TagView
from fake_magento.entities.users import Users
from fake_magento.fixture_shape import Items, Section

KINDS: tuple[type[Entities], ...] = (
    Users,
    Config,
    Stores,
    AttributeSets,
    Attributes,
    Categories,
    CustomerGroups,
    Products,
    Customers,
    Tags,
    OrderStatuses,
    Orders,
)
"""The kinds in the order in which a fixture file fills a shop with them."""

DOCUMENT = Section({kind.section: Items(kind.shape) for kind in KINDS})
"""What a fixtures document may hold."""

__all__ = [
    "DOCUMENT",
    "KINDS",
    "AttributeSets",
    "AttributeView",
    "Attributes",
    "Categories",
    "CategoryView",
    "Comment",
    "Config",
    "CustomOption",
    "CustomOptionValue",
    "CustomerGroup",
    "CustomerGroupPrice",
    "CustomerGroups",
    "CustomerView",
    "Customers",
    "Document",
    "DocumentItem",
    "DownloadLink",
    "DownloadSample",
    "Entities",
    "OrderStatus",
    "OrderStatuses",
    "OrderView",
    "OrderedItem",
    "Orders",
    "ProductLink",
    "ProductView",
    "Products",
    "Stores",
    "TagView",
    "Tags",
    "Track",
    "Users",
]
