"""Countries and regions of a clean shop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

# Both codes and the name.
_COUNTRIES = """
AD AND Andorra; AE ARE United Arab Emirates; AF AFG Afghanistan; AG ATG Antigua and Barbuda; AI AIA Anguilla; AL ALB
Albania; AM ARM Armenia; AN ANT Netherlands Antilles; AO AGO Angola; AQ ATA Antarctica; AR ARG Argentina; AS ASM American
Samoa; AT AUT Austria; AU AUS Australia; AW ABW Aruba; AX ALA Åland Islands; AZ AZE Azerbaijan; BA BIH Bosnia and
Herzegovina; BB BRB Barbados; BD BGD Bangladesh; BE BEL Belgium; BF BFA Burkina Faso; BG BGR Bulgaria; BH BHR Bahrain; BI
BDI Burundi; BJ BEN Benin; BL BLM Saint Barthélemy; BM BMU Bermuda; BN BRN Brunei; BO BOL Bolivia; BR BRA Brazil; BS BHS
Bahamas; BT BTN Bhutan; BV BVT Bouvet Island; BW BWA Botswana; BY BLR Belarus; BZ BLZ Belize; CA CAN Canada; CC CCK Cocos
(Keeling) Islands; CD COD Congo - Kinshasa; CF CAF Central African Republic; CG COG Congo - Brazzaville; CH CHE Switzerland;
CI CIV Côte d’Ivoire; CK COK Cook Islands; CL CHL Chile; CM CMR Cameroon; CN CHN China; CO COL Colombia; CR CRI Costa Rica;
CU CUB Cuba; CV CPV Cape Verde; CX CXR Christmas Island; CY CYP Cyprus; CZ CZE Czech Republic; DE DEU Germany; DJ DJI
Djibouti; DK DNK Denmark; DM DMA Dominica; DO DOM Dominican Republic; DZ DZA Algeria; EC ECU Ecuador; EE EST Estonia; EG EGY
Egypt; EH ESH Western Sahara; ER ERI Eritrea; ES ESP Spain; ET ETH Ethiopia; FI FIN Finland; FJ FJI Fiji; FK FLK Falkland
Islands; FM FSM Micronesia; FO FRO Faroe Islands; FR FRA France; GA GAB Gabon; GB GBR United Kingdom; GD GRD Grenada; GE GEO
Georgia; GF GUF French Guiana; GG GGY Guernsey; GH GHA Ghana; GI GIB Gibraltar; GL GRL Greenland; GM GMB Gambia; GN GIN
Guinea; GP GLP Guadeloupe; GQ GNQ Equatorial Guinea; GR GRC Greece; GS SGS South Georgia & South Sandwich Islands; GT GTM
Guatemala; GU GUM Guam; GW GNB Guinea-Bissau; GY GUY Guyana; HK HKG Hong Kong SAR China; HM HMD Heard & McDonald Islands; HN
HND Honduras; HR HRV Croatia; HT HTI Haiti; HU HUN Hungary; ID IDN Indonesia; IE IRL Ireland; IL ISR Israel; IM IMN Isle of
Man; IN IND India; IO IOT British Indian Ocean Territory; IQ IRQ Iraq; IR IRN Iran; IS ISL Iceland; IT ITA Italy; JE JEY
Jersey; JM JAM Jamaica; JO JOR Jordan; JP JPN Japan; KE KEN Kenya; KG KGZ Kyrgyzstan; KH KHM Cambodia; KI KIR Kiribati; KM
COM Comoros; KN KNA Saint Kitts and Nevis; KP PRK North Korea; KR KOR South Korea; KW KWT Kuwait; KY CYM Cayman Islands; KZ
KAZ Kazakhstan; LA LAO Laos; LB LBN Lebanon; LC LCA Saint Lucia; LI LIE Liechtenstein; LK LKA Sri Lanka; LR LBR Liberia; LS
LSO Lesotho; LT LTU Lithuania; LU LUX Luxembourg; LV LVA Latvia; LY LBY Libya; MA MAR Morocco; MC MCO Monaco; MD MDA
Moldova; ME MNE Montenegro; MF MAF Saint Martin; MG MDG Madagascar; MH MHL Marshall Islands; MK MKD Macedonia; ML MLI Mali;
MM MMR Myanmar (Burma); MN MNG Mongolia; MO MAC Macau SAR China; MP MNP Northern Mariana Islands; MQ MTQ Martinique; MR MRT
Mauritania; MS MSR Montserrat; MT MLT Malta; MU MUS Mauritius; MV MDV Maldives; MW MWI Malawi; MX MEX Mexico; MY MYS
Malaysia; MZ MOZ Mozambique; NA NAM Namibia; NC NCL New Caledonia; NE NER Niger; NF NFK Norfolk Island; NG NGA Nigeria; NI
NIC Nicaragua; NL NLD Netherlands; NO NOR Norway; NP NPL Nepal; NR NRU Nauru; NU NIU Niue; NZ NZL New Zealand; OM OMN Oman;
PA PAN Panama; PE PER Peru; PF PYF French Polynesia; PG PNG Papua New Guinea; PH PHL Philippines; PK PAK Pakistan; PL POL
Poland; PM SPM Saint Pierre and Miquelon; PN PCN Pitcairn Islands; PR PRI Puerto Rico; PS PSE Palestinian Territories; PT
PRT Portugal; PW PLW Palau; PY PRY Paraguay; QA QAT Qatar; RE REU Réunion; RO ROU Romania; RS SRB Serbia; RU RUS Russia; RW
RWA Rwanda; SA SAU Saudi Arabia; SB SLB Solomon Islands; SC SYC Seychelles; SD SDN Sudan; SE SWE Sweden; SG SGP Singapore;
SH SHN Saint Helena; SI SVN Slovenia; SJ SJM Svalbard and Jan Mayen; SK SVK Slovakia; SL SLE Sierra Leone; SM SMR San
Marino; SN SEN Senegal; SO SOM Somalia; SR SUR Suriname; ST STP São Tomé and Príncipe; SV SLV El Salvador; SY SYR Syria; SZ
SWZ Swaziland; TC TCA Turks and Caicos Islands; TD TCD Chad; TF ATF French Southern Territories; TG TGO Togo; TH THA
Thailand; TJ TJK Tajikistan; TK TKL Tokelau; TL TLS Timor-Leste; TM TKM Turkmenistan; TN TUN Tunisia; TO TON Tonga; TR TUR
Turkey; TT TTO Trinidad and Tobago; TV TUV Tuvalu; TW TWN Taiwan; TZ TZA Tanzania; UA UKR Ukraine; UG UGA Uganda; UM UMI
U.S. Outlying Islands; US USA United States; UY URY Uruguay; UZ UZB Uzbekistan; VA VAT Vatican City; VC VCT St. Vincent &
Grenadines; VE VEN Venezuela; VG VGB British Virgin Islands; VI VIR U.S. Virgin Islands; VN VNM Vietnam; VU VUT Vanuatu; WF
WLF Wallis and Futuna; WS WSM Samoa; YE YEM Yemen; YT MYT Mayotte; ZA ZAF South Africa; ZM ZMB Zambia; ZW ZWE Zimbabwe
"""

# Country, the id of its first region, and the regions in the order of their ids: code and name, where they differ.
_REGIONS = """
US 1: AL=Alabama; AK=Alaska; AS=American Samoa; AZ=Arizona; AR=Arkansas; AF=Armed Forces Africa; AA=Armed Forces Americas;
    AC=Armed Forces Canada; AE=Armed Forces Europe; AM=Armed Forces Middle East; AP=Armed Forces Pacific; CA=California;
    CO=Colorado; CT=Connecticut; DE=Delaware; DC=District of Columbia; FM=Federated States Of Micronesia; FL=Florida;
    GA=Georgia; GU=Guam; HI=Hawaii; ID=Idaho; IL=Illinois; IN=Indiana; IA=Iowa; KS=Kansas; KY=Kentucky; LA=Louisiana;
    ME=Maine; MH=Marshall Islands; MD=Maryland; MA=Massachusetts; MI=Michigan; MN=Minnesota; MS=Mississippi; MO=Missouri;
    MT=Montana; NE=Nebraska; NV=Nevada; NH=New Hampshire; NJ=New Jersey; NM=New Mexico; NY=New York; NC=North Carolina;
    ND=North Dakota; MP=Northern Mariana Islands; OH=Ohio; OK=Oklahoma; OR=Oregon; PW=Palau; PA=Pennsylvania; PR=Puerto
    Rico; RI=Rhode Island; SC=South Carolina; SD=South Dakota; TN=Tennessee; TX=Texas; UT=Utah; VT=Vermont; VI=Virgin
    Islands; VA=Virginia; WA=Washington; WV=West Virginia; WI=Wisconsin; WY=Wyoming
