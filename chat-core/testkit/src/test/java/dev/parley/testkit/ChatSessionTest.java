package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.Receipt;
import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.Revision;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ErasureReport;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.PersonalRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The session API as a host uses it. */
class ChatSessionTest {

    private final ChatEngine engine = ChatEngine.inMemory();
    private final ChatSession alice = engine.session(Principal.of("alice"));
    private final ChatSession bob = engine.session(Principal.of("bob"));

    @AfterEach
    void close() {
        engine.close();
    }

    private ConversationId room() {
        return alice.create(NewConversation.of("Room", new UserId("bob")))
                .orThrow()
                .id();
    }

    @Test
    void peopleTalk() {
        ConversationId room = room();
        Receipt question = alice.send(room, Draft.of("1", "Lunch?")).orThrow();
        Receipt answer = bob.send(room, Draft.of("1", "At noon").inReplyTo(question.message()))
                .orThrow();
        assertThat(bob.edit(answer.message(), 1, "At one"))
                .isEqualTo(Outcome.done(new Revision(answer.message(), 2, 3)));
        assertThat(alice.messages(room, HistoryRange.latest(10)).orThrow().items())
                .extracting(Message::text)
                .containsExactly("Lunch?", "At one");
        assertThat(alice.conversations(null, 10).orThrow().items().get(0).unread())
                .isEqualTo(1);
        assertThat(alice.markRead(room, answer.seq())).isEqualTo(Outcome.done(2L));
        assertThat(alice.conversations(null, 10).orThrow().items().get(0).unread())
                .isZero();
        assertThat(alice.redact(question.message())).isEqualTo(Outcome.done(new Change(4, true)));
        assertThat(alice.entries(room, 0, 10).orThrow().items()).hasSize(4);
    }

    @Test
    void conversationsAreManaged() {
        ConversationId room = room();
        assertThat(alice.rename(room, "Kitchen")).isEqualTo(Outcome.done(new Change(1, true)));
        assertThat(alice.addParticipant(room, new UserId("carol"), ParticipantRole.MEMBER))
                .isEqualTo(Outcome.done(new Change(2, true)));
        assertThat(bob.leave(room)).isEqualTo(Outcome.done(new Change(3, true)));
        Conversation now = alice.conversation(room).orThrow();
        assertThat(now.title()).isEqualTo("Kitchen");
        assertThat(now.participants())
                .extracting(participant -> participant.user().value())
                .containsExactly("alice", "carol");
        assertThat(bob.conversation(room)).isEqualTo(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
    }

    @Test
    void inputIsRefusedByFieldAndNothingIsWritten() {
        ConversationId room = room();
        assertThatThrownBy(() -> alice.rename(room, "x".repeat(201))).hasMessageContaining("'title'");
        assertThatThrownBy(() -> alice.create(NewConversation.of("a\u0000"))).hasMessageContaining("'title'");
        assertThatThrownBy(() -> alice.send(room, Draft.of("k", "\ud800"))).hasMessageContaining("'text'");
        assertThatThrownBy(() -> alice.messages(room, HistoryRange.latest(201))).hasMessageContaining("'limit'");
        assertThatThrownBy(() -> alice.entries(room, -1, 10)).hasMessageContaining("'after'");
        assertThatThrownBy(() -> alice.markRead(room, -1)).hasMessageContaining("'seq'");
        assertThatThrownBy(() -> alice.conversations(null, 0)).hasMessageContaining("'limit'");
        assertThat(alice.conversation(room).orThrow().headSeq()).isZero();
    }

    @Test
    void personalDataIsGivenOutAndErased() {
        ConversationId room = room();
        bob.send(room, Draft.of("k", "canary")).orThrow();
        List<PersonalRecord> records = new ArrayList<>();
        assertThat(bob.exportData(records::add)).isEqualTo(Outcome.done(2L));
        assertThat(records.toString()).contains("canary");
        ErasureReport report = bob.eraseData().orThrow();
        assertThat(report.wiped()).containsEntry(ErasureReport.MESSAGES, 1L);
        Message left =
                alice.messages(room, HistoryRange.latest(10)).orThrow().items().get(0);
        assertThat(left.text()).isEmpty();
        assertThat(left.author()).isEqualTo(report.pseudonym());
    }

    /** The creator is an owner, named among the participants or not. */
    @Test
    void namingOneselfChangesNothing() {
        IdempotencyKey key = new IdempotencyKey("k");
        Conversation created =
                alice.create(NewConversation.of("Room", new UserId("bob")), key).orThrow();
        NewConversation withOneself = NewConversation.of("Room", new UserId("alice"), new UserId("bob"));
        assertThat(alice.create(withOneself, key)).isEqualTo(Outcome.done(created));
    }

    @Test
    void whatTheHostsSinkThrowsReachesTheHost() {
        room();
        IllegalStateException own = new IllegalStateException("The client is gone");
        assertThatThrownBy(() -> alice.exportData(item -> {
                    throw own;
                }))
                .isSameAs(own);
    }
}
