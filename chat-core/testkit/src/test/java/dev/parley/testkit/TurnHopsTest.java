package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Authorization;
import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatEvent;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatFeed;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.HistoryRetention;
import dev.parley.core.store.PersonalData;
import dev.parley.core.store.ReadOnlyMode;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hand-over to another thread costs more than all the stages of a turn in memory, so there is none. */
class TurnHopsTest {

    private static final UserId BOT = new UserId("bot");

    private final List<Stage> stages = new CopyOnWriteArrayList<>();
    private final ChatStore store = new RecordingStore(ChatStore.inMemory(InstantSource.system()));
    private final ChatEngine engine = ChatEngine.builder(store)
            .authorizer((principal, action, conversation, deadline) -> {
                passed("authorizer");
                return Authorization.allowed();
            })
            .rateLimiter(RateLimiter.unlimited(), (principal, action, resource) -> {
                passed("limiter");
                return List.of();
            })
            .listener(this::onEvent)
            .responder(BOT, (turn, sink, cancellation) -> {
                passed("responder");
                sink.write("Echo: " + turn.question().text());
                return ReplyOutcome.completed();
            })
            .turnExecutor(Runnable::run)
            // What the engine does now and then on its own, whoever sends, is no part of a turn.
            .comparison(Duration.ofHours(1))
            .turnFlush(Duration.ofSeconds(10))
            .build();
    private final ChatSession alice = engine.session(Principal.of("alice"));

    /** A stage of the walk, and who went through it. */
    private record Stage(String name, Thread thread) {}

    private void passed(String name) {
        stages.add(new Stage(name, Thread.currentThread()));
    }

    private void onEvent(ChatEvent event) {
        passed("listener of " + event.getClass().getSimpleName());
    }

    @AfterEach
    void close() {
        engine.close();
        store.close();
    }

    @Test
    void aTurnStaysInTheThreadThatSends() {
        ConversationId room = alice.create(NewConversation.of("Room").with(BOT, ParticipantRole.BOT))
                .orThrow()
                .id();
        alice.send(room, Draft.of("1", "first")).orThrow();
        stages.clear();

        alice.send(room, Draft.of("2", "second")).orThrow();
        List<Stage> turn = List.copyOf(stages);

        assertThat(turn)
                .extracting(Stage::name)
                .contains("authorizer", "limiter", "append", "claim", "responder", "finish", "listener of MessageSent");
        assertThat(turn).extracting(Stage::thread).containsOnly(Thread.currentThread());
        assertThat(alice.messages(room, HistoryRange.latest(10)).orThrow().items())
                .extracting(Message::text)
                .containsExactly("first", "Echo: first", "second", "Echo: second");
    }

    /** Records the calls that a turn makes. */
    private final class RecordingStore implements ChatStore {

        private final ChatStore delegate;

        RecordingStore(ChatStore delegate) {
            this.delegate = delegate;
        }

        @Override
        public ChatLog log() {
            return new ForwardingChatLog(delegate.log()) {
                @Override
                public AppendResult append(
                        Principal principal, ConversationId conversation, Draft draft, Deadline deadline) {
                    passed("append");
                    return super.append(principal, conversation, draft, deadline);
                }
            };
        }

        @Override
        public ChatFeed feed() {
            return delegate.feed();
        }

        @Override
        public Optional<ChatTurns> turns() {
            return delegate.turns().map(turns -> new ForwardingChatTurns(turns) {
                @Override
                public Optional<TurnLease> claim(TurnId turn, Duration duration, Deadline deadline) {
                    passed("claim");
                    return super.claim(turn, duration, deadline);
                }

                @Override
                public Optional<FinishedTurn> finish(TurnLease lease, TurnEnding ending, Deadline deadline) {
                    passed("finish");
                    return super.finish(lease, ending, deadline);
                }
            });
        }

        @Override
        public Optional<PersonalData> personalData() {
            return delegate.personalData();
        }

        @Override
        public Optional<HistoryRetention> historyRetention() {
            return delegate.historyRetention();
        }

        @Override
        public Optional<ReadOnlyMode> readOnlyMode() {
            return delegate.readOnlyMode();
        }

        @Override
        public void ping(Deadline deadline) {
            delegate.ping(deadline);
        }

        @Override
        public void close() {
            delegate.close();
        }
    }
}
