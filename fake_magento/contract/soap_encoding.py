"""The schemas of the two namespaces that SOAP values borrow from: SOAP's encoding, and Apache's ``Map``.

They say what clients need of them: arrays and structures of anything, and the simple types of XML Schema under names of
their own, with the attributes ``id`` and ``href``.
"""

from __future__ import annotations

from fake_magento.contract.namespaces import APACHE, ENCODING_11, XSD

_SIMPLE_TYPES = (
    "string boolean decimal float double duration dateTime time date gYearMonth gYear gMonthDay gDay gMonth hexBinary "
    "base64Binary anyURI QName normalizedString token language Name NCName NMTOKEN integer nonPositiveInteger "
    "negativeInteger long int short byte nonNegativeInteger unsignedLong unsignedInt unsignedShort unsignedByte "
    "positiveInteger"
).split()


# The schema does not refer to itself: zeep asks the web for this namespace at each reference to it that it meets in a document
# that does not import it, and a schema does not import itself.
_COMMON_ATTRIBUTES = (
    '<xs:attribute name="id" type="xs:string"/><xs:attribute name="href" type="xs:anyURI"/>'
    '<xs:anyAttribute namespace="##other" processContents="lax"/>'
)
_ARRAY_ATTRIBUTES = (
    '<xs:attribute name="arrayType" type="xs:string" form="qualified"/>'
    '<xs:attribute name="offset" type="xs:string" form="qualified"/>'
)
_ANYTHING = '<xs:sequence><xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>'


def _simple_type(name: str) -> str:
    return (
        f'<xs:complexType name="{name}"><xs:simpleContent><xs:extension base="xs:{name}">{_COMMON_ATTRIBUTES}'
        "</xs:extension></xs:simpleContent></xs:complexType>\n"
    )


SOAP_ENCODING_SCHEMA = f"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="{XSD}" targetNamespace="{ENCODING_11}">
<xs:attribute name="arrayType" type="xs:string"/>
<xs:attribute name="offset" type="xs:string"/>
<xs:attribute name="position" type="xs:string"/>
<xs:attribute name="root" type="xs:boolean"/>
<xs:attributeGroup name="commonAttributes">{_COMMON_ATTRIBUTES}</xs:attributeGroup>
<xs:attributeGroup name="arrayAttributes">{_ARRAY_ATTRIBUTES}</xs:attributeGroup>
<xs:complexType name="Array">{_ANYTHING}{_ARRAY_ATTRIBUTES}{_COMMON_ATTRIBUTES}</xs:complexType>
<xs:complexType name="Struct">{_ANYTHING}{_COMMON_ATTRIBUTES}</xs:complexType>
{"".join(map(_simple_type, _SIMPLE_TYPES))}</xs:schema>
"""

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
