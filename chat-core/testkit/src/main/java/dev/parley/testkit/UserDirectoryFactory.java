package dev.parley.testkit;

import dev.parley.core.auth.UserDirectory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The two methods that a test of {@link UserDirectoryContract} writes. */
@ExtendWith(ContractExtension.class)
public interface UserDirectoryFactory {

    /**
     * Opens the directory under test. It need not be empty: each test uses a tenant of its own. The test closes it.
     *
     * @return the directory
     */
    UserDirectory createDirectory();

    /**
     * Opens the directory under test, with the feed of the same system. The test closes both.
     *
     * @return the directory and the feed
     */
    StoreAndChanges<UserDirectory> createDirectoryAndChanges();
}
