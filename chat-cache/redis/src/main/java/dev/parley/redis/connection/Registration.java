package dev.parley.redis.connection;

/** Something that is listened to until it is closed. Thread-safe; closing it twice does nothing. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

    /** Ends it. What is being told at this moment may still arrive. */
    @Override
    void close();
}
