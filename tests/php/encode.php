<?php
// Reads {"wsdl", "body", "values"}: the envelope with which PHP's SoapServer answers the body, for each value of the function.
class Answering
{
    public function __construct(private mixed $value)
    {
    }

    public function __call(string $name, array $arguments)
    {
        return $this->value;
    }
}

$given = json_decode(stream_get_contents(STDIN));
$envelopes = [];
foreach ($given->values as $value) {
    $server = new SoapServer($given->wsdl, ['cache_wsdl' => WSDL_CACHE_NONE]);
    $server->setObject(new Answering($value));
    ob_start();
    $server->handle($given->body);
    $envelopes[] = ob_get_clean();
}
echo json_encode($envelopes, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
