<?php
// The lives with PHP's SoapClient, see tests/clients. Reads {"dialect", "url", "user", "key", "expired", "operations", "picture"}.
$given = json_decode(stream_get_contents(STDIN), true);
$dialect = $given['dialect'];
$typed = $dialect !== 'v1';
$options = $dialect === 'wsi' ? ['features' => SOAP_SINGLE_ELEMENT_ARRAYS] : [];
$client = new SoapClient($given['url'], $options + ['cache_wsdl' => WSDL_CACHE_NONE]);
$login = function (string $user, string $key) use ($client, $dialect) {
    return $dialect === 'wsi' ? $client->login(['username' => $user, 'apiKey' => $key])->result : $client->login($user, $key);
};
$end = fn(string $session) => $client->endSession($dialect === 'wsi' ? ['sessionId' => $session] : $session);
$plain = function ($value) use (&$plain) {  // arrays for objects, and lists as the other dialects have them
    if (is_object($value)) {
        $value = (array) $value;
        if ($value === [] || isset($value['complexObjectArray'])) {
            $value = $value['complexObjectArray'] ?? [];
        }
    }
    return is_array($value) ? array_map($plain, $value) : $value;
};
$call = function (string $session, string $path, ...$arguments) use ($client, $dialect, $given, $plain) {
    if ($dialect === 'v1') {
        return $client->call($session, $path, $arguments);
    }
    $names = $given['operations'][$path];
    $operation = array_shift($names);
    if ($dialect === 'v2') {
        return $plain($client->$operation($session, ...$arguments));
    }
    array_unshift($arguments, $session);
    return $plain($client->$operation(array_combine(array_slice($names, 0, count($arguments)), $arguments))->result);
};
$list = fn(array $items) => $dialect === 'wsi' ? ['complexObjectArray' => $items] : $items;
$fault = function (callable $call) {
    try {
        $call();
    } catch (SoapFault $fault) {
        return [$fault->faultcode, $fault->faultstring];
    }
};
$pairs = fn(array $values) => $list(array_map(fn($key) => ['key' => $key, 'value' => $values[$key]], array_keys($values)));
$filters = function (array $equal, string $field, string $how, string $what) use ($typed, $pairs, $list) {
    if (!$typed) {
        return $equal + [$field => [$how => $what]];
    }
    $condition = ['key' => $field, 'value' => ['key' => $how, 'value' => $what]];
    return ['filter' => $pairs($equal), 'complex_filter' => $list([$condition])];
};

$image = function () use ($given, $login, $end, $call, $list, $fault) {
    $text = fn(array $image) => array_map(fn($value) => is_scalar($value) ? trim((string) $value) : $value, $image);
    $session = $login($given['user'], $given['key']);
    $picture = ['content' => $given['picture'], 'mime' => 'image/png', 'name' => 'photo'];
    $data = ['file' => $picture, 'label' => 'Front & back', 'types' => $list(['image', 'thumbnail'])];
    $file = $call($session, 'product_media.create', 'Sku', $data);
    $second = $call($session, 'product_media.create', 'Sku', ['file' => $picture]);
    $call($session, 'product_media.update', 'Sku', $file, ['label' => 'Vorne'], 'german');
    $call($session, 'product_media.update', 'Sku', $second, ['types' => $list(['thumbnail']), 'position' => 7]);
    $bitmap = ['file' => ['mime' => 'image/bmp'] + $picture];
    $life = [
        'files' => [$file, $second],
        'list' => array_map($text, $call($session, 'product_media.list', 'Sku')),
        'german' => $text($call($session, 'product_media.info', 'Sku', $file, 'german')),
        'store' => (string) $call($session, 'product_media.currentStore', 'german'),
        'types' => array_column($call($session, 'product_media.types', '4'), 'code'),
        'faults' => [
            'login' => $fault(fn() => $login($given['user'], 'wrong')),
            'product' => $fault(fn() => $call($session, 'product_media.list', 'nope')),
            'store' => $fault(fn() => $call($session, 'product_media.list', 'Sku', 'nostore')),
            'data' => $fault(fn() => $call($session, 'product_media.create', 'Sku', $bitmap)),
            'image' => $fault(fn() => $call($session, 'product_media.info', 'Sku', '/nope.png')),
            'gallery' => $fault(fn() => $call($session, 'product_media.list', 'plain')),
            'expired' => $fault(fn() => $call($given['expired'], 'product_media.list', 'Sku')),
        ],
        'removed' => (bool) $call($session, 'product_media.remove', 'Sku', $second),
    ];
    $end($session);
    $life['faults']['ended'] = $fault(fn() => $call($session, 'product_media.list', 'Sku'));
    $session = $login($given['user'], $given['key']);
    $life['left'] = array_column($call($session, 'product_media.list', 'Sku'), 'file');
    return $life;
};

