package dev.parley.core.store;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.portable.PortableTables;
import dev.parley.core.time.Deadline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Conversations in maps: one lock a conversation, so that conversations never wait for each other. */
final class InMemoryChatStore implements ChatStore, PortableTables.Holder {

    /** Held by who creates a conversation; alone by who needs that there come no more. */
    private final ReadWriteLock creations = new ReentrantReadWriteLock();

    private final InstantSource clock;
    private volatile Shelf shelf = new Shelf();

    private final InMemoryReadOnlyMode readOnlyMode = new InMemoryReadOnlyMode();

    private final ChatLog log;
    private final ChatFeed feed;
    private final ChatTurns turns;
    private final PersonalData personalData;
    private final HistoryRetention historyRetention;
    private volatile boolean closed;

    /** A user of a tenant. */
    record Member(TenantId tenant, UserId user) {}

    /** All there is: what was restored takes the place of what was there at once. */
    static final class Shelf {

        final Map<ConversationId, ConversationState> conversations = new ConcurrentHashMap<>();

        /** Every conversation that a user takes or took part in. */
        final Map<Member, Set<ConversationState>> byMember = new ConcurrentHashMap<>();

        /** Turns that are first in line, and so may be claimed. */
        final Map<TurnId, TurnRecord> firstTurns = new ConcurrentHashMap<>();
    }

    InMemoryChatStore(InstantSource clock) {
        this.clock = clock;
        this.log = new InMemoryChatLog(this);
        this.feed = new InMemoryChatFeed(this);
        this.turns = new InMemoryChatTurns(this);
        this.personalData = new InMemoryPersonalData(this);
        this.historyRetention = new InMemoryHistoryRetention(this);
    }

    @Override
    public ChatLog log() {
        return log;
    }

    @Override
    public ChatFeed feed() {
        return feed;
    }

    @Override
    public Optional<ChatTurns> turns() {
        return Optional.of(turns);
    }

    @Override
    public Optional<PersonalData> personalData() {
        return Optional.of(personalData);
    }

    @Override
    public Optional<HistoryRetention> historyRetention() {
        return Optional.of(historyRetention);
    }

    @Override
    public Optional<ReadOnlyMode> readOnlyMode() {
        return Optional.of(readOnlyMode);
    }

    InMemoryReadOnlyMode writes() {
        return readOnlyMode;
    }

    @Override
    public void ping(Deadline deadline) {
        requireOpen();
    }

    @Override
    public void close() {
        closed = true;
        shelf = new Shelf();
    }

    @Override
    public PortableTables portable() {
        return new PortableConversations(this, clock);
    }

    Shelf shelf() {
        requireOpen();
        return shelf;
    }

    /** Needs that nobody creates, and that there is nothing. */
    void replace(Shelf restored) {
        shelf = restored;
    }

    /** Creates something, unless others need that nobody does. */
    <R> R creating(Supplier<R> step, Deadline deadline) {
        return holding(creations.readLock(), step, deadline);
    }

    /** Does something while nobody creates. */
    void whileNobodyCreates(Runnable step, Deadline deadline) {
        holding(
                creations.writeLock(),
                () -> {
                    step.run();
                    return true;
                },
                deadline);
    }

    private static <R> R holding(Lock lock, Supplier<R> step, Deadline deadline) {
        take(lock, "The store", deadline);
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    void requireOpen() {
        if (closed) {
            throw ChatException.fault(ErrorCode.CLOSED, "The in-memory store is closed", null);
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Optional<ConversationState> conversation(ConversationId id) {
        return Optional.ofNullable(shelf().conversations.get(id));
    }

    ConversationState newConversation(ConversationId id, Principal creator, NewConversation from) {
        return new ConversationState(id, creator, from, now(), new TurnLines(shelf.firstTurns));
    }

    Collection<TurnRecord> firstTurns() {
        return shelf().firstTurns.values();
    }

    /** {@return the conversation that already has this id, if there is one; else the new one has it from now on} */
    Optional<ConversationState> putIfAbsent(ConversationState created) {
        return Optional.ofNullable(shelf().conversations.putIfAbsent(created.id, created));
    }

    void link(TenantId tenant, UserId user, ConversationState conversation) {
        shelf.byMember.compute(new Member(tenant, user), (member, linked) -> {
            Set<ConversationState> links = linked == null ? ConcurrentHashMap.newKeySet() : linked;
            links.add(conversation);
            return links;
        });
    }

    void unlink(TenantId tenant, UserId user, Collection<ConversationState> gone) {
        shelf.byMember.computeIfPresent(new Member(tenant, user), (member, linked) -> {
            linked.removeAll(gone);
            return linked.isEmpty() ? null : linked;
        });
    }

    Set<ConversationState> conversationsOf(TenantId tenant, UserId user) {
        return shelf().byMember.getOrDefault(new Member(tenant, user), Set.of());
    }

    /** Runs a step under the conversation's lock, if the principal takes part in it. */
    <R> Optional<R> seated(
            Principal principal,
            ConversationId conversation,
            Deadline deadline,
            BiFunction<ConversationState, Seat, R> step) {
        ConversationState state = conversation(conversation).orElse(null);
        if (state == null || !state.tenant.equals(principal.tenant())) {
            return Optional.empty();
        }
        lock(state, deadline);
        try {
            Seat seat = state.roster.seat(principal.user());
            return seat == null ? Optional.empty() : Optional.of(step.apply(state, seat));
        } finally {
            state.lock.unlock();
        }
    }

    /** Takes the lock of a conversation within the deadline. */
    static void lock(ConversationState conversation, Deadline deadline) {
        take(conversation.lock, "The conversation", deadline);
    }

    private static void take(Lock lock, String what, Deadline deadline) {
        deadline.check();
        try {
            if (!lock.tryLock() && !lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw ChatException.fault(ErrorCode.DEADLINE_EXCEEDED, what + " was busy until the time ran out", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "The thread was interrupted", e);
        }
    }
}
