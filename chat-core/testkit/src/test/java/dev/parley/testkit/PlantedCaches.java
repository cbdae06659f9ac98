package dev.parley.testkit;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheProvider;
import dev.parley.core.cache.CacheSpec;
import java.time.Duration;

/** Caches with the fault, some of them because they are opened by another spec than was asked for. */
record PlantedCaches(String rule, CacheProvider delegate) implements CacheProvider {

    private static final int MANY_TIMES = 1_000;

    /** CA-4: remembers no failure; CA-9: has more room; CA-10: loads nothing beforehand. */
    @Override
    @SuppressWarnings("unchecked") // The contract's caches are all of one type.
    public <K, V> Cache<K, V> cache(CacheSpec<K, V> spec) {
        CacheSpec.Builder<K, V> changed = CacheSpec.<K, V>builder(spec.name(), spec.keyText())
                .nearTtl(spec.nearTtl())
                .sharedTtl(spec.sharedTtl())
                .absentTtl(spec.absentTtl())
                .staleness(spec.staleness())
                .failureBackoff(rule.equals("CA-4") ? Duration.ZERO : spec.failureBackoff())
                .refreshAhead(rule.equals("CA-10") ? 0 : spec.refreshAhead())
                .copier(spec.copier());
        long maximum = rule.equals("CA-9") && spec.maximum() > 1 ? spec.maximum() * MANY_TIMES : spec.maximum();
        spec.weigher()
                .ifPresentOrElse(
                        weigher -> changed.maximumWeight(maximum, weigher), () -> changed.maximumSize(maximum));
        PlantedCacheFaults[] planted = new PlantedCacheFaults[1];
        changed.group(key -> {
            String group = spec.group().apply(key);
            planted[0].note(group);
            return group;
        });
        planted[0] = new PlantedCacheFaults(rule, (Cache<String, Object>) delegate.cache(changed.build()));
        return (Cache<K, V>) planted[0];
    }

    @Override
    public void close() {
        delegate.close();
    }
}
