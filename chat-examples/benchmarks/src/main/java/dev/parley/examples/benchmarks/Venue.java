package dev.parley.examples.benchmarks;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.ChatStore;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/** An in-memory store with an engine on it. */
final class Venue {

    /** Of each sender; a power of two. */
    private static final int CONVERSATIONS = 8;

    private final ChatStore store = ChatStore.inMemory(InstantSource.system());
    private final ChatEngine engine = ChatEngine.builder(store).build();

    /**
     * A sender's session and conversations.
     *
     * @param session the session
     * @param conversations the conversations
     */
    record Table(ChatSession session, List<ConversationId> conversations) {

        /** {@return the conversation of the n-th message: they take turns} */
        ConversationId conversation(int n) {
            return conversations.get(n & (CONVERSATIONS - 1));
        }
    }

    ChatLog log() {
        return store.log();
    }

    Table tableFor(Principal principal) {
        ChatSession session = engine.session(principal);
        return new Table(
                session,
                IntStream.range(0, CONVERSATIONS)
                        .mapToObj(n -> created(session, "room " + n))
                        .toList());
    }

    private static ConversationId created(ChatSession session, String title) {
        NewConversation wanted = NewConversation.of(title, new UserId("reader"));
        if (session.create(wanted) instanceof Outcome.Done<Conversation> done) {
            return done.value().id();
        }
        throw new IllegalStateException("The store refused a conversation");
    }
}
