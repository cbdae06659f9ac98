package dev.parley.core.store;

import dev.parley.core.message.Answer;
import dev.parley.core.message.Entry;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.UserId;
import dev.parley.core.portable.PortableRow;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts rows of the portable format into one conversation in memory. */
final class RestoredConversation {

    private final ConversationState state;
    private final PortableRow row;

    private RestoredConversation(ConversationState state, PortableRow row) {
        this.state = state;
        this.row = row;
    }

    static void put(ConversationState state, PortableRow row, Instant now) {
        RestoredConversation restored = new RestoredConversation(state, row);
        switch (row.table()) {
            case PARTICIPANT -> state.roster.put(restored.seat(row.number("visible_from")));
            case FORMER_PARTICIPANT ->
                state.roster.restore(new Roster.Departure(restored.seat(1), row.instant("left_at")));
            case ENTRY -> restored.entry();
            case TURN -> restored.turn(now);
            default -> throw new IllegalArgumentException("Not of a conversation: " + row.table());
        }
    }

    /** Has the log begin behind what was removed before the backup, and takes the hold over. */
    static void begin(ConversationState state, PortableRow row) {
        state.log.beginBehind(row.number("first_seq") - 1, row.number("removed_count"), row.number("last_posted_seq"));
        if (row.has("held_since")) {
            state.hold = new LegalHold(state.tenant, state.id, row.instant("held_since"), row.text("hold_reason"));
        }
    }

    private Seat seat(long visibleFrom) {
        UserId user = user("user_id");
        if (row.flag("founder")) {
            state.founders.add(user);
        }
        ParticipantRole role = ParticipantRole.parse(row.text("role"));
        return new Seat(user, role, row.instant("joined_at"), visibleFrom, row.number("read_seq"));
    }

    private UserId user(String column) {
        return new UserId(row.text(column));
    }

    private int count(String column) {
        return Math.toIntExact(row.number(column));
    }

    private void entry() {
        long seq = row.number("seq");
        Instant at = row.instant("happened_at");
        UserId author = user("author");
        boolean wiped = row.flag("wiped");
        switch (row.text("type")) {
            case "posted" -> posted(seq, at, author, wiped);
            case "edited" ->
                state.log.append(new Entry.Edited(
                        state.id,
                        seq,
                        at,
                        author,
                        row.number("message_seq"),
                        count("revision"),
                        row.text("body"),
                        wiped));
            case "redacted" ->
                state.log.append(new Entry.Redacted(state.id, seq, at, author, row.number("message_seq")));
            case "joined" ->
                state.log.append(new Entry.Joined(
                        state.id, seq, at, author, user("subject"), ParticipantRole.parse(row.text("role"))));
            case "left" -> state.log.append(new Entry.Left(state.id, seq, at, author, user("subject")));
            case "renamed" -> state.log.append(new Entry.Renamed(state.id, seq, at, author, row.text("body"), wiped));
            default -> throw new IllegalArgumentException("An entry of unknown type");
        }
    }

    private void posted(long seq, Instant at, UserId author, boolean wiped) {
        MessageId replyTo = row.has("reply_to") ? new MessageId(state.id, row.number("reply_to")) : null;
        MessageKind kind = MessageKind.valueOf(row.text("kind").toUpperCase(Locale.ROOT));
        Answer answer = row.has("turn_seq")
                ? new Answer(new TurnId(state.id, row.number("turn_seq"), author), row.flag("stopped"))
                : null;
        long ordinal = row.number("ordinal");
        String body = row.text("body");
        state.log.append(
                new Entry.Posted(state.id, seq, at, author, ordinal, kind, body, replyTo, answer, wiped),
                new Message(
                        new MessageId(state.id, seq),
                        author,
                        kind,
                        row.has("current_body") ? row.text("current_body") : body,
                        replyTo,
                        at,
                        row.has("edited_at") ? row.instant("edited_at") : null,
                        count("revision"),
                        wiped,
                        ordinal,
                        answer));
        if (row.has("redacted_seq")) {
            state.redactions.put(seq, row.number("redacted_seq"));
        }
        if (row.has("idempotency_key")) {
            BodyHash hash = row.has("body_hash") ? BodyHash.fromBytes(row.bytes("body_hash")) : null;
            state.sent.put(
                    new ConversationState.SenderKey(author, new IdempotencyKey(row.text("idempotency_key"))),
                    new ConversationState.SentBody(hash, seq));
        }
    }

    private void turn(Instant now) {
        TurnRecord turn = new TurnRecord(message("message_seq"), user("bot"), state.tenant, now);
        turn.attempt = count("attempt");
        turn.tries = count("tries");
        TurnState last = TurnState.valueOf(row.text("state").toUpperCase(Locale.ROOT));
        if (last.finished()) {
            turn.end(last, failure(), row.has("answer_seq") ? message("answer_seq") : null);
        }
        state.turns.restore(turn);
    }

    private @Nullable TurnFailure failure() {
        return row.has("failure") ? TurnFailure.valueOf(row.text("failure").toUpperCase(Locale.ROOT)) : null;
    }

    private Message message(String column) {
        Message message = state.log.message(row.number(column));
        if (message == null) {
            throw new IllegalArgumentException("A turn of no message");
        }
        return message;
    }
}
