<?php

// Calls a shop's own methods over V1 and V2 (in WS-I mode with one argument), and prints what they answer as JSON.

$given = json_decode(file_get_contents('php://stdin'), true);
$v1 = new SoapClient($given['v1'], ['cache_wsdl' => WSDL_CACHE_NONE]);
$v2 = new SoapClient($given['v2'], ['cache_wsdl' => WSDL_CACHE_NONE]);
$session = $v1->login('apiUser', 'apiKey123');
$line = ['sku' => 'mug', 'qty' => 2, 'price' => 1.5, 'gift' => true, 'tags' => ['a', 'b']];
$got = ['v1' => $v1->call($session, 'shop_order.place', [[$line], 'note'])];
if ($given['wsi']) {
    $line['tags'] = ['complexObjectArray' => $line['tags']];
    $order = ['sessionId' => $session, 'lines' => ['complexObjectArray' => [$line]], 'note' => 'note'];
    $got['v2'] = $v2->shopOrderPlace($order)->result;
} else {
    $got['v2'] = $v2->shopOrderPlace($session, [$line], 'note');
}
try {
    $v1->call($session, 'shop_order.place', [[], null]);
} catch (SoapFault $fault) {
    $got['fault'] = [$fault->faultcode, $fault->getMessage()];
}
echo json_encode($got);
