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


def _simple_type(name: str) -> str:
    return (
        f'<xs:complexType name="{name}"><xs:simpleContent><xs:extension base="xs:{name}">'
        '<xs:attributeGroup ref="soapenc:commonAttributes"/></xs:extension></xs:simpleContent></xs:complexType>\n'
        f'<xs:element name="{name}" type="soapenc:{name}" nillable="true"/>\n'
    )


_ANYTHING = '<xs:sequence><xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>'

SOAP_ENCODING_SCHEMA = f"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="{XSD}" xmlns:soapenc="{ENCODING_11}" targetNamespace="{ENCODING_11}">
<xs:attribute name="root" type="xs:boolean"/>
<xs:attribute name="arrayType" type="xs:string"/>
<xs:attribute name="offset" type="xs:string"/>
<xs:attribute name="position" type="xs:string"/>
<xs:attributeGroup name="commonAttributes">
<xs:attribute name="id" type="xs:string"/>
<xs:attribute name="href" type="xs:anyURI"/>
<xs:anyAttribute namespace="##other" processContents="lax"/>
</xs:attributeGroup>
<xs:attributeGroup name="arrayAttributes">
<xs:attribute ref="soapenc:arrayType"/>
<xs:attribute ref="soapenc:offset"/>
</xs:attributeGroup>
<xs:attributeGroup name="arrayMemberAttributes">
<xs:attribute ref="soapenc:position"/>
</xs:attributeGroup>
<xs:complexType name="Array">{_ANYTHING}
<xs:attributeGroup ref="soapenc:arrayAttributes"/>
<xs:attributeGroup ref="soapenc:commonAttributes"/>
</xs:complexType>
<xs:element name="Array" type="soapenc:Array" nillable="true"/>
<xs:complexType name="Struct">{_ANYTHING}
<xs:attributeGroup ref="soapenc:commonAttributes"/>
</xs:complexType>
<xs:element name="Struct" type="soapenc:Struct" nillable="true"/>
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
