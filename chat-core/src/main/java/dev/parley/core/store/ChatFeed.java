package dev.parley.core.store;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.time.Deadline;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The feed facet of a store: what the engine's live delivery reads, once for a node and not once for each subscriber.
 * Thread-safe. All but {@link #seat} give out what no single principal may see as it is; the delivery shows to each
 * subscriber its part. Never given to a host's users.
 *
 * <p>Rules, checked by {@code ChatFeedContract}:
 *
 * <ul>
 *   <li>CF-1 A participant has a seat, with the head and the first entry that they see; a stranger, who left, and a user of
 *       another tenant have none.
 *   <li>CF-2 Entries after any place come in order without gap, at most as many as asked for, whoever takes part; wiped
 *       texts are wiped.
 *   <li>CF-3 Another tenant's conversation has no entries.
 *   <li>CF-4 Heads are answered for every conversation that exists, of any tenant; others are left out.
 *   <li>CF-5 A head has the unfinished turn that is first in line of each bot, with its latest attempt, its state, and how
 *       much the attempt has written.
 *   <li>CF-6 A turn is read with its status and, unless it is finished, what its latest attempt has written.
 *   <li>CF-7 A call whose deadline is over is {@code deadline_exceeded}; a closed store fails with {@code closed}.
 *   <li>CF-8 When somebody is erased, the head of each conversation that they take or took part in counts one erasure
 *       more.
 * </ul>
 */
public interface ChatFeed {

    /**
     * Looks whether a principal takes part.
     *
     * @param principal who
     * @param conversation the conversation
     * @param deadline by when to answer
     * @return from where they may follow it, if they take part
     */
    Optional<FeedSeat> seat(Principal principal, ConversationId conversation, Deadline deadline);

    /**
     * Reads entries of every type, in order, as they are for who sees everything.
     *
     * @param tenant the tenant
     * @param conversation the conversation
     * @param after an exclusive sequence number, 0 or more
     * @param limit how many at most, 1 or more
     * @param deadline by when to answer
     * @return the entries
     */
    List<Entry> entries(TenantId tenant, ConversationId conversation, long after, int limit, Deadline deadline);

    /**
     * Reads how far conversations are.
     *
     * @param conversations which, at most 1,000, of any tenants
     * @param deadline by when to answer
     * @return the head of each that exists
     */
    Map<ConversationId, FeedHead> heads(Collection<ConversationId> conversations, Deadline deadline);

    /**
     * Reads a turn as it is now.
     *
     * @param turn which
     * @param deadline by when to answer
     * @return the turn, if it exists
     */
    Optional<TurnSnapshot> turn(TurnId turn, Deadline deadline);
}
