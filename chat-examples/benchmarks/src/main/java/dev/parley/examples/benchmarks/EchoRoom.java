package dev.parley.examples.benchmarks;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatEngineBuilder;
import dev.parley.core.ChatSession;
import dev.parley.core.Receipt;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.ReplyPolicy;
import dev.parley.core.reply.Responder;
import dev.parley.core.store.ChatStore;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A conversation with an echo bot on an engine in memory. */
final class EchoRoom implements AutoCloseable {

    /** So a store holds a few megabytes when it is replaced. */
    private static final int TURNS_PER_STORE = 8_192;

    private static final UserId BOT = new UserId("bot");

    private final ChatStore store = ChatStore.inMemory(InstantSource.system());
    private final EventBus bus = EventBus.inMemory();
    private final Semaphore answers = new Semaphore(0);
    private final ChatEngine engine;
    private final ChatSession user;
    private final ConversationId room;
    private int sent;

    /**
     * A bot that is told so many lines, and has heard and said them already.
     *
     * @param lines how many lines
     * @param settings what else the engine is built with
     */
    EchoRoom(int lines, UnaryOperator<ChatEngineBuilder> settings) throws InterruptedException {
        bus.subscribe(this::onSignal, () -> {});
        Responder echo = (turn, sink, cancellation) -> {
            sink.write(answerTo(turn.question().text()));
            return ReplyOutcome.completed();
        };
        engine = settings.apply(ChatEngine.builder(store)
                        .eventBus(bus)
                        .responder(BOT, echo, ReplyPolicy.DEFAULT.withHistoryTurns(lines / 2)))
                .build();
        user = engine.session(Principal.of("user"));
        room = user.create(NewConversation.of("room").with(BOT, ParticipantRole.BOT))
                .orThrow()
                .id();
        for (int i = 0; i < lines; i += 2) {
            turn();
        }
    }

    static String answerTo(String question) {
        return "Echo: " + question;
    }

    private void onSignal(Signal signal) {
        if (signal instanceof Signal.EntryAppended appended
                && appended.entry() instanceof Entry.Posted posted
                && posted.kind() == MessageKind.BOT) {
            answers.release();
        }
    }

    /** {@return the receipt of a message that the bot has answered since} */
    Receipt turn() throws InterruptedException {
        Receipt receipt = user.send(room, Draft.of("key-" + sent++, Burst.TEXT)).orThrow();
        if (!answers.tryAcquire() && !answers.tryAcquire(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The bot has not answered");
        }
        return receipt;
    }

    boolean full() {
        return sent >= TURNS_PER_STORE;
    }

    @Override
    public void close() {
        engine.close();
        bus.close();
        store.close();
    }
}
