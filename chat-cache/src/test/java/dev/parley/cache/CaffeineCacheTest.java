package dev.parley.cache;

import dev.parley.testkit.CacheContract;
import dev.parley.testkit.ManualClock;

class CaffeineCacheTest implements CacheContract {

    @Override
    public CacheSystem createSystem(ManualClock clock) {
        return CacheSystem.of(
                CaffeineCacheProvider.builder().nanoTime(clock::nanoTime).build());
    }
}
