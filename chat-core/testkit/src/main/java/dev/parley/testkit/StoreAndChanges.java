package dev.parley.testkit;

import dev.parley.core.auth.AccessChanges;

/**
 * A store under test, and the feed that hears of what it ends, of one system. The test closes it.
 *
 * @param store the store
 * @param changes the feed of the same system
 * @param <S> the type of the store
 */
public record StoreAndChanges<S extends AutoCloseable>(S store, AccessChanges changes) implements AutoCloseable {

    /** Closes the store, then the feed. */
    @Override
    public void close() {
        try {
            store.close();
        } catch (Exception e) {
            throw new AssertionError("The store can't be closed", e);
        } finally {
            changes.close();
        }
    }
}
