<?php
// Reads {"wsdl", "dialect", "steps"} and calls each step; prints what the client made of the answers.
$given = json_decode(stream_get_contents(STDIN), true);
$wsi = $given['dialect'] === 'wsi';
$options = $wsi ? ['features' => SOAP_SINGLE_ELEMENT_ARRAYS] : [];  // as the recording client was set
$client = new SoapClient($given['wsdl'], $options + ['cache_wsdl' => WSDL_CACHE_NONE, 'exceptions' => true]);
$sessions = [];
$outcomes = [];
foreach ($given['steps'] as $step) {
    $args = $step['args'];
    array_walk_recursive($args, function (&$value) use (&$sessions) {
        if (is_string($value) && isset($sessions[$value])) {
            $value = $sessions[$value];
        }
    });
    try {  // arrays where the WSDL has a text are sent as "Array", with a warning
        $result = @$client->__soapCall($step['op'], $args);
        if ($wsi) {
            $result = $result->result;
        }
        if (in_array($step['op'], ['login', 'startSession']) && isset($step['result'])) {
            $sessions[$step['result']] = $result;
        }
        $outcomes[] = ['result' => $result];
    } catch (SoapFault $fault) {
        $outcomes[] = ['fault' => ['code' => $fault->faultcode, 'string' => $fault->faultstring]];
    }
}
echo json_encode($outcomes, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
