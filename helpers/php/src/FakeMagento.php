<?php

declare(strict_types=1);

namespace FakeMagento;

use PHPUnit\Framework\Attributes\Before;

/** For test cases of PHPUnit: a fake Magento, with its first shop again before each test. */
trait FakeMagento
{
    protected Server $fakeMagento;

    /** The options of `fake-magento serve` for the one that is started; the first test case to ask decides for all. */
    protected static function fakeMagentoOptions(): array
    {
        return [];
    }

    /** @before */
    #[Before]
    protected function resetFakeMagento(): void
    {
        $this->fakeMagento = Server::running(...static::fakeMagentoOptions());
        $this->fakeMagento->reset();
    }

    /** Fails, and shows the calls, where something was not called, or not as often as it should have been. */
    protected function assertMagentoCalled(string $of, ?int $times = null): void
    {
        $count = count($this->fakeMagento->calls(['of' => $of]));
        $wanted = $times ?? 'at least 1';
        $this->assertTrue($times === null ? $count > 0 : $count === $times, $this->withCalls("$of: $count calls, not $wanted"));
    }

    /** Fails, and shows the calls, over violations of the WSDL, unexpected faults and trouble that is left. */
    protected function assertMagentoClean(): void
    {
        $problems = $this->fakeMagento->problems();
        $this->assertSame([], $problems, $this->withCalls(implode("\n", $problems)));
    }

    private function withCalls(string $message): string
    {
        foreach ($this->fakeMagento->calls() as $number => $call) {
            $what = ($call['path'] ?? $call['operation']) . json_encode($call['arguments']);
            $message .= sprintf("\n  %d. %s %s -> %s", $number + 1, $call['dialect'], $what, $call['outcome']);
        }
        return $message;
    }
}
