<?php
// The life of an image with PHP's SoapClient, see tests/clients. Reads {"dialect", "url", "user", "key", "expired", "picture"}.
$given = json_decode(stream_get_contents(STDIN), true);
$dialect = $given['dialect'];
$options = $dialect === 'wsi' ? ['features' => SOAP_SINGLE_ELEMENT_ARRAYS] : [];
$client = new SoapClient($given['url'], $options + ['cache_wsdl' => WSDL_CACHE_NONE]);
$names = [  // what WS-I calls the parts
    'create' => ['productId', 'data', 'store'],
    'update' => ['productId', 'file', 'data', 'store'],
    'list' => ['productId', 'store'],
    'info' => ['productId', 'file', 'store'],
    'types' => ['setId'],
    'remove' => ['productId', 'file'],
    'currentStore' => ['store'],
];
$login = function (string $user, string $key) use ($client, $dialect) {
    return $dialect === 'wsi' ? $client->login(['username' => $user, 'apiKey' => $key])->result : $client->login($user, $key);
};
$call = function (string $session, string $method, ...$arguments) use ($client, $dialect, $names) {
    if ($dialect === 'v1') {
        return $client->call($session, "product_media.$method", $arguments);
    }
    $operation = 'catalogProductAttributeMedia' . ucfirst($method);
    if ($dialect === 'v2') {
        return $client->$operation($session, ...$arguments);
    }
    $named = array_combine(array_slice($names[$method], 0, count($arguments)), $arguments);
    $result = $client->$operation(['sessionId' => $session] + $named)->result;
    return is_object($result) && $method !== 'info' ? $result->complexObjectArray ?? [] : $result;
};
$types = fn(array $codes) => $dialect === 'wsi' ? ['complexObjectArray' => $codes] : $codes;
$image = function ($image) {
    $image = array_map(fn($value) => is_scalar($value) ? trim((string) $value) : $value, (array) $image);
    if (is_object($image['types'])) {
        $image['types'] = $image['types']->complexObjectArray ?? [];
    }
    return $image;
};
$fault = function (callable $call) {
    try {
        $call();
    } catch (SoapFault $fault) {
        return [$fault->faultcode, $fault->faultstring];
    }
};
$session = $login($given['user'], $given['key']);
$picture = ['content' => $given['picture'], 'mime' => 'image/png', 'name' => 'photo'];
$data = ['file' => $picture, 'label' => 'Front & back', 'types' => $types(['image', 'thumbnail'])];
$file = $call($session, 'create', 'Sku', $data);
$second = $call($session, 'create', 'Sku', ['file' => $picture]);
$call($session, 'update', 'Sku', $file, ['label' => 'Vorne'], 'german');
$call($session, 'update', 'Sku', $second, ['types' => $types(['thumbnail']), 'position' => 7]);
$life = [
    'files' => [$file, $second],
    'list' => array_map($image, $call($session, 'list', 'Sku')),
    'german' => $image($call($session, 'info', 'Sku', $file, 'german')),
    'store' => (string) $call($session, 'currentStore', 'german'),
    'types' => array_column(array_map(fn($type) => (array) $type, $call($session, 'types', '4')), 'code'),
    'faults' => [
        'login' => $fault(fn() => $login($given['user'], 'wrong')),
        'product' => $fault(fn() => $call($session, 'list', 'nope')),
        'store' => $fault(fn() => $call($session, 'list', 'Sku', 'nostore')),
        'data' => $fault(fn() => $call($session, 'create', 'Sku', ['file' => ['mime' => 'image/bmp'] + $picture])),
        'image' => $fault(fn() => $call($session, 'info', 'Sku', '/nope.png')),
        'gallery' => $fault(fn() => $call($session, 'list', 'plain')),
        'expired' => $fault(fn() => $call($given['expired'], 'list', 'Sku')),
    ],
    'removed' => (bool) $call($session, 'remove', 'Sku', $second),
];
$client->endSession($dialect === 'wsi' ? ['sessionId' => $session] : $session);
$life['faults']['ended'] = $fault(fn() => $call($session, 'list', 'Sku'));
$session = $login($given['user'], $given['key']);
$life['left'] = array_map(fn($each) => $image($each)['file'], $call($session, 'list', 'Sku'));
echo json_encode($life, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