$product = function () use ($given, $dialect, $typed, $login, $call, $list, $fault, $pairs, $filters) {
    $session = $login($given['user'], $given['key']);
    $data = ['name' => 'Mug', 'description' => 'Holds coffee', 'weight' => '0.4', 'status' => '1', 'visibility' => '4'];
    $more = [
        'v1' => ['country_of_manufacture' => 'DE'],
        'v2' => ['additional_attributes' => ['single_data' => $pairs(['country_of_manufacture' => 'DE'])]],
        'wsi' => [],  // its server fails at any
    ][$dialect];
    $mug = $call($session, 'product.create', 'simple', '4', 'mug', ['price' => '12.50'] + $data + $more);
    $call($session, 'product.create', 'simple', '4', 'cup', ['name' => 'Cup', 'price' => '3'] + $data);
    $call($session, 'product.update', 'mug', ['name' => 'Becher'], 'german');
    $call($session, 'product_stock.update', 'mug', ['qty' => '7', 'is_in_stock' => 1]);
    $tiers = [['customer_group_id' => 'all', 'website' => 'all', 'qty' => 10, 'price' => 9.5]];
    $call($session, 'product_tier_price.update', 'mug', $list($tiers));
    $known = ['name', 'price'];
    $additional = ['country_of_manufacture'];
    $chosen = ['attributes' => $list($known), 'additional_attributes' => $list($additional)];
    $german = $call($session, 'product.info', 'mug', 'german', $typed ? $chosen : [...$known, ...$additional]);
    $told = array_column($german['additional_attributes'] ?? [], 'value', 'key') + $german;
    $found = $call($session, 'product.list', $filters(['type' => 'simple'], 'sku', 'like', 'mu%'));
    [$stock] = $call($session, 'product_stock.list', $list(['mug']));
    [$tier] = $call($session, 'product_tier_price.info', 'mug');
    return [
        'same' => $found[0]['product_id'] == $mug,
        'german' => array_values(array_filter([$german['sku'], $german['name'], $german['price'], $told[$additional[0]] ?? null])),
        'found' => array_map(fn($each) => [$each['sku'], $each['name']], $found),
        'stock' => [$stock['sku'], $stock['qty'], (int) $stock['is_in_stock']],
        'tier' => [$tier['website'], (float) $tier['qty'], (float) $tier['price']],
        'deleted' => (bool) $call($session, 'product.delete', 'cup'),
        'gone' => $fault(fn() => $call($session, 'product.info', 'cup')),
    ];
};

$category = function () use ($given, $login, $call, $list, $fault) {
    $session = $login($given['user'], $given['key']);
    $create = fn($parent, string $name) => $call($session, 'category.create', $parent, [
        'name' => $name,
        'is_active' => 1,
        'available_sort_by' => $list(['position', 'name']),
        'default_sort_by' => 'name',
        'include_in_menu' => 1,
    ]);
    $names = function (array $category) use (&$names) {
        return [$category['name'], array_map($names, $category['children'])];
    };
    $tree = fn() => $names($call($session, 'category.tree', '2'));

    $kitchen = $create(2, 'Kitchen');
    $sale = $create(2, 'Sale');
    $mugs = $create($kitchen, 'Mugs');
    $red = $create($mugs, 'Red');
    $call($session, 'category.update', $kitchen, ['name' => 'Küche'], 'german');
    $call($session, 'category.assignProduct', $kitchen, 'plain', '3');
    $call($session, 'category.assignProduct', $red, 'Sku', '5');
    $before = $tree();
    $call($session, 'category.move', $mugs, $sale, '0');
    [$assigned] = $call($session, 'category.assignedProducts', $red);
    return [
        'before' => $before,
        'moved' => $tree(),
        'german' => $call($session, 'category.info', $kitchen, 'german')['name'],
        'assigned' => [$assigned['sku'], (string) $assigned['position']],
        'deleted' => (bool) $call($session, 'category.delete', $mugs),
        'gone' => $fault(fn() => $call($session, 'category.info', $red)),
        'left' => $tree(),
    ];
};

$order = function () use ($given, $typed, $login, $call, $list, $fault, $filters) {
    $session = $login($given['user'], $given['key']);
    $new = $filters(['status' => 'pending'], 'created_at', 'gteq', '2026-01-01 00:00:00');
    $found = $call($session, 'order.list', $new);
    $number = $found[0]['increment_id'];
    $order = $call($session, 'order.info', $number);
    [$item] = $order['items'];
    $id = $item['item_id'];
    $of = fn(int $qty) => $typed ? $list([['order_item_id' => $id, 'qty' => $qty]]) : [$id => $qty];
    $call($session, 'order.addComment', $number, 'pending', 'Exported', '0');
    $invoice = $call($session, 'order_invoice.create', $number, $of(2), 'Thanks');
    $shipment = $call($session, 'order_shipment.create', $number, $of(2), 'On its way', 0, 0);
    $call($session, 'order_shipment.addTrack', $shipment, 'ups', 'UPS', '1Z999');
    [$track] = $call($session, 'order_shipment.info', $shipment)['tracks'];
    $refunded = ['qtys' => $of(1), 'shipping_amount' => 0];
    $memo = $call($session, 'order_creditmemo.create', $number, $refunded, 'One was broken');
    $total = fn(array $document) => (float) $document['grand_total'];
    return [
        'found' => array_column($found, 'increment_id'),
        'ordered' => [$item['sku'], (float) $item['qty_ordered'], $total($order), $order['shipping_address']['city']],
        'track' => [$track['carrier_code'], $track['title'], $track['track_number'] ?? $track['number']],
        'paid' => $total($call($session, 'order_invoice.info', $invoice)),
        'refunded' => $total($call($session, 'order_creditmemo.info', $memo)),
        'status' => $call($session, 'order.info', $number)['status'],
        'again' => $fault(fn() => $call($session, 'order_invoice.create', $number, $of(2))),
    ];
};

$lives = ['image' => $image, 'product' => $product, 'category' => $category, 'order' => $order];
echo json_encode(array_map(fn($life) => $life(), $lives), JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
