package dev.parley.auth.token;

import dev.parley.core.auth.ApiKey;
import dev.parley.core.time.Deadline;
import java.util.Optional;

/** Finds the key of a machine user by what was presented. Thread-safe. */
@FunctionalInterface
public interface ApiKeyLookup {

    /** With what every key begins, and no token does. */
    String PREFIX = "pk_";

    /**
     * Finds a key that stands.
     *
     * @param key as presented
     * @param deadline by when to answer
     * @return the key, if it stands
     */
    Optional<ApiKey> find(String key, Deadline deadline);

    /**
     * Notes that a key is in use. Called at most once a minute for each key by each node.
     *
     * @param key the key
     * @param deadline by when to answer
     * @return whether it still stands; by default true, with nothing noted
     */
    default boolean touch(ApiKey key, Deadline deadline) {
        return true;
    }
}
