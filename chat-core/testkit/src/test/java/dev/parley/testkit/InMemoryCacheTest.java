package dev.parley.testkit;

import dev.parley.core.cache.CacheProvider;

class InMemoryCacheTest implements CacheContract {

    @Override
    public CacheSystem createSystem(ManualClock clock) {
        return CacheSystem.of(CacheProvider.inMemory(clock::nanoTime));
    }
}
