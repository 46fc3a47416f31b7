<?php
// The life of a product image over SOAP V2, the twin of seed_example_v1.php.
// Usage: php seed_example_v2.php http://shop/api/v2_soap/?wsdl apiUser apiKey product.jpg
[, $wsdl, $user, $key, $picture] = $argv;

$proxy = new SoapClient($wsdl);
$sessionId = $proxy->login($user, $key);

$newImage = array(
    'file' => array(
        'name' => 'file_name',
        'content' => base64_encode(file_get_contents($picture)),
        'mime' => 'image/jpeg',
    ),
    'label' => 'Cool Image Through Soap',
    'position' => 2,
    'types' => array('small_image'),
    'exclude' => 0,
);

$imageFilename = $proxy->catalogProductAttributeMediaCreate($sessionId, 'Sku', $newImage);
var_dump($imageFilename);
var_dump($proxy->catalogProductAttributeMediaList($sessionId, 'Sku'));

$change = array('position' => 2, 'types' => array('image'));
$proxy->catalogProductAttributeMediaUpdate($sessionId, 'Sku', $imageFilename, $change);
var_dump($proxy->catalogProductAttributeMediaInfo($sessionId, 'Sku', $imageFilename));

$proxy->catalogProductAttributeMediaRemove($sessionId, 'Sku', $imageFilename);
var_dump($proxy->catalogProductAttributeMediaList($sessionId, 'Sku'));
