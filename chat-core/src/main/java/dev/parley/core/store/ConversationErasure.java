package dev.parley.core.store;

import dev.parley.core.message.Answer;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ConversationState.SentBody;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Erases one user from one in-memory conversation. Needs the conversation's lock; can't fail half-way. */
final class ConversationErasure {

    private final ConversationState state;
    private final UserId user;
    private final UserId pseudonym;
    private final Instant now;

    ConversationErasure(ConversationState state, UserId user, UserId pseudonym, Instant now) {
        this.state = state;
        this.user = user;
        this.pseudonym = pseudonym;
        this.now = now;
    }

    void run(Map<String, Long> wiped) {
        state.erasures++;
        state.turns.fail(this::asks, TurnFailure.QUESTION_GONE, now);
        state.turns.fail(turn -> turn.id.bot().equals(user), TurnFailure.BOT_LEFT, now);
        state.turns.forget(user);
        wipeTexts(wiped);
        wipeTitles(wiped);
        long before = state.sent.size();
        state.sent.keySet().removeIf(key -> key.author().equals(user));
        count(wiped, ErasureReport.IDEMPOTENCY_RECORDS, before - state.sent.size());
        if (state.creator.equals(user)) {
            count(wiped, ErasureReport.IDEMPOTENCY_RECORDS, 1);
            state.creator = pseudonym;
            state.creation = null;
        }
        leave(wiped);
        state.log.rewriteAll(entry -> renamed(entry, wiped), this::renamed);
    }

    private boolean asks(TurnRecord turn) {
        Message question = state.log.message(turn.id.seq());
        return question != null && question.author().equals(user);
    }

    private void wipeTexts(Map<String, Long> wiped) {
        // Edits are counted before messages are wiped, for with its message an edit is wiped too.
        for (long seq = state.log.firstSeq(); seq <= state.log.head(); seq++) {
            if (state.log.entry(seq) instanceof Entry.Edited e && e.author().equals(user) && !e.wiped()) {
                count(wiped, ErasureReport.EDITS, 1);
            }
        }
        for (long seq = state.log.firstSeq(); seq <= state.log.head(); seq++) {
            Message message = state.log.message(seq);
            if (message == null || message.redacted()) {
                continue;
            }
            boolean own = message.author().equals(user);
            boolean botTalk =
                    message.kind() == MessageKind.BOT && seq < state.directUntil && state.founders.contains(user);
            if (own || botTalk) {
                count(wiped, own ? ErasureReport.MESSAGES : ErasureReport.BOT_MESSAGES, 1);
                state.log.wipeMessage(message);
                forgetHash(seq);
            }
        }
    }

    private void forgetHash(long seq) {
        state.sent.replaceAll((key, body) -> body.seq() == seq ? new SentBody(null, seq) : body);
    }

    private void wipeTitles(Map<String, Long> wiped) {
        if (state.titleAuthor.equals(user)) {
            count(wiped, ErasureReport.TITLES, 1);
            state.title = "";
            state.titleAuthor = pseudonym;
        }
        state.log.rewriteAll(
                entry -> {
                    if (entry instanceof Entry.Renamed renamed
                            && renamed.author().equals(user)
                            && !renamed.wiped()) {
                        count(wiped, ErasureReport.TITLES, 1);
                        return EntryLog.wiped(entry);
                    }
                    return entry;
                },
                message -> message);
    }

    private void leave(Map<String, Long> wiped) {
        Seat seat = state.roster.seat(user);
        if (seat != null || state.roster.departure(user) != null) {
            count(wiped, ErasureReport.MEMBERSHIPS, 1);
        }
        if (seat != null) {
            state.log.append(new Entry.Left(state.id, state.log.head() + 1, now, pseudonym, pseudonym));
            state.roster.remove(seat, now);
        }
        state.roster.forget(user);
    }

    private Entry renamed(Entry entry, Map<String, Long> wiped) {
        boolean author = entry.author().equals(user);
        UserId by = author ? pseudonym : entry.author();
        if (entry instanceof Entry.Joined e && (author || e.user().equals(user))) {
            count(wiped, ErasureReport.MENTIONS, 1);
            return new Entry.Joined(e.conversation(), e.seq(), e.at(), by, renamed(e.user()), e.role());
        }
        if (entry instanceof Entry.Left e && (author || e.user().equals(user))) {
            count(wiped, ErasureReport.MENTIONS, 1);
            return new Entry.Left(e.conversation(), e.seq(), e.at(), by, renamed(e.user()));
        }
        if (!author) {
            return entry;
        }
        if (entry instanceof Entry.Redacted e) {
            count(wiped, ErasureReport.MENTIONS, 1);
            return new Entry.Redacted(e.conversation(), e.seq(), e.at(), by, e.messageSeq());
        }
        if (entry instanceof Entry.Posted e) {
            return new Entry.Posted(
                    e.conversation(),
                    e.seq(),
                    e.at(),
                    by,
                    e.ordinal(),
                    e.kind(),
                    e.text(),
                    e.replyTo(),
                    renamed(e.answer()),
                    e.wiped());
        }
        if (entry instanceof Entry.Edited e) {
            return new Entry.Edited(
                    e.conversation(), e.seq(), e.at(), by, e.messageSeq(), e.revision(), e.text(), e.wiped());
        }
        Entry.Renamed e = (Entry.Renamed) entry;
        return new Entry.Renamed(e.conversation(), e.seq(), e.at(), by, e.title(), e.wiped());
    }

    private UserId renamed(UserId named) {
        return named.equals(user) ? pseudonym : named;
    }

    private @Nullable Answer renamed(@Nullable Answer answer) {
        if (answer == null) {
            return null;
        }
        TurnId turn = answer.turn();
        return new Answer(new TurnId(turn.conversation(), turn.seq(), renamed(turn.bot())), answer.stopped());
    }

    private Message renamed(Message m) {
        return m.author().equals(user)
                ? new Message(
                        m.id(),
                        pseudonym,
                        m.kind(),
                        m.text(),
                        m.replyTo(),
                        m.createdAt(),
                        m.editedAt(),
                        m.revision(),
                        m.redacted(),
                        m.ordinal(),
                        renamed(m.answer()))
                : m;
    }

    private static void count(Map<String, Long> wiped, String place, long more) {
        wiped.merge(place, more, Long::sum);
    }
}
