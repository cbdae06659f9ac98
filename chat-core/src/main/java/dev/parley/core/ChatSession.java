package dev.parley.core;

import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.ChatLimits;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationSummary;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.Revision;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ErasureReport;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.ListCursor;
import dev.parley.core.store.Page;
import dev.parley.core.store.PersonalRecord;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one principal can do. Thread-safe, cheap, holds nothing but the principal.
 *
 * <p>Every method answers an {@link Outcome}: done, or refused with a code that a correct program must expect, such as
 * {@code conversation_not_found}, {@code denied}, {@code rate_limited} or {@code store_overloaded}. Input that breaks a
 * rule and faults of the store are {@link ChatException}s. Every call answers within the engine's timeout, an export and an
 * erasure within its timeout for personal data.
 */
public interface ChatSession {

    /** {@return on whose behalf this session calls} */
    Principal principal();

    /**
     * Creates a conversation, with oneself as its owner.
     *
     * @param conversation what it is created from
     * @return the conversation
     */
    Outcome<Conversation> create(NewConversation conversation);

    /**
     * Creates a conversation, with oneself as its owner, once for a key.
     *
     * @param conversation what it is created from
     * @param key the same for each retry
     * @return the conversation, which may have been created by an earlier call; or refused with
     *     {@code idempotency_conflict}
     */
    Outcome<Conversation> create(NewConversation conversation, IdempotencyKey key);

    /**
     * Reads a conversation.
     *
     * @param conversation its id
     * @return the conversation
     */
    Outcome<Conversation> conversation(ConversationId conversation);

    /**
     * Lists one's conversations, the latest activity first.
     *
     * @param cursor where to go on, or null to begin
     * @param limit how many at most, 1 to {@link ChatLimits#maxPageSize()}
     * @return the page
     */
    Outcome<Page<ConversationSummary, ListCursor>> conversations(@Nullable ListCursor cursor, int limit);

    /**
     * Gives a conversation another title.
     *
     * @param conversation a conversation that one owns
     * @param title the new title
     * @return the change
     */
    Outcome<Change> rename(ConversationId conversation, String title);

    /**
     * Adds a participant.
     *
     * @param conversation a conversation that one owns
     * @param user who
     * @param role their role
     * @return the change
     */
    Outcome<Change> addParticipant(ConversationId conversation, UserId user, ParticipantRole role);

    /**
     * Removes a participant.
     *
     * @param conversation a conversation that one owns, or takes part in when removing oneself
     * @param user who
     * @return the change
     */
    Outcome<Change> removeParticipant(ConversationId conversation, UserId user);

    /**
     * Leaves a conversation.
     *
     * @param conversation the conversation
     * @return the change
     */
    Outcome<Change> leave(ConversationId conversation);

    /**
     * Sends a message. When the receipt is there, the message is durable; when none came, for whatever reason, the same
     * draft may be sent again and is never posted twice.
     *
     * @param conversation a conversation that one takes part in
     * @param draft the message
     * @return the receipt, or refused, with {@code idempotency_conflict} for a key that was used with another body
     * @throws ChatException for input that breaks a rule, or a fault; {@link ErrorCode#OUTCOME_UNKNOWN} if the store could
     *     not say within the timeout whether it had committed
     */
    Outcome<Receipt> send(ConversationId conversation, Draft draft);

    /**
     * Replaces the text of one's own message.
     *
     * @param message the message
     * @param expectedRevision the revision that one has read, 1 or more
     * @param text the new text
     * @return the new revision
     */
    Outcome<Revision> edit(MessageId message, int expectedRevision, String text);

    /**
     * Wipes the text of a message for good.
     *
     * @param message one's own, or any in a conversation that one owns
     * @return the change, or refused with {@code legal_hold} as long as the conversation is held
     */
    Outcome<Change> redact(MessageId message);

    /**
     * Reads messages.
     *
     * @param conversation a conversation that one takes part in
     * @param range which part; at most {@link ChatLimits#maxPageSize()} messages
     * @return the page, ascending; its next cursor is an exclusive sequence number in the direction of the range; where
     *     messages of the range were removed because of their age it {@linkplain Page#truncated tells} where the log begins
     */
    Outcome<Page<Message, Long>> messages(ConversationId conversation, HistoryRange range);

    /**
     * Reads entries of every type.
     *
     * @param conversation a conversation that one takes part in
     * @param after an exclusive sequence number, 0 or more
     * @param limit how many at most, 1 to {@link ChatLimits#maxPageSize()}
     * @return the page; its next cursor is the sequence number of its last entry; {@linkplain Page#truncated truncated} as
     *     for messages
     */
    Outcome<Page<Entry, Long>> entries(ConversationId conversation, long after, int limit);

    /**
     * Tells up to where one has read; who follows the conversation is told as well.
     *
     * @param conversation a conversation that one takes part in
     * @param seq a sequence number, 0 or more; the marker never goes back, nor beyond the newest entry
     * @return where the marker stands now
     */
    Outcome<Long> markRead(ConversationId conversation, long seq);

    /**
     * Follows a conversation, from any place in its log: entries in order, without gap or repeat, and what goes on beside
     * the log. A place whose entries were removed because of their age is as good as any: the subscriber is told first where
     * the log begins now.
     *
     * @param conversation a conversation that one takes part in
     * @param after an exclusive sequence number, 0 or more and not beyond the newest entry
     * @param access asked again and again whether the principal's access still holds
     * @return the subscription; the caller closes it
     */
    Outcome<Subscription> subscribe(ConversationId conversation, long after, AccessCheck access);

    /**
     * Shows the others that one is typing. Shown for a few seconds; call it again every three while typing goes on.
     *
     * @param conversation a conversation that one takes part in
     * @return who is shown as typing: oneself
     */
    Outcome<UserId> typing(ConversationId conversation);

    /**
     * Stops what the bots of a conversation are saying. What was said so far stays, marked as stopped.
     *
     * @param conversation a conversation that one takes part in
     * @return the turns that were stopped; none if no bot was speaking or about to
     */
    Outcome<List<TurnStatus>> stopTurns(ConversationId conversation);

    /**
     * Reads what has become of a turn.
     *
     * @param turn a turn of a conversation that one takes part in
     * @return its status
     */
    Outcome<TurnStatus> turn(TurnId turn);

    /**
     * Gives out everything that the store holds about the principal.
     *
     * @param sink takes each record, in the calling thread
     * @return how many records there were
     */
    Outcome<Long> exportData(Consumer<PersonalRecord> sink);

    /**
     * Erases the principal from the store.
     *
     * @return what was wiped where, or refused with {@code legal_hold} as long as one of the principal's conversations is held
     */
    Outcome<ErasureReport> eraseData();
}
