package dev.parley.redis.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evictions that come while others are told: Redis may have taken those before, so nothing says that it knows of these. */
class UnannouncedTest {

    private static final int MORE_THAN_FIT = 1_001;

    private final List<String> told = new ArrayList<>();
    private Runnable meanwhile = () -> {};

    private final Unannounced unannounced = new Unannounced(2, new Unannounced.Telling() {
        @Override
        public void everything(int shard) {
            tell("all of " + shard);
        }

        @Override
        public void one(Unannounced.Eviction eviction) {
            tell(eviction.told());
        }

        private void tell(String what) {
            told.add(what);
            Runnable once = meanwhile;
            meanwhile = () -> {};
            once.run();
        }
    });

    private void add(String key) {
        unannounced.add(new Unannounced.Eviction(1, List.of(key), key));
    }

    @Test
    void theSameEvictionWhileItIsToldIsToldAgain() {
        add("Kk");
        meanwhile = () -> add("Kk");
        unannounced.announce();
        assertThat(unannounced.any(1)).isTrue();
        unannounced.announce();
        assertThat(told).containsExactly("Kk", "Kk");
        assertThat(unannounced.any(1)).isFalse();
    }

    @Test
    void anEvictionWhileEverythingIsToldIsToldByEverythingAgain() {
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            add("K" + i);
        }
        meanwhile = () -> add("Kk");
        unannounced.announce();
        assertThat(unannounced.any(1)).isTrue();
        unannounced.announce();
        assertThat(told).containsExactly("all of 1", "all of 1");
        assertThat(unannounced.any(1)).isFalse();
        assertThat(unannounced.any(0)).isFalse();
    }
}