CA 66: AB=Alberta; BC=British Columbia; MB=Manitoba; NL=Newfoundland and Labrador; NB=New Brunswick; NS=Nova Scotia;
    NT=Northwest Territories; NU=Nunavut; ON=Ontario; PE=Prince Edward Island; QC=Quebec; SK=Saskatchewan; YT=Yukon
    Territory
DE 79: NDS=Niedersachsen; BAW=Baden-Württemberg; BAY=Bayern; BER=Berlin; BRG=Brandenburg; BRE=Bremen; HAM=Hamburg;
    HES=Hessen; MEC=Mecklenburg-Vorpommern; NRW=Nordrhein-Westfalen; RHE=Rheinland-Pfalz; SAR=Saarland; SAS=Sachsen;
    SAC=Sachsen-Anhalt; SCN=Schleswig-Holstein; THE=Thüringen
AT 95: WI=Wien; NO=Niederösterreich; OO=Oberösterreich; SB=Salzburg; KN=Kärnten; ST=Steiermark; TI=Tirol; BL=Burgenland;
    VB=Vorarlberg
CH 104: AG=Aargau; AI=Appenzell Innerrhoden; AR=Appenzell Ausserrhoden; BE=Bern; BL=Basel-Landschaft; BS=Basel-Stadt;
    FR=Freiburg; GE=Genf; GL=Glarus; GR=Graubünden; JU=Jura; LU=Luzern; NE=Neuenburg; NW=Nidwalden; OW=Obwalden; SG=St.
    Gallen; SH=Schaffhausen; SO=Solothurn; SZ=Schwyz; TG=Thurgau; TI=Tessin; UR=Uri; VD=Waadt; VS=Wallis; ZG=Zug; ZH=Zürich
