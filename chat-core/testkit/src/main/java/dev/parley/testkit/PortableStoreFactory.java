package dev.parley.testkit;

import dev.parley.core.auth.UserDirectory;
import dev.parley.core.backup.BackupSource;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.store.ChatStore;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What a test of {@link PortableStoreContract} writes. There is a new object for each test. */
public interface PortableStoreFactory extends BackupSourceFactory {

    /** {@return stores of their own, in which there is nothing; the test closes them} */
    Stores createStores();

    /**
     * Makes a source.
     *
     * @param store what it backs up
     * @return a source that writes it in lines of JSON
     */
    BackupSource sourceOf(PortableStore store);

    @Override
    default Installation createInstallation() {
        Stores stores = createStores();
        return new ChatInstallation(stores, sourceOf(stores.portable()));
    }

    @Override
    default Map<String, Consumer<Map<String, byte[]>>> damages() {
        return PortableDamages.all();
    }

    /** Stores, and the portable store over them. */
    interface Stores extends AutoCloseable {

        /** {@return the chat store, always the same} */
        ChatStore chat();

        /** {@return the users, always the same} */
        UserDirectory users();

        /** {@return the portable store over both, always the same} */
        PortableStore portable();

        /** {@return as {@link BackupSourceFactory.Installation#remains} says} */
        Set<String> remains();

        @Override
        void close();
    }
}
