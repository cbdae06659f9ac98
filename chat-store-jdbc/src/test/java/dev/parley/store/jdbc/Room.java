package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A conversation of alice and bob in a store, and short ways to use it. */
record Room(ChatStore store, ConversationId id) {

    static final Principal ALICE = Principal.of("alice");
    static final Principal BOB = Principal.of("bob");

    static Room in(ChatStore store) {
        IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
        return new Room(
                store,
                store.log()
                        .create(ALICE, NewConversation.of("Room", new UserId("bob")), key, patience())
                        .orThrow()
                        .id());
    }

    /** Another conversation, of alice and a bot. */
    Room withBot(UserId bot) {
        IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
        NewConversation from = NewConversation.of("Room").with(bot, ParticipantRole.BOT);
        return new Room(
                store,
                store.log().create(ALICE, from, key, patience()).orThrow().id());
    }

    /** Says something under a lease, and then ends the turn or gives it back. */
    static void speak(ChatTurns turns, TurnLease lease, int round) {
        turns.write(lease, 0, "answer", Duration.ofHours(1), patience());
        if (round % 3 == 0) {
            turns.release(lease, Duration.ZERO, true, patience());
        } else {
            turns.finish(lease, new TurnEnding.Completed("answer"), patience());
        }
    }

    /** The same conversation, seen through another store. */
    Room through(ChatStore other) {
        return new Room(other, id);
    }

    static Deadline patience() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    AppendResult append(Principal author, String key, String text) {
        return append(author, key, text, patience());
    }

    AppendResult append(Principal author, String key, String text, Deadline deadline) {
        return store.log().append(author, id, Draft.of(key, text), deadline);
    }

    List<Message> messages() {
        return store.log()
                .messages(ALICE, id, HistoryRange.latest(1_000), patience())
                .orThrow()
                .items();
    }

    List<String> texts() {
        return messages().stream().map(Message::text).toList();
    }
}
