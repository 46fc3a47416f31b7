<?php

declare(strict_types=1);

namespace FakeMagento;

use RuntimeException;

/** A fake Magento, and the control over it. */
final class Server
{
    private static ?self $running = null;

    private function __construct(
        public readonly string $url,
        public readonly string $wsdlV1,
        public readonly string $wsdlV2,
        public readonly string $xmlrpc,
        public readonly string $user,
        public readonly string $key,
    ) {
    }

    /**
     * The one that `fake-magento run -- phpunit` has started, or else one for as long as this process lives.
     *
     * @param string ...$options of `fake-magento serve`, for the one that is started
     */
    public static function running(string ...$options): self
    {
        if (self::$running === null) {
            $given = getenv('FAKE_MAGENTO_URL') === false ? self::start($options) : [];
            $told = static fn (string $name): string => $given[$name] ?? (string) getenv('FAKE_MAGENTO_' . strtoupper($name));
            $names = ['url', 'wsdl_v1', 'wsdl_v2', 'xmlrpc', 'user', 'key'];
            self::$running = new self(...array_map($told, $names));
        }
        return self::$running;
    }

    /** The shop as it was started; calls and trouble are forgotten. */
    public function reset(): void
    {
        $this->control('POST', 'reset');
    }

    /** The shop as a fixtures document. */
    public function state(): array
    {
        return $this->control('GET', 'state');
    }

    /** Makes the shop that of a fixtures document, such as `['products' => [['sku' => 'mug']]]`. */
    public function setState(array $state): void
    {
        $this->control('PUT', 'state', $state);
    }

    /** Adds to the shop one of a kind, such as `add('products', ['sku' => 'mug'])`; its name and id. */
    public function add(string $kind, array $what): array
    {
        return $this->control('POST', $kind, $what);
    }

    /** What was called, such as `calls(['of' => 'product_media.create'])`; without an argument all. */
    public function calls(array $which = []): array
    {
        return $this->control('GET', 'calls?' . http_build_query($which));
    }

    /** Scripts trouble, such as `trouble(['on' => 'product_media.create', 'fault' => 104])`. */
    public function trouble(array $trouble): array
    {
        return $this->control('POST', 'trouble', $trouble);
    }

    /** Violations, unexpected faults and trouble that is left, in words. */
    public function problems(): array
    {
        return $this->control('GET', 'problems');
    }

    /** What the control answers under a path, decoded. */
    public function control(string $method, string $path, ?array $body = null): mixed
    {
        $http = ['method' => $method, 'header' => 'Content-Type: application/json', 'ignore_errors' => true];
        if ($body !== null) {
            $http['content'] = json_encode($body, JSON_THROW_ON_ERROR);
        }
        $answer = @file_get_contents("$this->url/__fake__/$path", false, stream_context_create(['http' => $http]));
        if ($answer === false) {
            throw new RuntimeException("fake-magento does not answer at $this->url");
        }
        if (!preg_match('/^HTTP\S+ 2/', $http_response_header[0])) {
            throw new RuntimeException("fake-magento refuses $method $path: $answer");
        }
        return $answer === '' ? null : json_decode($answer, true, 512, JSON_THROW_ON_ERROR);
    }

    /** Starts one that ends with this process: where it is, as `--address-file` tells it. */
    private static function start(array $options): array
    {
        $file = tempnam(sys_get_temp_dir(), 'fake-magento');
        $command = ['fake-magento', 'serve', '--port', '0', '--quiet', '--address-file', $file, ...$options];
        $process = proc_open($command, [1 => ['file', '/dev/null', 'w'], 2 => ['pipe', 'w']], $pipes);
        if ($process === false) {
            throw new RuntimeException('fake-magento is not installed: pip install fake-magento');
        }
        register_shutdown_function(static function () use ($process, $file): void {
            proc_terminate($process);
            @unlink($file);
        });
        while (($told = file_get_contents($file)) === '') {
            if (!proc_get_status($process)['running']) {
                throw new RuntimeException('fake-magento has not started: ' . stream_get_contents($pipes[2]));
            }
            usleep(20_000);
        }
        return json_decode($told, true, 512, JSON_THROW_ON_ERROR);
    }
}
