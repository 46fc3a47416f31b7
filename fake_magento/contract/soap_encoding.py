"""The schemas of the two namespaces that SOAP values borrow from: SOAP's encoding, and Apache's ``Map``.

The first is built as the public one is, since clients read it by its build: an array refers to a group of any elements and to
groups of attributes, and the simple types of XML Schema stand there under names of their own, with ``id`` and ``href``.
"""

from __future__ import annotations

from fake_magento.contract.namespaces import APACHE, ENCODING_11, XSD

_SIMPLE_TYPES = (
    "string boolean decimal float double duration dateTime time date gYearMonth gYear gMonthDay gDay gMonth hexBinary "
    "base64Binary anyURI QName normalizedString token language Name NCName NMTOKEN integer nonPositiveInteger "
    "negativeInteger long int short byte nonNegativeInteger unsignedLong unsignedInt unsignedShort unsignedByte "
    "positiveInteger"
).split()


def _group(name: str) -> str:
    """A type of any elements, which stand in a group of the same name; and an element of that type."""
    return (
        f'<xs:group name="{name}"><xs:sequence>'
        '<xs:any namespace="##any" minOccurs="0" maxOccurs="unbounded" processContents="lax"/></xs:sequence></xs:group>\n'
        f'<xs:element name="{name}" type="soapenc:{name}"/>\n'
        f'<xs:complexType name="{name}"><xs:group ref="soapenc:{name}" minOccurs="0"/>'
        f"{_ARRAY_ATTRIBUTES if name == 'Array' else ''}{_COMMON_ATTRIBUTES}</xs:complexType>\n"
    )


def _simple_type(name: str) -> str:
    return (
        f'<xs:element name="{name}" type="soapenc:{name}"/>\n<xs:complexType name="{name}"><xs:simpleContent>'
        f'<xs:extension base="xs:{name}">{_COMMON_ATTRIBUTES}</xs:extension></xs:simpleContent></xs:complexType>\n'
    )


_COMMON_ATTRIBUTES = '<xs:attributeGroup ref="soapenc:commonAttributes"/>'
_ARRAY_ATTRIBUTES = '<xs:attributeGroup ref="soapenc:arrayAttributes"/>'
_DEFINITIONS = f"""<xs:attribute name="root" type="xs:boolean"/>
<xs:attributeGroup name="commonAttributes"><xs:attribute name="id" type="xs:ID"/><xs:attribute name="href" type="xs:anyURI"/>
<xs:anyAttribute namespace="##other" processContents="lax"/></xs:attributeGroup>
<xs:simpleType name="arrayCoordinate"><xs:restriction base="xs:string"/></xs:simpleType>
<xs:attribute name="arrayType" type="xs:string"/>
<xs:attribute name="offset" type="soapenc:arrayCoordinate"/>
<xs:attributeGroup name="arrayAttributes"><xs:attribute ref="soapenc:arrayType"/><xs:attribute ref="soapenc:offset"/>
</xs:attributeGroup>
<xs:attribute name="position" type="soapenc:arrayCoordinate"/>
<xs:attributeGroup name="arrayMemberAttributes"><xs:attribute ref="soapenc:position"/></xs:attributeGroup>
{_group("Array")}{_group("Struct")}{"".join(map(_simple_type, _SIMPLE_TYPES))}"""


def _schema(imports: str = "") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="{XSD}" xmlns:soapenc="{ENCODING_11}" targetNamespace="{ENCODING_11}">
{imports}{_DEFINITIONS}</xs:schema>
"""


SOAP_ENCODING_SCHEMA = _schema()

SOAP_ENCODING_SCHEMA_FOR_ZEEP = _schema(f'<xs:import namespace="{ENCODING_11}" schemaLocation="soap-encoding.xsd"/>\n')
"""The same, importing itself from its own address: zeep asks the web for this namespace in any schema that refers to it and
does not import it. No schema may import itself, and PHP refuses one that does, so that zeep alone gets this."""

APACHE_SCHEMA = f"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="{XSD}" xmlns:apache="{APACHE}" targetNamespace="{APACHE}">
<xs:complexType name="mapItem"><xs:sequence>
<xs:element name="key" type="xs:anyType" nillable="true"/>
<xs:element name="value" type="xs:anyType" nillable="true"/>
</xs:sequence></xs:complexType>
<xs:complexType name="Map"><xs:sequence>
<xs:element name="item" type="apache:mapItem" minOccurs="0" maxOccurs="unbounded"/>
</xs:sequence></xs:complexType>
</xs:schema>
"""
