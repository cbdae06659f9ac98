package dev.parley.testkit;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a test of {@link BackupSourceContract} writes. There is a new object for each test. */
@ExtendWith(ContractExtension.class)
public interface BackupSourceFactory {

    /**
     * Makes a place for the source to be of. The test closes it.
     *
     * @return a place of its own, in which there is nothing
     */
    Installation createInstallation();

    /**
     * Ways in which parts, each of them readable, do not belong together: something is missing, doubled, or refers to
     * nothing.
     *
     * @return each changes the bytes of parts, by their names in the order of the archive, or takes one out; by a text with
     *     which the source names the place. The parts are of three users with ten texts each
     */
    Map<String, Consumer<Map<String, byte[]>>> damages();

    /**
     * Tells of a part whether it has a form, so that a part which is cut or followed by other bytes can be told from a good
     * one.
     *
     * @param part its name
     * @return whether it has; true unless the test says otherwise
     */
    default boolean hasForm(String part) {
        return true;
    }

    /**
     * Tells whether the source knows which user something is of.
     *
     * @return true unless the test says otherwise; rule BS-10 is not tested then
     */
    default boolean knowsUsers() {
        return true;
    }

    /** What a source is of, as those see it who use it. Reading and writing are thread-safe. */
    interface Installation extends AutoCloseable {

        /** {@return always the same source of this place} */
        BackupSource source();

        /**
         * Keeps a text. Returns when it is acknowledged.
         *
         * @param tenant whose
         * @param user whose
         * @param text 1 to 100 printable characters, no two alike
         * @param deadline by when to be done
         * @throws dev.parley.core.error.ChatException if it could not be written
         */
        void write(TenantId tenant, UserId user, String text, Deadline deadline);

        /**
         * Reads what is kept.
         *
         * @param tenant whose
         * @param user whose
         * @return all texts of the user, as they were written
         */
        SortedSet<String> read(TenantId tenant, UserId user);

        /** {@return the names of all there is in the place beside what is in use: schemas, files; for comparing} */
        Set<String> remains();

        @Override
        void close();
    }
}
