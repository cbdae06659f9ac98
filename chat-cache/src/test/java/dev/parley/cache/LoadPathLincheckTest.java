package dev.parley.cache;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheProvider;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * What is kept elsewhere, changed there and then evicted, and read through the cache, is one variable that is read and written at
 * once: whatever way loads and evictions of a key and of its group overtake each other, who reads after a change reads it. On the
 * entries in memory, for the path of a load is the same, and Caffeine would be checked in its place.
 */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class LoadPathLincheckTest {

    private static final Deadline LATER = Deadline.after(Duration.ofHours(1));

    private final Cache<String, Integer> cache = CacheProvider.inMemory(() -> 0)
            .cache(CacheSpec.<String, Integer>builder("register", key -> key)
                    .group(key -> "group")
                    .build());
    private volatile int kept;

    @Operation
    public int read() {
        return cache.get("key", (key, deadline) -> Optional.of(kept), LATER).orElseThrow();
    }

    @Operation
    public void write(@Param(name = "value") int value) {
        kept = value;
        cache.evict("key");
    }

    @Operation
    public void writeAndEvictTheGroup(@Param(name = "value") int value) {
        kept = value;
        cache.evictGroup("group");
    }

    @Test
    void isOneVariable() {
        new ModelCheckingOptions()
                .iterations(Integer.getInteger("parley.lincheck.iterations", 4))
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(1)
                .sequentialSpecification(Variable.class)
                .check(LoadPathLincheckTest.class);
    }

    /** What it has to be like. */
    public static class Variable {

        private int kept;

        public int read() {
            return kept;
        }

        public void write(int value) {
            kept = value;
        }

        public void writeAndEvictTheGroup(int value) {
            kept = value;
        }
    }
}
