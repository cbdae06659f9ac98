package dev.parley.core.store;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
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
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log facet of a store: conversations, their entries, and each participant's place in them. Thread-safe.
 *
 * <p>The engine checks lengths, Unicode and the host's policy before it calls; a log checks everything that only it can
 * know at that instant: membership, roles, keys, revisions. Every rule below is checked by {@code ChatLogContract} under
 * its number.
 *
 * <p>Sequence and keys:
 *
 * <ul>
 *   <li>CL-1 The entries of a conversation are numbered from 1 without gaps, whatever runs at once and whatever is refused
 *       or repeated between; posted entries also carry ordinals from 1 without gaps.
 *   <li>CL-2 The same author, key and body again is a duplicate with the original id and time; nothing is written. The
 *       body is the text, the reply link and whether it is a notice.
 *   <li>CL-3 The same author and key with another body is a conflict; nothing is written.
 *   <li>CL-4 Keys are apart by conversation and by author.
 *   <li>CL-5 Of many threads that append with one key at once, one appends and all others get a duplicate of it.
 *   <li>CL-6 A key is compared with the body as it was sent: neither an edit nor a redaction of the message changes what
 *       a repeat answers.
 *   <li>CL-7 Text comes back as it was sent, to the last UTF-16 unit: blank, control characters, emoji, any script.
 *   <li>CL-8 Times are the clock's, in whole microseconds.
 *   <li>CL-9 A call whose deadline is over writes nothing and is {@code deadline_exceeded}.
 * </ul>
 *
 * <p>Who sees what:
 *
 * <ul>
 *   <li>CL-10 For who does not take part, every method answers as if the conversation did not exist.
 *   <li>CL-11 For a principal of another tenant likewise, also when the user id is the same.
 *   <li>CL-12 Who left or was removed is a stranger from that entry on.
 *   <li>CL-13 Who joins later sees the entries from the joining entry on, in every reading method; what came before can
 *       be neither read, replied to, edited nor redacted. A later edit of an earlier message is an entry without its text,
 *       as if wiped.
 *   <li>CL-14 In a conversation with open history they see everything.
 *   <li>CL-15 Who left and joins anew sees the entries from the new joining on.
 *   <li>CL-16 A closed store fails with {@code closed}.
 *   <li>CL-17 Ids, keys and titles of the greatest length, in code points of any plane, are kept as they are.
 * </ul>
 *
 * <p>Conversations and participants:
 *
 * <ul>
 *   <li>CL-20 The creator is an owner, the others have the roles given; no entry is written for them, all see everything.
 *   <li>CL-21 Direct is a conversation that was created with exactly two participants, a bot counted; it becomes a group
 *       when somebody joins who was not one of the two, and remains one.
 *   <li>CL-22 Creating with a key again gives the same conversation; with another body (title, openness, participants or
 *       their roles) {@code idempotency_conflict}; for a creator who is gone {@code conversation_not_found}; keys are apart
 *       by tenant and creator.
 *   <li>CL-23 An owner renames, adds, and removes; others get {@code owner_required}. Everybody may leave.
 *   <li>CL-24 Adding who takes part already is done without an entry if the role is the same, else
 *       {@code participant_exists}; removing who does not take part is {@code participant_not_found}.
 *   <li>CL-25 When the last owner goes, the longest-standing participant that is no bot becomes owner (by time of
 *       joining, then by id). As long as a participant that is no bot is left, so is an owner.
 *   <li>CL-26 Joining, leaving and renaming each write one entry with author and subject; renaming to the present title
 *       writes none.
 *   <li>CL-27 A conversation never has more participants than the limit that is passed in, not even when many join at
 *       once: {@code participants_too_many}.
 * </ul>
 *
 * <p>Messages:
 *
 * <ul>
 *   <li>CL-30 The kind of a message is bot for a bot's, system for a notice, else user.
 *   <li>CL-31 A reply names a message of the same conversation that its author sees; else the input is refused with
 *       {@code reply_to_unknown} and nothing is written.
 *   <li>CL-32 Only the author edits ({@code author_required}), only at the expected revision ({@code revision_conflict});
 *       an edit makes one entry and one revision more.
 *   <li>CL-33 The same edit again (the revision expected was the one before the current, and the text is the current)
 *       gives the same revision and seq, and writes nothing.
 *   <li>CL-34 Of many edits at once at one revision, one succeeds, or several if they are the same.
 *   <li>CL-35 The author or an owner redacts; others get {@code author_required}. The text is gone from the message and
 *       from every entry; one entry more is written.
 *   <li>CL-36 Redacting again is done and writes nothing, with the seq of the first; editing what is redacted is
 *       {@code message_redacted}.
 *   <li>CL-37 An id that is not of a posted entry is {@code message_not_found}.
 * </ul>
 *
 * <p>Reading:
 *
 * <ul>
 *   <li>CL-40 Backwards from any place, pages join without gap or repeat down to the oldest visible message; each page
 *       ascends; the limit counts messages; the next cursor is null at the end only.
 *   <li>CL-41 Forwards likewise up to the newest.
 *   <li>CL-42 Entries after any place come in order without gap.
 *   <li>CL-43 Unread is the number of messages posted after the marker; sending moves one's own marker to the message
 *       sent; a joining participant begins with none unread.
 *   <li>CL-44 The marker moves forwards only, never beyond the head, and answers where it stands.
 *   <li>CL-45 The list of conversations is ordered by latest activity (posting or creation, nothing else), newest first,
 *       then by descending id; pages join without gap or repeat while nothing is posted; the last message is one that the
 *       principal sees, as it is now.
 * </ul>
 *
 * <p>Every method throws {@link dev.parley.core.error.ChatException}: {@code store_unavailable} or
 * {@code deadline_exceeded} when nothing was written, {@code outcome_unknown} when the store can't tell.
 */
