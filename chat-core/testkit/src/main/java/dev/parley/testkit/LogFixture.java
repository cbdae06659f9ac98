package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.PersonalData;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.opentest4j.TestAbortedException;

/** A store under test, with a tenant of its own, some users, and short ways to do the usual. */
public final class LogFixture implements AutoCloseable {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock(START);
    private final TenantId tenant = new TenantId("t-" + UUID.randomUUID());
    private final ChatStore store;

    LogFixture(ChatStoreFactory factory) {
        this.store = factory.createStore(clock);
    }

    ManualClock clock() {
        return clock;
    }

    ChatStore store() {
        return store;
    }

    ChatLog log() {
        return store.log();
    }

    PersonalData personalData() {
        return store.personalData().orElseThrow(() -> new TestAbortedException("The store has no personal data"));
    }

    /** A user of this test's tenant. */
    Principal user(String name) {
        return Principal.of(tenant, new UserId(name));
    }

    /** A user of the same name in another tenant. */
    Principal foreigner(String name) {
        return Principal.of(new TenantId(tenant.value() + ".other"), new UserId(name));
    }

    Deadline deadline() {
        return Deadline.after(PATIENCE);
    }

    static IdempotencyKey newKey() {
        return new IdempotencyKey(UUID.randomUUID().toString());
    }

    Conversation create(Principal creator, NewConversation conversation) {
        return log().create(creator, conversation, newKey(), deadline()).orThrow();
    }

    /** A conversation titled "Room" of the creator and some members. */
    ConversationId room(Principal creator, Principal... members) {
        UserId[] users = Arrays.stream(members).map(Principal::user).toArray(UserId[]::new);
        return create(creator, NewConversation.of("Room", users)).id();
    }

    void join(Principal owner, ConversationId room, Principal user) {
        log().addParticipant(owner, room, user.user(), ParticipantRole.MEMBER, 1_000, deadline())
                .orThrow();
    }

    AppendResult append(Principal author, ConversationId room, Draft draft) {
        return log().append(author, room, draft, deadline());
    }

    Message send(Principal author, ConversationId room, String text) {
        return send(author, room, Draft.of(newKey(), text));
    }

    Message send(Principal author, ConversationId room, Draft draft) {
        AppendResult result = append(author, room, draft);
        if (result instanceof AppendResult.Appended appended) {
            return appended.message();
        }
        throw new AssertionError("Not appended: " + result);
    }

    /** The newest messages that a principal sees, ascending. */
    List<Message> messages(Principal reader, ConversationId room) {
        return log().messages(reader, room, HistoryRange.latest(1_000), deadline())
                .orThrow()
                .items();
    }

    Message message(Principal reader, Message message) {
        return messages(reader, message.id().conversation()).stream()
                .filter(candidate -> candidate.id().equals(message.id()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Message not visible"));
    }

    /** The entries that a principal sees. */
    List<Entry> entries(Principal reader, ConversationId room) {
        return log().entries(reader, room, 0, 10_000, deadline()).orThrow().items();
    }

    long head(Principal reader, ConversationId room) {
        return log().find(reader, room, deadline()).orElseThrow().headSeq();
    }

    @Override
    public void close() {
        store.close();
    }
}
