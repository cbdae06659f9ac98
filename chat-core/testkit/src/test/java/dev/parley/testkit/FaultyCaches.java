package dev.parley.testkit;

import dev.parley.core.cache.CacheProvider;
import java.time.Duration;

/** The caches with the fault. Run only by {@link CacheContractFindsFaultsTest}. */
class FaultyCaches extends FaultyAdapters.Faulty implements CacheContract {

    @Override
    public CacheSystem createSystem(ManualClock clock) {
        return CacheSystem.of(new PlantedCaches(rule, CacheProvider.inMemory(clock::nanoTime)));
    }

    /** Less than usual, for what does not happen is waited for all this time. */
    @Override
    public Duration patience() {
        return Duration.ofSeconds(1);
    }
}