public interface ChatLog {

    /**
     * Creates a conversation.
     *
     * @param principal the creator
     * @param conversation what it is created from; the engine has taken the creator out of its participants
     * @param key makes a repeat safe; the id of the conversation is {@link ConversationId#derived derived} from it
     * @param deadline by when to answer
     * @return the conversation, or refused with {@code idempotency_conflict}
     */
    Outcome<Conversation> create(
            Principal principal, NewConversation conversation, IdempotencyKey key, Deadline deadline);

    /**
     * Reads a conversation.
     *
     * @param principal a participant
     * @param conversation its id
     * @param deadline by when to answer
     * @return the conversation, if the principal takes part in it
     */
    Optional<Conversation> find(Principal principal, ConversationId conversation, Deadline deadline);

    /**
     * Gives a conversation another title.
     *
     * @param principal an owner
     * @param conversation its id
     * @param title the new title
     * @param deadline by when to answer
     * @return the change
     */
    Outcome<Change> rename(Principal principal, ConversationId conversation, String title, Deadline deadline);

    /**
     * Adds a participant.
     *
     * @param principal an owner
     * @param conversation the conversation
     * @param user who joins
     * @param role their role
     * @param maxParticipants how many may take part afterwards
     * @param deadline by when to answer
     * @return the change
     */
    Outcome<Change> addParticipant(
            Principal principal,
            ConversationId conversation,
            UserId user,
            ParticipantRole role,
            int maxParticipants,
            Deadline deadline);

    /**
     * Removes a participant.
     *
     * @param principal an owner, or the participant themselves
     * @param conversation the conversation
     * @param user who goes
     * @param deadline by when to answer
     * @return the change
     */
    Outcome<Change> removeParticipant(Principal principal, ConversationId conversation, UserId user, Deadline deadline);

    /**
     * Appends a message. The seq, the entry and the record of its key are written in one transaction.
     *
     * @param principal a participant
     * @param conversation the conversation
     * @param draft the message, already checked against the limits
     * @param deadline by when to answer
     * @return what came of it
     */
    AppendResult append(Principal principal, ConversationId conversation, Draft draft, Deadline deadline);

    /**
     * Replaces the text of a message.
     *
     * @param principal its author
     * @param message the message
     * @param expectedRevision the revision that the author has read
     * @param text the new text, already checked against the limits
     * @param deadline by when to answer
     * @return the new revision
     */
    Outcome<Revision> revise(
            Principal principal, MessageId message, int expectedRevision, String text, Deadline deadline);

    /**
     * Wipes the text of a message for good.
     *
     * @param principal its author or an owner
     * @param message the message
     * @param deadline by when to answer
     * @return the change
     */
    Outcome<Change> redact(Principal principal, MessageId message, Deadline deadline);

    /**
     * Reads messages. A page always ascends. Its next cursor is an exclusive sequence number in the direction of the
     * range: the oldest of the page when reading backwards, the newest when reading forwards.
     *
     * @param principal a participant
     * @param conversation the conversation
     * @param range which part
     * @param deadline by when to answer
     * @return the page
     */
    Outcome<Page<Message, Long>> messages(
            Principal principal, ConversationId conversation, HistoryRange range, Deadline deadline);

    /**
     * Reads entries of every type, in order.
     *
     * @param principal a participant
     * @param conversation the conversation
     * @param after an exclusive sequence number, 0 or more
     * @param limit how many at most, 1 or more
     * @param deadline by when to answer
     * @return the page; its next cursor is the sequence number of its last entry
     */
    Outcome<Page<Entry, Long>> entries(
            Principal principal, ConversationId conversation, long after, int limit, Deadline deadline);

    /**
     * Lists the conversations that the principal takes part in.
     *
     * @param principal whose
     * @param cursor where to go on, or null to begin
     * @param limit how many at most, 1 or more
     * @param deadline by when to answer
     * @return the page
     */
    Page<ConversationSummary, ListCursor> conversationsOf(
            Principal principal, @Nullable ListCursor cursor, int limit, Deadline deadline);

    /**
     * Moves the principal's read marker.
     *
     * @param principal a participant
     * @param conversation the conversation
     * @param seq up to which entry everything was read, 0 or more; beyond the head counts as the head
     * @param deadline by when to answer
     * @return where the marker stands now
     */
    Outcome<Long> advanceMarker(Principal principal, ConversationId conversation, long seq, Deadline deadline);
}