ES 130: A Coruсa=A Coruña; Alava; Albacete; Alicante; Almeria; Asturias; Avila; Badajoz; Baleares; Barcelona; Burgos;
    Caceres; Cadiz; Cantabria; Castellon; Ceuta; Ciudad Real; Cordoba; Cuenca; Girona; Granada; Guadalajara; Guipuzcoa;
    Huelva; Huesca; Jaen; La Rioja; Las Palmas; Leon; Lleida; Lugo; Madrid; Malaga; Melilla; Murcia; Navarra; Ourense;
    Palencia; Pontevedra; Salamanca; Santa Cruz de Tenerife; Segovia; Sevilla; Soria; Tarragona; Teruel; Toledo; Valencia;
    Valladolid; Vizcaya; Zamora; Zaragoza
FR 182: 1=Ain; 2=Aisne; 3=Allier; 4=Alpes-de-Haute-Provence; 5=Hautes-Alpes; 6=Alpes-Maritimes; 7=Ardèche; 8=Ardennes;
    9=Ariège; 10=Aube; 11=Aude; 12=Aveyron; 13=Bouches-du-Rhône; 14=Calvados; 15=Cantal; 16=Charente; 17=Charente-Maritime;
    18=Cher; 19=Corrèze; 2A=Corse-du-Sud; 2B=Haute-Corse; 21=Côte-d'Or; 22=Côtes-d'Armor; 23=Creuse; 24=Dordogne; 25=Doubs;
    26=Drôme; 27=Eure; 28=Eure-et-Loir; 29=Finistère; 30=Gard; 31=Haute-Garonne; 32=Gers; 33=Gironde; 34=Hérault;
    35=Ille-et-Vilaine; 36=Indre; 37=Indre-et-Loire; 38=Isère; 39=Jura; 40=Landes; 41=Loir-et-Cher; 42=Loire;
    43=Haute-Loire; 44=Loire-Atlantique; 45=Loiret; 46=Lot; 47=Lot-et-Garonne; 48=Lozère; 49=Maine-et-Loire; 50=Manche;
    51=Marne; 52=Haute-Marne; 53=Mayenne; 54=Meurthe-et-Moselle; 55=Meuse; 56=Morbihan; 57=Moselle; 58=Nièvre; 59=Nord;
    60=Oise; 61=Orne; 62=Pas-de-Calais; 63=Puy-de-Dôme; 64=Pyrénées-Atlantiques; 65=Hautes-Pyrénées; 66=Pyrénées-Orientales;
    67=Bas-Rhin; 68=Haut-Rhin; 69=Rhône; 70=Haute-Saône; 71=Saône-et-Loire; 72=Sarthe; 73=Savoie; 74=Haute-Savoie; 75=Paris;
    76=Seine-Maritime; 77=Seine-et-Marne; 78=Yvelines; 79=Deux-Sèvres; 80=Somme; 81=Tarn; 82=Tarn-et-Garonne; 83=Var;
    84=Vaucluse; 85=Vendée; 86=Vienne; 87=Haute-Vienne; 88=Vosges; 89=Yonne; 90=Territoire-de-Belfort; 91=Essonne;
    92=Hauts-de-Seine; 93=Seine-Saint-Denis; 94=Val-de-Marne; 95=Val-d'Oise
