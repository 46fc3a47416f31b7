<?php

// Lists a product's images so many times, and prints what came of each call as JSON.

$given = json_decode(file_get_contents('php://stdin'), true);
$shop = new SoapClient($given['wsdl'], ['cache_wsdl' => WSDL_CACHE_NONE]);
$session = $shop->login('apiUser', 'apiKey123');
$met = [];
for ($number = 0; $number < $given['times']; $number++) {
    try {
        $met[] = $shop->call($session, 'product_media.list', ['one']);
    } catch (SoapFault $fault) {
        $met[] = [$fault->faultcode, $fault->getMessage()];
    }
}
echo json_encode($met);
