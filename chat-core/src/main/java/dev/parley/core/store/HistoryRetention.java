package dev.parley.core.store;

import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TenantId;
import dev.parley.core.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The retention facet of a store: removes entries that are old enough, and keeps conversations under legal hold from it. An
 * optional capability of a {@link ChatStore}. Thread-safe. For the host and its operators, never for users: it asks nobody's
 * permission. {@link dev.parley.core.retention.HistoryTrimmer} calls it from time to time.
 *
 * <p>A conversation has a first entry that is left. Trimming moves it forwards; nothing is renumbered, and no number is given
 * twice. What readers are told instead of what was removed is where the log begins now, in the page and in the feed: a
 * cursor that is too old goes on there, and who holds it knows that something is missing.
 *
 * <p>Rules, checked by {@code HistoryRetentionContract}:
 *
 * <ul>
 *   <li>HR-1 Trimming removes entries from the oldest on, up to the first that is younger than the rule says, and at most as
 *       many as asked for; it tells the first that is left and whether there is more to remove.
 *   <li>HR-2 As many of the newest entries as the rule says stay, however old they are.
 *   <li>HR-3 What is left is as it was, dense from the first that is left to the head; the next entry has the next seq, the next
 *       message the next ordinal, also when nothing is left.
 *   <li>HR-4 A page of messages or entries that would have begun before the first that is left begins there, and
 *       {@linkplain Page#truncated tells it}; every other page does not, and to who sees only what is left none does.
 *   <li>HR-5 A message that was removed can be neither edited, redacted nor replied to, and the texts of its later edits are
 *       wiped.
 *   <li>HR-6 Unread is the number of messages that are left after the marker; the marker moves as before.
 *   <li>HR-7 What a removed message asked of bots has ended and is gone; the next in line can be claimed.
 *   <li>HR-8 A message that is younger than {@link HistoryRule#SHORTEST} is never removed: sent again, it is a duplicate. A
 *       message that was removed is new when it is sent again.
 *   <li>HR-9 What is held is not trimmed, none of its messages is redacted, and nobody who takes or took part is erased:
 *       {@code legal_hold}. When the hold is released, all that goes on.
 *   <li>HR-10 Holding what is held changes nothing, and gives the hold that stands. Releasing tells whether it was held. Holds
 *       are listed by tenant, in ascending order of the conversations; pages join without gap or repeat.
 *   <li>HR-11 Candidates are the conversations, of any tenant, in which trimming would remove something; pages join without
 *       gap or repeat.
 *   <li>HR-12 The {@link ChatFeed} gives entries from the first that is left, and its heads tell it.
 *   <li>HR-13 For another tenant, every method but {@link #candidates} answers as if the conversation did not exist.
 * </ul>
 *
 * <p>Every method throws {@link dev.parley.core.error.ChatException} as {@link ChatLog} does.
 */
public interface HistoryRetention {

    /**
     * A conversation in which there is something to remove.
     *
     * @param tenant whose
     * @param conversation which
     */
    record Candidate(TenantId tenant, ConversationId conversation) {}

    /**
     * What trimming came to.
     *
     * @param firstSeq the first entry that is left, or the one that will come next if none is
     * @param removed how many entries were removed now
     * @param more whether the rule would have more removed
     */
    record Trimmed(long firstSeq, int removed, boolean more) {}

    /**
     * Looks for conversations in which there is something to remove.
     *
     * @param rule how long entries are kept, by the clock that gave them their times
     * @param after behind which conversation to go on, or null to begin
     * @param limit how many conversations to look at, 1 to 1,000; there may be fewer candidates among them, or none
     * @param deadline by when to answer
     * @return the candidates; the next cursor is where to go on looking
     */
    Page<Candidate, ConversationId> candidates(
            HistoryRule rule, @Nullable ConversationId after, int limit, Deadline deadline);

    /**
     * Removes the oldest entries of a conversation, in one transaction.
     *
     * @param tenant whose conversation
     * @param conversation which
     * @param rule how long entries are kept
     * @param limit how many to remove at most, 1 to 10,000
     * @param deadline by when to answer
     * @return what was removed, or refused with {@code conversation_not_found}, {@code legal_hold} or
     *     {@code store_read_only}
     */
    Outcome<Trimmed> trim(TenantId tenant, ConversationId conversation, HistoryRule rule, int limit, Deadline deadline);

    /**
     * Has a conversation kept as it is: from when this has returned, nothing of it is removed or wiped. Participants go on
     * posting, editing (the log keeps what was there before), joining and leaving.
     *
     * @param tenant whose conversation
     * @param conversation which
     * @param reason why, as in {@link LegalHold}
     * @param deadline by when to answer
     * @return the hold, or refused with {@code conversation_not_found} or {@code store_read_only}
     * @throws dev.parley.core.error.ChatException {@code reason_malformed}, if the reason is not as in {@link LegalHold}
     */
    Outcome<LegalHold> hold(TenantId tenant, ConversationId conversation, String reason, Deadline deadline);

    /**
     * Releases a hold.
     *
     * @param tenant whose conversation
     * @param conversation which
     * @param deadline by when to answer
     * @return whether it was held, or refused with {@code conversation_not_found} or {@code store_read_only}
     */
    Outcome<Boolean> release(TenantId tenant, ConversationId conversation, Deadline deadline);

    /**
     * Lists the holds of a tenant.
     *
     * @param tenant the tenant
     * @param after behind which conversation to go on, or null to begin
     * @param limit how many at most, 1 or more
     * @param deadline by when to answer
     * @return the page
     */
    Page<LegalHold, ConversationId> holds(
            TenantId tenant, @Nullable ConversationId after, int limit, Deadline deadline);
}
