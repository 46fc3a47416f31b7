<?php
// Reads {"wsdl", "bodies"}: which function PHP's SoapServer calls for each body and with what arguments, or the envelope of its
// fault.
class Recorder
{
    public string $function = '';
    public array $arguments = [];

    public function __call(string $name, array $arguments)
    {
        $this->function = $name;
        $this->arguments = $arguments;
        return null;
    }

    public function call(...$arguments)
    {
        return $this->__call('call', $arguments);
    }
}

function described($value)
{
    if (is_array($value)) {
        return ['array' => array_map(fn($key, $item) => [$key, described($item)], array_keys($value), $value)];
    }
    return is_object($value) ? ['object' => array_map('described', get_object_vars($value))] : [gettype($value), $value];
}

ini_set('display_errors', '0');  // a fault is the answer here, not a failure of this program
ini_set('log_errors', '0');
$given = json_decode(stream_get_contents(STDIN), true);
$outcomes = [];
register_shutdown_function(function () use (&$outcomes) {
    if (ob_get_level()) {  // a fault ends the program: it is the last body's
        $outcomes[] = ['fault' => ob_get_clean()];
    }
    echo json_encode($outcomes, JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR);
    exit(0);
});
foreach ($given['bodies'] as $body) {
    $server = new SoapServer($given['wsdl'], ['cache_wsdl' => WSDL_CACHE_NONE]);
    $recorder = new Recorder();
    $server->setObject($recorder);
    ob_start();
    $server->handle($body);
    ob_end_clean();
    $outcomes[] = ['function' => $recorder->function, 'arguments' => array_map('described', $recorder->arguments)];
}
