package dev.parley.examples.benchmarks.load;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some conversations of one user, in turn. Thread-safe. */
final class Rooms {

    private final ChatSession user;
    private final List<ConversationId> ids;

    /** Makes conversations, with a bot or without. */
    Rooms(ChatEngine engine, int count, @Nullable UserId bot) {
        user = engine.session(Principal.of("user"));
        NewConversation plain = NewConversation.of("room");
        NewConversation conversation = bot == null ? plain : plain.with(bot, ParticipantRole.BOT);
        ids = IntStream.range(0, count)
                .mapToObj(i -> user.create(conversation).orThrow().id())
                .toList();
    }

    void say(int number, String text) {
        user.send(ids.get(number % ids.size()), Draft.of(UUID.randomUUID().toString(), text))
                .orThrow();
    }

    List<ConversationId> ids() {
        return ids;
    }

    ChatSession user() {
        return user;
    }

    /** Takes back every question that has no answer. */
    void stop() {
        ids.forEach(id -> user.stopTurns(id).orThrow());
    }
}