RO 278: AB=Alba; AR=Arad; AG=Argeş; BC=Bacău; BH=Bihor; BN=Bistriţa-Năsăud; BT=Botoşani; BV=Braşov; BR=Brăila; B=Bucureşti;
    BZ=Buzău; CS=Caraş-Severin; CL=Călăraşi; CJ=Cluj; CT=Constanţa; CV=Covasna; DB=Dâmboviţa; DJ=Dolj; GL=Galaţi;
    GR=Giurgiu; GJ=Gorj; HR=Harghita; HD=Hunedoara; IL=Ialomiţa; IS=Iaşi; IF=Ilfov; MM=Maramureş; MH=Mehedinţi; MS=Mureş;
    NT=Neamţ; OT=Olt; PH=Prahova; SM=Satu-Mare; SJ=Sălaj; SB=Sibiu; SV=Suceava; TR=Teleorman; TM=Timiş; TL=Tulcea;
    VS=Vaslui; VL=Vâlcea; VN=Vrancea
FI 320: Lappi; Pohjois-Pohjanmaa; Kainuu; Pohjois-Karjala; Pohjois-Savo; Etelä-Savo; Etelä-Pohjanmaa; Pohjanmaa; Pirkanmaa;
    Satakunta; Keski-Pohjanmaa; Keski-Suomi; Varsinais-Suomi; Etelä-Karjala; Päijät-Häme; Kanta-Häme; Uusimaa; Itä-Uusimaa;
    Kymenlaakso; Ahvenanmaa
EE 340: EE-37=Harjumaa; EE-39=Hiiumaa; EE-44=Ida-Virumaa; EE-49=Jõgevamaa; EE-51=Järvamaa; EE-57=Läänemaa;
    EE-59=Lääne-Virumaa; EE-65=Põlvamaa; EE-67=Pärnumaa; EE-70=Raplamaa; EE-74=Saaremaa; EE-78=Tartumaa; EE-82=Valgamaa;
    EE-84=Viljandimaa; EE-86=Võrumaa
