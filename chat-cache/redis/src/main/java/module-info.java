/** What several servers share, on Redis. */
@org.jspecify.annotations.NullMarked
module dev.parley.redis {
    requires transitive dev.parley.core;
    requires transitive lettuce.core;
    requires transitive com.fasterxml.jackson.databind;
    requires com.github.benmanes.caffeine;
    requires io.netty.buffer;
    requires io.netty.common;
    requires org.jspecify;
    requires org.slf4j;

    exports dev.parley.redis.auth;
    exports dev.parley.redis.cache;
    exports dev.parley.redis.connection;
    exports dev.parley.redis.delivery;
    exports dev.parley.redis.lease;
    exports dev.parley.redis.ratelimit;
}
