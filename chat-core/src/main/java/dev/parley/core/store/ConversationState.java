package dev.parley.core.store;

import static java.util.Objects.requireNonNull;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Answer;
import dev.parley.core.message.Change;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationSummary;
import dev.parley.core.message.ConversationType;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.Revision;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.UserId;
import dev.parley.core.portable.PortableRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One in-memory conversation. Every method but the constructor and the final fields needs the lock: a seq, the membership
 * it was granted under and the key it is found by must change together.
 */
final class ConversationState {

    final ReentrantLock lock = new ReentrantLock();
    final ConversationId id;
    final TenantId tenant;
    final Instant createdAt;
    final boolean openHistory;
    final Roster roster = new Roster();
    final EntryLog log = new EntryLog();
    final TurnLines turns;
    final Map<SenderKey, SentBody> sent = new HashMap<>();

    /** The seq of the redacting entry, by the seq of the message. */
    final Map<Long, Long> redactions = new HashMap<>();

    /** Who takes part from the creation on. */
    final Set<UserId> founders;

    /** The first seq at which it was no longer direct: 0 if it never was, {@link Long#MAX_VALUE} as long as it is. */
    long directUntil;

    String title;
    UserId titleAuthor;
    UserId creator;

    @Nullable
    BodyHash creation;

    Instant lastActivity;

    /** How often somebody was erased. */
    long erasures;

    @Nullable
    LegalHold hold;

    /** What an idempotency record is found by, within its conversation. */
    record SenderKey(UserId author, IdempotencyKey key) {}

    /** What an idempotency record says. */
    record SentBody(@Nullable BodyHash hash, long seq) {

        /** An erased body matches any: a repeat must neither post again nor tell what was said. */
        boolean matches(BodyHash other) {
            return hash == null || hash.equals(other);
        }
    }

    ConversationState(ConversationId id, Principal creator, NewConversation from, Instant now, TurnLines turns) {
        this.turns = turns;
        this.id = id;
        this.tenant = creator.tenant();
        this.createdAt = now;
        this.lastActivity = now;
        this.openHistory = from.openHistory();
        this.title = from.title();
        this.titleAuthor = creator.user();
        this.creator = creator.user();
        this.creation = BodyHash.of(from);
        from.participants().forEach((user, role) -> roster.put(new Seat(user, role, now, 1, 0)));
        roster.put(new Seat(creator.user(), ParticipantRole.OWNER, now, 1, 0));
        this.founders = roster.users();
        this.directUntil = founders.size() == 2 ? Long.MAX_VALUE : 0;
    }

    /** One that is restored: its participants, entries and turns are still to come. */
    ConversationState(PortableRow row, TurnLines turns) {
        this.turns = turns;
        this.id = new ConversationId(row.uuid("id"));
        this.tenant = new TenantId(row.text("tenant"));
        this.createdAt = row.instant("created_at");
        this.lastActivity = row.instant("last_activity");
        this.openHistory = row.flag("open_history");
        this.title = row.text("title");
        this.titleAuthor = new UserId(row.text("title_author"));
        this.creator = new UserId(row.text("created_by"));
        this.creation = row.has("creation_hash") ? BodyHash.fromBytes(row.bytes("creation_hash")) : null;
        this.founders = new HashSet<>();
        this.directUntil = row.number("direct_until");
        this.erasures = row.number("erasures");
    }

    ConversationType type() {
        return directUntil == Long.MAX_VALUE ? ConversationType.DIRECT : ConversationType.GROUP;
    }

    Conversation toConversation() {
        return new Conversation(id, type(), title, openHistory, createdAt, log.head(), roster.participants());
    }

    ConversationSummary summaryFor(Seat seat) {
        Message last = log.lastMessage();
        return new ConversationSummary(
                id,
                type(),
                title,
                last != null && seat.sees(last.seq()) ? last : null,
                log.posted() - log.ordinalAt(seat.readSeq()),
                lastActivity);
    }

    AppendResult append(Seat author, Draft draft, Instant now) {
        BodyHash hash = BodyHash.of(draft);
        SenderKey key = new SenderKey(author.user(), draft.key());
        SentBody before = sent.get(key);
        if (before != null) {
            return before.matches(hash)
                    ? new AppendResult.Duplicate(requireNonNull(log.message(before.seq())))
                    : new AppendResult.Conflict();
        }
        MessageId replyTo = draft.replyTo().orElse(null);
        if (replyTo != null && visibleMessage(author, replyTo) == null) {
            throw ChatException.invalid(
                    ErrorCode.REPLY_TO_UNKNOWN, "replyTo", "must be a message of this conversation that you can see");
        }
        Message message = post(author, author.kindOf(draft), draft.text(), replyTo, null, now);
        sent.put(key, new SentBody(hash, message.seq()));
        return new AppendResult.Appended(message, turns.ask(message, draft.asked(roster.bots(), type()), tenant, now));
    }

    Message post(
            Seat author,
            MessageKind kind,
            String text,
            @Nullable MessageId replyTo,
            @Nullable Answer answer,
            Instant now) {
        long seq = log.head() + 1;
        long ordinal = log.posted() + 1;
        Message message = new Message(
                new MessageId(id, seq), author.user(), kind, text, replyTo, now, null, 1, false, ordinal, answer);
        log.append(new Entry.Posted(id, seq, now, author.user(), ordinal, kind, text, replyTo, answer, false), message);
        roster.put(author.readUpTo(seq));
        lastActivity = now;
        return message;
    }