LV 355: LV-DGV=Daugavpils; LV-JEL=Jelgava; Jēkabpils; LV-JUR=Jūrmala; LV-LPX=Liepāja; LV-LE=Liepājas novads; LV-REZ=Rēzekne;
    LV-RIX=Rīga; LV-RI=Rīgas novads; Valmiera; LV-VEN=Ventspils; Aglonas novads; LV-AI=Aizkraukles novads; Aizputes novads;
    Aknīstes novads; Alojas novads; Alsungas novads; LV-AL=Alūksnes novads; Amatas novads; Apes novads; Auces novads;
    Babītes novads; Baldones novads; Baltinavas novads; LV-BL=Balvu novads; LV-BU=Bauskas novads; Beverīnas novads; Brocēnu
    novads; Burtnieku novads; Carnikavas novads; Cesvaines novads; Ciblas novads; LV-CE=Cēsu novads; Dagdas novads;
    LV-DA=Daugavpils novads; LV-DO=Dobeles novads; Dundagas novads; Durbes novads; Engures novads; Garkalnes novads;
    Grobiņas novads; LV-GU=Gulbenes novads; Iecavas novads; Ikšķiles novads; Ilūkstes novads; Inčukalna novads; Jaunjelgavas
    novads; Jaunpiebalgas novads; Jaunpils novads; LV-JL=Jelgavas novads; LV-JK=Jēkabpils novads; Kandavas novads; Kokneses
    novads; Krimuldas novads; Krustpils novads; LV-KR=Krāslavas novads; LV-KU=Kuldīgas novads; Kārsavas novads; Lielvārdes
    novads; LV-LM=Limbažu novads; Lubānas novads; LV-LU=Ludzas novads; Līgatnes novads; Līvānu novads; LV-MA=Madonas novads;
    Mazsalacas novads; Mālpils novads; Mārupes novads; Naukšēnu novads; Neretas novads; Nīcas novads; LV-OG=Ogres novads;
    Olaines novads; Ozolnieku novads; LV-PR=Preiļu novads; Priekules novads; Priekuļu novads; Pārgaujas novads; Pāvilostas
    novads; Pļaviņu novads; Raunas novads; Riebiņu novads; Rojas novads; Ropažu novads; Rucavas novads; Rugāju novads;
    Rundāles novads; LV-RE=Rēzeknes novads; Rūjienas novads; Salacgrīvas novads; Salas novads; Salaspils novads;
    LV-SA=Saldus novads; Saulkrastu novads; Siguldas novads; Skrundas novads; Skrīveru novads; Smiltenes novads; Stopiņu
    novads; Strenču novads; Sējas novads; LV-TA=Talsu novads; LV-TU=Tukuma novads; Tērvetes novads; Vaiņodes novads;
    LV-VK=Valkas novads; LV-VM=Valmieras novads; Varakļānu novads; Vecpiebalgas novads; Vecumnieku novads; LV-VE=Ventspils
    novads; Viesītes novads; Viļakas novads; Viļānu novads; Vārkavas novads; Zilupes novads; Ādažu novads; Ērgļu novads;
    Ķeguma novads; Ķekavas novads
LT 475: LT-AL=Alytaus Apskritis; LT-KU=Kauno Apskritis; LT-KL=Klaipėdos Apskritis; LT-MR=Marijampolės Apskritis;
    LT-PN=Panevėžio Apskritis; LT-SA=Šiaulių Apskritis; LT-TA=Tauragės Apskritis; LT-TE=Telšių Apskritis; LT-UT=Utenos
    Apskritis; LT-VL=Vilniaus Apskritis
"""


def countries() -> Iterator[dict[str, Any]]:
    """The countries as rows."""
    for country in _COUNTRIES.replace("\n", " ").strip().split("; "):
        code, code_of_three, name = country.split(" ", 2)
        yield {"country_id": code, "iso2_code": code, "iso3_code": code_of_three, "name": name}


def regions() -> Iterator[dict[str, Any]]:
    """The regions as rows."""
    for declaration in re.split(r"\n(?=\w)", _REGIONS.strip()):
        head, _, names = re.sub(r"\s+", " ", declaration).partition(": ")
        country, first = head.split()
        for id, region in enumerate(names.split("; "), int(first)):
            code, _, name = region.partition("=")
            yield {"region_id": id, "country_id": country, "code": code, "name": name or code}
