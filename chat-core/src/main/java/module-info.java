/** The engine, every SPI, and an in-memory adapter of each. */
@org.jspecify.annotations.NullMarked
module dev.parley.core {
    requires transitive org.jspecify;
    requires org.slf4j;

    exports dev.parley.core;
    exports dev.parley.core.auth;
    exports dev.parley.core.backup;
    exports dev.parley.core.cache;
    exports dev.parley.core.delivery;
    exports dev.parley.core.error;
    exports dev.parley.core.lease;
    exports dev.parley.core.message;
    exports dev.parley.core.observe;
    exports dev.parley.core.portable;
    exports dev.parley.core.ratelimit;
    exports dev.parley.core.reply;
    exports dev.parley.core.retention;
    exports dev.parley.core.store;
    exports dev.parley.core.time;
}