    Outcome<Revision> revise(Seat editor, MessageId messageId, int expected, String text, Instant now) {
        Message message = visibleMessage(editor, messageId);
        if (message == null) {
            return Outcome.refused(ErrorCode.MESSAGE_NOT_FOUND);
        }
        if (!message.author().equals(editor.user())) {
            return Outcome.refused(ErrorCode.AUTHOR_REQUIRED);
        }
        if (message.redacted()) {
            return Outcome.refused(ErrorCode.MESSAGE_REDACTED);
        }
        if (message.revision() == expected + 1 && message.text().equals(text)) {
            List<Long> edits = log.editsOf(message.seq());
            return Outcome.done(new Revision(messageId, message.revision(), edits.get(edits.size() - 1)));
        }
        if (message.revision() != expected) {
            return Outcome.refused(ErrorCode.REVISION_CONFLICT);
        }
        long seq = log.head() + 1;
        int revision = expected + 1;
        log.append(new Entry.Edited(id, seq, now, editor.user(), message.seq(), revision, text, false));
        log.replace(new Message(
                messageId,
                message.author(),
                message.kind(),
                text,
                message.replyTo(),
                message.createdAt(),
                now,
                revision,
                false,
                message.ordinal(),
                message.answer()));
        return Outcome.done(new Revision(messageId, revision, seq));
    }

    Outcome<Change> redact(Seat redactor, MessageId messageId, Instant now) {
        Message message = visibleMessage(redactor, messageId);
        if (message == null) {
            return Outcome.refused(ErrorCode.MESSAGE_NOT_FOUND);
        }
        if (!message.author().equals(redactor.user()) && redactor.role() != ParticipantRole.OWNER) {
            return Outcome.refused(ErrorCode.AUTHOR_REQUIRED);
        }
        Long before = redactions.get(message.seq());
        if (before != null) {
            return Outcome.done(new Change(before, false));
        }
        long seq = log.head() + 1;
        log.wipeMessage(message);
        turns.fail(turn -> turn.id.seq() == message.seq(), TurnFailure.QUESTION_GONE, now);
        log.append(new Entry.Redacted(id, seq, now, redactor.user(), message.seq()));
        redactions.put(message.seq(), seq);
        return Outcome.done(new Change(seq, true));
    }

    Outcome<Change> rename(Seat owner, String newTitle, Instant now) {
        if (owner.role() != ParticipantRole.OWNER) {
            return Outcome.refused(ErrorCode.OWNER_REQUIRED);
        }
        if (newTitle.equals(title)) {
            return Outcome.done(new Change(log.head(), false));
        }
        long seq = log.head() + 1;
        log.append(new Entry.Renamed(id, seq, now, owner.user(), newTitle, false));
        title = newTitle;
        titleAuthor = owner.user();
        return Outcome.done(new Change(seq, true));
    }

    Outcome<Change> join(Seat owner, UserId user, ParticipantRole role, int maxParticipants, Instant now) {
        if (owner.role() != ParticipantRole.OWNER) {
            return Outcome.refused(ErrorCode.OWNER_REQUIRED);
        }
        Seat present = roster.seat(user);
        if (present != null) {
            return present.role() == role
                    ? Outcome.done(new Change(log.head(), false))
                    : Outcome.refused(ErrorCode.PARTICIPANT_EXISTS);
        }
        if (roster.size() >= maxParticipants) {
            throw ChatException.invalid(
                    ErrorCode.PARTICIPANTS_TOO_MANY,
                    "participants",
                    "must leave the conversation with at most " + maxParticipants);
        }
        long seq = log.head() + 1;
        log.append(new Entry.Joined(id, seq, now, owner.user(), user, role));
        roster.put(new Seat(user, role, now, openHistory ? 1 : seq, seq));
        if (type() == ConversationType.DIRECT && !founders.contains(user)) {
            directUntil = seq;
        }
        return Outcome.done(new Change(seq, true));
    }

    Outcome<Change> leave(Seat remover, UserId user, Instant now) {
        if (!remover.user().equals(user) && remover.role() != ParticipantRole.OWNER) {
            return Outcome.refused(ErrorCode.OWNER_REQUIRED);
        }
        Seat leaving = roster.seat(user);
        if (leaving == null) {
            return Outcome.refused(ErrorCode.PARTICIPANT_NOT_FOUND);
        }
        long seq = log.head() + 1;
        log.append(new Entry.Left(id, seq, now, remover.user(), user));
        roster.remove(leaving, now);
        turns.fail(turn -> turn.id.bot().equals(user), TurnFailure.BOT_LEFT, now);
        return Outcome.done(new Change(seq, true));
    }

    long advanceMarker(Seat reader, long seq) {
        Seat moved = reader.readUpTo(Math.min(seq, log.head()));
        roster.put(moved);
        return moved.readSeq();
    }

    private @Nullable Message visibleMessage(Seat seat, MessageId message) {
        return message.conversation().equals(id) && seat.sees(message.seq()) ? log.message(message.seq()) : null;
    }
}
