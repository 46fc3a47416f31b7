<?php
// The life of a product image over SOAP V1, as the documentation of catalog_product_attribute_media shows it.
// Usage: php seed_example_v1.php http://shop/api/soap/?wsdl apiUser apiKey product.jpg
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

$imageFilename = $proxy->call($sessionId, 'product_media.create', array('Sku', $newImage));
var_dump($imageFilename);

// The newly created image
var_dump($proxy->call($sessionId, 'product_media.list', 'Sku'));

// Make it the product's main image
$proxy->call($sessionId, 'product_media.update', array(
    'Sku',
    $imageFilename,
    array('position' => 2, 'types' => array('image')),
));

// The updated image
var_dump($proxy->call($sessionId, 'product_media.list', 'Sku'));
var_dump($proxy->call($sessionId, 'product_media.info', array('Sku', $imageFilename)));

// Remove it
$proxy->call($sessionId, 'product_media.remove', array('Sku', $imageFilename));
var_dump($proxy->call($sessionId, 'product_media.list', 'Sku'));
