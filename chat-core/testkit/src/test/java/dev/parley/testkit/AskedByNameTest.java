package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.Receipt;
import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.reply.Cancellation;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.ReplyPolicy;
import dev.parley.core.reply.ReplySink;
import dev.parley.core.reply.Responder;
import dev.parley.core.reply.Turn;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.HistoryRange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bot that is asked by name in groups, beside one that is asked by everything. Both answer before send returns. */
class AskedByNameTest {

    private static final UserId NAMED = new UserId("named");
    private static final UserId ALWAYS = new UserId("always");

    private final List<List<String>> histories = new ArrayList<>();
    private final ChatStore store = ChatStore.inMemory(InstantSource.system());
    private final ChatEngine engine = ChatEngine.builder(store)
            .responder(NAMED, this::remember, ReplyPolicy.DEFAULT.withNames("Parley bot", "parley-bot"))
            .responder(ALWAYS, (turn, sink, cancellation) -> ReplyOutcome.completed())
            .turnExecutor(Runnable::run)
            .build();
    private final ChatSession alice = engine.session(Principal.of("alice"));

    @AfterEach
    void close() {
        engine.close();
        store.close();
    }

    private ReplyOutcome remember(Turn turn, ReplySink sink, Cancellation cancellation) {
        histories.add(turn.history().stream().map(Message::text).toList());
        return Responder.echo().respond(turn, sink, cancellation);
    }

    private ConversationId room(UserId... bots) {
        NewConversation from = NewConversation.of("Room");
        for (UserId bot : bots) {
            from = from.with(bot, ParticipantRole.BOT);
        }
        return alice.create(from).orThrow().id();
    }

    private List<UserId> askedBy(ConversationId room, String text) {
        return ask(room, Draft.of(LogFixture.newKey(), text)).turns().stream()
                .map(TurnId::bot)
                .toList();
    }

    private Receipt ask(ConversationId room, Draft draft) {
        return alice.send(room, draft).orThrow();
    }

    private List<String> texts(ConversationId room) {
        return alice.messages(room, HistoryRange.latest(100)).orThrow().items().stream()
                .map(Message::text)
                .toList();
    }

    @Test
    void inADirectConversationItIsAlwaysAsked() {
        ConversationId room = room(NAMED);
        assertThat(askedBy(room, "hello")).containsExactly(NAMED);
        assertThat(askedBy(room, "hello, Parley bot")).containsExactly(NAMED);
        assertThat(texts(room)).containsExactly("hello", "hello", "hello, Parley bot", "hello, Parley bot");
    }

    @Test
    void inAGroupItIsAskedByNameOnly() {
        ConversationId room = room(NAMED, ALWAYS);
        assertThat(askedBy(room, "hello")).containsExactly(ALWAYS);
        assertThat(askedBy(room, "hello @PARLEY-BOT")).containsExactly(ALWAYS, NAMED);
        assertThat(askedBy(room, "parley-bots are many")).containsExactly(ALWAYS);
        assertThat(askedBy(room, "bye, parley bot")).containsExactly(ALWAYS, NAMED);
        assertThat(histories)
                .as("what it was not asked is not in its context")
                .containsExactly(List.of(), List.of("hello @PARLEY-BOT", "hello @PARLEY-BOT"));
    }

    @Test
    void itIsAskedByNameFromTheMomentThatAThirdJoins() {
        ConversationId room = room(NAMED);
        alice.addParticipant(room, new UserId("bob"), ParticipantRole.MEMBER).orThrow();
        assertThat(askedBy(room, "hello")).isEmpty();
        engine.session(Principal.of("bob")).leave(room).orThrow();
        assertThat(askedBy(room, "hello")).isEmpty();
        assertThat(askedBy(room, "hello, Parley bot")).containsExactly(NAMED);
    }

    @Test
    void aRetryIsARepeatAndAnEditAsksNobody() {
        ConversationId room = room(NAMED, ALWAYS);
        Receipt first = ask(room, Draft.of("k", "hello"));
        Receipt again = ask(room, Draft.of("k", "hello"));
        assertThat(again.repeat()).isTrue();
        assertThat(again.message()).isEqualTo(first.message());
        assertThat(again.turns()).isEmpty();
        alice.edit(first.message(), 1, "hello, Parley bot").orThrow();
        assertThat(histories).isEmpty();
        assertThat(askedBy(room, "hello, Parley bot")).containsExactly(ALWAYS, NAMED);
        assertThat(histories).containsExactly(List.of());
    }

    @Test
    void aHostMayLeaveOutBotsOfItsOwn() {
        ConversationId room = room(NAMED, ALWAYS);
        Draft draft = Draft.of("k", "hello").notAddressing(Set.of(ALWAYS));
        assertThat(ask(room, draft).turns()).isEmpty();
        assertThat(draft.unaddressed()).containsExactly(ALWAYS);
        Draft named = Draft.of("l", "parley-bot, hello").notAddressing(Set.of(ALWAYS));
        assertThat(ask(room, named).turns()).containsExactly(new TurnId(room, 2, NAMED));
    }
}
