/** Caches in this process, on Caffeine. */
@org.jspecify.annotations.NullMarked
module dev.parley.cache {
    requires transitive dev.parley.core;
    requires com.github.benmanes.caffeine;
    requires org.jspecify;

    exports dev.parley.cache;
}
