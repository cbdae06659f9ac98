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
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
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
import dev.parley.core.store.TurnHold;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.opentest4j.TestAbortedException;

/** A store under test, with a tenant of its own, some users, and short ways to do the usual. */
public final class LogFixture implements AutoCloseable {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So long that it does not run out while a test is busy, even where the store's clock goes on by itself. */
    static final Duration LEASE = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock(START);
    private final TenantId tenant = new TenantId("t-" + UUID.randomUUID());
    private final ChatStoreFactory factory;
    private final ChatStore store;

    LogFixture(ChatStoreFactory factory) {
        this.factory = factory;
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

    TenantId tenant() {
        return tenant;
    }

    HistoryRetention retention() {
        return store.historyRetention().orElseThrow(() -> new TestAbortedException("The store has no retention"));
    }

    ReadOnlyMode readOnlyMode() {
        return store.readOnlyMode().orElseThrow(() -> new TestAbortedException("The store has no read-only mode"));
    }

    ChatFeed feed() {
        return store.feed();
    }

    ChatTurns turns() {
        return store.turns().orElseThrow(() -> new TestAbortedException("The store has no turns"));
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

    /** A bot that no other test has: turns of all tenants are claimed together. */
    Principal bot(String name) {
        return user(name + "-" + tenant.value());
    }

    /** A conversation of the creator and some bots, open to those who join later. */
    ConversationId roomWith(Principal creator, Principal... bots) {
        NewConversation from = NewConversation.of("Room").withOpenHistory();
        for (Principal bot : bots) {
            from = from.with(bot.user(), ParticipantRole.BOT);
        }
        return create(creator, from).id();
    }

    /** The turns that a message makes. */
    List<TurnId> askAll(Principal author, ConversationId room, String text) {
        AppendResult result = append(author, room, Draft.of(newKey(), text));
        if (result instanceof AppendResult.Appended appended) {
            return appended.turns();
        }
        throw new AssertionError("Not appended: " + result);
    }

    /** The turn that a message makes where one bot takes part. */
    TurnId ask(Principal author, ConversationId room, String text) {
        List<TurnId> turns = askAll(author, room, text);
        if (turns.size() == 1) {
            return turns.get(0);
        }
        throw new AssertionError("Not one turn: " + turns);
    }

    Optional<TurnLease> tryClaim(TurnId turn) {
        return turns().claim(turn, LEASE, deadline());
    }

    TurnLease claim(TurnId turn) {
        return tryClaim(turn).orElseThrow(() -> new AssertionError("Can't be claimed: " + turn));
    }

    List<TurnLease> claimDue(int limit, Principal... bots) {
        return turns().claimDue(Arrays.stream(bots).map(Principal::user).toList(), LEASE, limit, deadline());
    }

    TurnHold write(TurnLease lease, int offset, String text) {
        return turns().write(lease, offset, text, LEASE, deadline());
    }

    FinishedTurn finish(TurnLease lease, TurnEnding ending) {
        return turns().finish(lease, ending, deadline()).orElseThrow(() -> new AssertionError("Lost: " + lease));
    }

    /** Asks, claims and completes. */
    FinishedTurn talk(Principal author, ConversationId room, String question, String answer) {
        return finish(claim(ask(author, room, question)), new TurnEnding.Completed(answer));
    }

    /** What the latest attempt of a turn has written. */
    String written(TurnId turn) {
        return feed().turn(turn, deadline()).orElseThrow().text();
    }

    TurnStatus status(Principal reader, TurnId turn) {
        return turns().find(reader, turn, deadline()).orThrow();
    }

    /** Lets time pass on the clock that leases go by. */
    void passTime(Duration by) {
        factory.passTime(store, clock, by);
    }

    /** Lets every lease run out that has not been prolonged for longer. */
    void outlastLeases() {
        passTime(LEASE.plusMinutes(1));
    }

    @Override
    public void close() {
        store.close();
    }
}
