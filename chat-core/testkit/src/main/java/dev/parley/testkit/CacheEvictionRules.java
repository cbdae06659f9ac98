package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheLookup;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** Rules CA-6, CA-7 and CA-15: what is forgotten. */
interface CacheEvictionRules extends CacheFactory {

    @Rule("CA-6")
    default void anEvictedKeyIsForgotten() {
        try (CacheFixture caches = new CacheFixture(this)) {
            CacheFixture.Nodes nodes = caches.nodes("one", spec -> spec);
            nodes.here().put("key", "old");
            CacheFixture.load(nodes.there(), "key", "old");
            nodes.here().put("other", "old");
            nodes.here().evict("key");
            assertThat(nodes.here().lookup("key")).isInstanceOf(CacheLookup.Miss.class);
            assertThat(CacheFixture.known(nodes.here(), "other")).contains("old");
            caches.await(
                    "the other node",
                    () -> CacheFixture.known(nodes.there(), "key").isEmpty());
            Gate loading = new Gate(caches);
            FutureTask<Optional<Object>> overtaken = loading.load(nodes.here(), "key", "older");
            nodes.here().evict("key");
            assertThat(CacheFixture.load(nodes.here(), "key", "new")).contains("new");
            loading.open();
            assertThat(caches.join(overtaken)).contains("older");
            nodes.both()
                    .forEach(cache ->
                            assertThat(CacheFixture.load(cache, "key", "new")).contains("new"));
        }
    }

    @Rule("CA-7")
    default void anEvictedGroupIsForgottenAndNoOther() {
        try (CacheFixture caches = new CacheFixture(this)) {
            CacheFixture.Nodes nodes = caches.nodes("one", spec -> spec.group(CacheEvictionRules::groupOf));
            for (String key : new String[] {"a/1", "a/2", "ab/1", "b/1", "/1"}) {
                nodes.here().put(key, "old");
                CacheFixture.load(nodes.there(), key, "old");
            }
            nodes.here().evictGroup("a");
            nodes.here().evictGroup("*");
            nodes.here().evictGroup("nobody's");
            for (Cache<String, Object> cache : nodes.both()) {
                caches.await("all nodes", () -> CacheFixture.known(cache, "a/1").isEmpty());
                caches.await("all nodes", () -> CacheFixture.known(cache, "a/2").isEmpty());
                for (String key : new String[] {"ab/1", "b/1", "/1"}) {
                    assertThat(CacheFixture.load(cache, key, "new")).contains("old");
                }
            }
            nodes.here().evictGroup("");
            assertThat(nodes.here().lookup("/1")).isInstanceOf(CacheLookup.Miss.class);
            assertThat(CacheFixture.known(nodes.here(), "b/1")).contains("old");
            assertThat(CacheFixture.load(nodes.here(), "a/1", "new")).contains("new");
            assertThat(CacheFixture.known(nodes.here(), "a/1")).contains("new");
        }
    }

    private static String groupOf(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    @Rule("CA-15")
    default void whatAnEvictionOvertookIsKeptNowhere() {
        try (CacheFixture caches = new CacheFixture(this)) {
            Gate writing = new Gate(caches);
            CacheFixture.Nodes nodes = caches.nodes(
                    "one", spec -> spec.group(CacheEvictionRules::groupOf).copier(writing::passing));
            int number = 0;
            for (Cache<String, Object> node : nodes.both()) {
                for (boolean group : new boolean[] {false, true}) {
                    String loaded = "loads/" + ++number;
                    Gate loading = new Gate(caches);
                    FutureTask<Optional<Object>> load = loading.load(node, loaded, "old");
                    evict(nodes.here(), loaded, group);
                    loading.open();
                    caches.join(load);
                    assertForgotten(caches, nodes, loaded);
                    String put = "puts/" + ++number;
                    FutureTask<Boolean> write = writing.put(node, put);
                    evict(nodes.here(), put, group);
                    writing.open();
                    caches.join(write);
                    assertForgotten(caches, nodes, put);
                }
            }
        }
    }

    private static void evict(Cache<String, Object> cache, String key, boolean group) {
        if (group) {
            cache.evictGroup(groupOf(key));
        } else {
            cache.evict(key);
        }
    }

    private static void assertForgotten(CacheFixture caches, CacheFixture.Nodes nodes, String key) {
        for (Cache<String, Object> cache : nodes.both()) {
            caches.await("nothing old", () -> CacheFixture.known(cache, key).isEmpty());
        }
        for (Cache<String, Object> cache : nodes.both()) {
            assertThat(CacheFixture.load(cache, key, "new")).contains("new");
        }
    }

    /** Holds a load or a write up. */
    final class Gate {

        private static final String HELD = "held up";

        private final CacheFixture caches;
        private volatile CountDownLatch reached = new CountDownLatch(1);
        private volatile CountDownLatch opened = new CountDownLatch(1);

        Gate(CacheFixture caches) {
            this.caches = caches;
        }

        /** Begins a load beside, and returns when its loader was called. */
        FutureTask<Optional<Object>> load(Cache<String, Object> cache, String key, Object value) {
            FutureTask<Optional<Object>> load = caches.beside(() -> CacheFixture.get(cache, key, (asked, deadline) -> {
                pass();
                return Optional.of(value);
            }));
            caches.await(reached);
            return load;
        }

        /** Begins a write beside, and returns when its value is being copied. */
        FutureTask<Boolean> put(Cache<String, Object> cache, String key) {
            reached = new CountDownLatch(1);
            opened = new CountDownLatch(1);
            FutureTask<Boolean> write = caches.beside(() -> {
                cache.put(key, HELD);
                return true;
            });
            caches.await(reached);
            return write;
        }

        /** A copier. */
        Object passing(Object value) {
            if (value.equals(HELD)) {
                pass();
            }
            return value;
        }

        private void pass() {
            reached.countDown();
            caches.await(opened);
        }

        void open() {
            opened.countDown();
        }
    }
}
