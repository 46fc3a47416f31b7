<?php
// The whole life of an image as an ERP connector lives it, faults and an expired session included.
// Reads {"wsdl", "user", "key", "version", "picture"}; prints what each step gave.
$given = json_decode(stream_get_contents(STDIN), true);
$client = new SoapClient($given['wsdl'], ['cache_wsdl' => WSDL_CACHE_NONE]);
$session = $client->login($given['user'], $given['key']);
$media = function (string $method, ...$arguments) use ($client, &$session, $given) {
    if ($given['version'] === 1) {
        return $client->call($session, "product_media.$method", $arguments);
    }
    return $client->{'catalogProductAttributeMedia' . ucfirst($method)}($session, ...$arguments);
};
$fault = function (callable $call) {
    try {
        $call();
        return null;
    } catch (SoapFault $fault) {
        return [$fault->faultcode, $fault->faultstring];
    }
};
$picture = ['content' => $given['picture'], 'mime' => 'image/png', 'name' => 'photo'];
$file = $media('create', 'Sku', ['file' => $picture, 'label' => 'Front & back', 'types' => ['image', 'thumbnail']]);
$second = $media('create', 'Sku', ['file' => $picture]);
$media('update', 'Sku', $second, ['types' => ['thumbnail'], 'position' => 7]);
$media('update', 'Sku', $file, ['label' => 'Vorne'], 'german');
$steps = [
    'files' => [$file, $second],
    'list' => $media('list', 'Sku'),
    'german' => $media('info', 'Sku', $file, 'german'),
    'types' => $media('types', '4'),
    'no product' => $fault(fn() => $media('list', 'nope')),
    'no store' => $fault(fn() => $media('list', 'Sku', 'nostore')),
    'bad data' => $fault(fn() => $media('create', 'Sku', ['file' => ['mime' => 'image/bmp'] + $picture])),
    'no image' => $fault(fn() => $media('info', 'Sku', '/nope.png')),
    'no gallery' => $fault(fn() => $media('list', 'plain')),
    'removed' => $media('remove', 'Sku', $second),
];
$client->endSession($session);
$steps['expired'] = $fault(fn() => $media('list', 'Sku'));
$session = $client->login($given['user'], $given['key']);
$steps['after login'] = count((array) $media('list', 'Sku'));
echo json_encode($steps, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
