package dev.parley.store.jdbc;

import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.BodyHash;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes what a batch of appends needs, in the way that is cheapest on one database. Thread-safe. */
interface PostingTables {

    /**
     * A message to be written.
     *
     * @param message the message
     * @param key by which its author can repeat it
     * @param hash of its body
     * @param asked the bots that it asks
     */
    record Post(Message message, IdempotencyKey key, BodyHash hash, List<UserId> asked) {

        /**
         * Copies the list.
         *
         * @param message as in the record
         * @param key as in the record
         * @param hash as in the record
         * @param asked as in the record
         */
        public Post {
            asked = List.copyOf(asked);
        }
    }

    /** {@return whether a ground that is missing may just be locked by somebody, unless it was waited for} */
    boolean passesOver();

    /**
     * Locks the conversations of the drafts, and reads the ground of each.
     *
     * @param waits whether to wait for locks, which is safe for one conversation only
     * @return in the order of the drafts; null where the author does not take part, or, unless it waits, the rows are
     *     locked
     */
    List<@Nullable Ground> look(Session session, List<Pending> drafts, boolean waits) throws SQLException;

    /** Writes entries, heads and markers of messages in ascending order of their seqs. */
    void write(Session session, List<Post> posts) throws SQLException;

    /** Makes a turn for each bot that each of the messages asks. */
    void ask(Session session, TenantId tenant, List<Post> posts) throws SQLException;
}
