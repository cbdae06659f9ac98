package dev.parley.testkit;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatEngineBuilder;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatStore;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** What tests of subscriptions begin with: engines on one store in memory, two users, and short ways to do the usual. */
abstract class SubscriptionFixture {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final UserId BOB = new UserId("bob");

    final ChatStore store = ChatStore.inMemory(InstantSource.system());
    final List<ChatEngine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        engines.forEach(ChatEngine::close);
        store.close();
    }

    ChatEngine engine(ChatStore on, UnaryOperator<ChatEngineBuilder> change) {
        ChatEngine engine = change.apply(ChatEngine.builder(on)).build();
        engines.add(engine);
        return engine;
    }

    ChatEngine engine() {
        return engine(store, builder -> builder.comparison(Duration.ofHours(1)));
    }

    static ConversationId room(ChatEngine engine) {
        return session(engine, "alice")
                .create(NewConversation.of("Room", BOB))
                .orThrow()
                .id();
    }

    static ChatSession session(ChatEngine engine, String user) {
        return engine.session(Principal.of(user));
    }

    static List<MessageId> send(ChatEngine engine, ConversationId room, int count) {
        List<MessageId> sent = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            sent.add(session(engine, "alice")
                    .send(room, Draft.of("k" + i, "m" + i))
                    .orThrow()
                    .message());
        }
        return sent;
    }

    static List<LiveEvent> take(Subscription subscription, int count) {
        List<LiveEvent> events = new ArrayList<>();
        Deadline deadline = Deadline.after(PATIENCE);
        while (events.size() < count && !deadline.expired()) {
            events.addAll(subscription.take(count - events.size(), deadline));
        }
        return events;
    }

    static Subscription subscribe(ChatEngine engine, ConversationId room, long after) {
        return session(engine, "bob")
                .subscribe(room, after, AccessCheck.always())
                .orThrow();
    }
}
