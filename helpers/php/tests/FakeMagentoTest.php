<?php

declare(strict_types=1);

use FakeMagento\FakeMagento;
use FakeMagento\Server;
use PHPUnit\Framework\AssertionFailedError;
use PHPUnit\Framework\TestCase;

require_once __DIR__ . '/../src/Server.php';
require_once __DIR__ . '/../src/FakeMagento.php';

final class FakeMagentoTest extends TestCase
{
    use FakeMagento;

    protected static function fakeMagentoOptions(): array
    {
        return ['--flavour', 'openmage-19'];
    }

    /** @return array{SoapClient, string} */
    private function login(): array
    {
        $shop = new SoapClient($this->fakeMagento->wsdlV1, ['cache_wsdl' => WSDL_CACHE_NONE]);
        return [$shop, $shop->login($this->fakeMagento->user, $this->fakeMagento->key)];
    }

    public function testOneServerForAll(): void
    {
        $this->assertSame($this->fakeMagento, Server::running());
    }

    /** @dataProvider twice */
    public function testEachTestHasAFreshShop(): void
    {
        $this->assertSame([], $this->fakeMagento->calls());
        $this->assertSame([], $this->fakeMagento->problems());
        $this->assertSame([], $this->fakeMagento->state()['products']);
        $this->fakeMagento->add('products', ['sku' => 'mug']);
        $this->fakeMagento->trouble(['status' => 500]);
        $this->assertSame('mug', $this->fakeMagento->state()['products'][0]['sku']);
        $this->assertCount(1, $this->fakeMagento->problems());
    }

    public static function twice(): array
    {
        return [[], []];
    }

    public function testStateCallsAndTrouble(): void
    {
        $this->fakeMagento->setState(['products' => [['sku' => 'red'], ['sku' => 'blue']]]);
        $this->fakeMagento->trouble(['on' => 'product_media.list', 'fault' => 101, 'message' => 'not now']);
        [$shop, $session] = $this->login();
        try {
            $shop->call($session, 'product_media.list', ['red']);
            $this->fail('no fault');
        } catch (SoapFault $fault) {
            $this->assertSame('not now', $fault->getMessage());
        }
        $this->assertSame([], $shop->call($session, 'product_media.list', ['blue']));
        $this->assertCount(1, $this->fakeMagento->calls(['of' => 'product_media.list', 'product' => 'blue']));
        $this->assertMagentoCalled('product_media.list');
        $this->assertMagentoCalled('product_media.list', times: 2);
        $this->assertMagentoCalled('product_media.create', times: 0);
        $this->assertMagentoClean();
    }

    public function testFailuresShowTheCalls(): void
    {
        [$shop, $session] = $this->login();
        try {
            $shop->call($session, 'product_media.list', ['nope']);
        } catch (SoapFault) {
        }
        $line = '2. v1 catalog_product_attribute_media.list{"productId":"nope","store":null,"identifierType":null}'
            . ' -> fault 101: Product not exists.';
        foreach ([fn () => $this->assertMagentoClean(), fn () => $this->assertMagentoCalled('product.info')] as $check) {
            try {
                $check();
            } catch (AssertionFailedError $failure) {
                $this->assertStringContainsString($line, $failure->getMessage());
                continue;
            }
            $this->fail('the check has passed');
        }
    }

    public function testRefusalsAreToldInTheFakesWords(): void
    {
        $this->expectException(RuntimeException::class);
        $this->expectExceptionMessage('refuses POST products: {"error"');
        $this->fakeMagento->add('products', ['name' => 'without SKU']);
    }
}
