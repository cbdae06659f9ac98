package dev.parley.core.store;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
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
import java.util.function.BiFunction;

/** Conversations in maps: one lock a conversation, so that conversations never wait for each other. */
final class InMemoryChatStore implements ChatStore {

    private final Map<ConversationId, ConversationState> conversations = new ConcurrentHashMap<>();

    /** Every conversation that a user takes or took part in. */
    private final Map<Member, Set<ConversationState>> byMember = new ConcurrentHashMap<>();

    private final InstantSource clock;
    /** Turns that are first in line, and so may be claimed. */
    private final Map<TurnId, TurnRecord> firstTurns = new ConcurrentHashMap<>();

    private final InMemoryReadOnlyMode readOnlyMode = new InMemoryReadOnlyMode();

    private final ChatLog log;
    private final ChatFeed feed;
    private final ChatTurns turns;
    private final PersonalData personalData;
    private volatile boolean closed;

    /** A user of a tenant. */
    record Member(TenantId tenant, UserId user) {}

    InMemoryChatStore(InstantSource clock) {
        this.clock = clock;
        this.log = new InMemoryChatLog(this);
        this.feed = new InMemoryChatFeed(this);
        this.turns = new InMemoryChatTurns(this);
        this.personalData = new InMemoryPersonalData(this);
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
        conversations.clear();
        byMember.clear();
        firstTurns.clear();
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
        requireOpen();
        return Optional.ofNullable(conversations.get(id));
    }

    ConversationState newConversation(ConversationId id, Principal creator, NewConversation from) {
        return new ConversationState(id, creator, from, now(), new TurnLines(firstTurns));
    }

    Collection<TurnRecord> firstTurns() {
        requireOpen();
        return firstTurns.values();
    }

    /** {@return the conversation that already has this id, if there is one; else the new one has it from now on} */
    Optional<ConversationState> putIfAbsent(ConversationState created) {
        requireOpen();
        return Optional.ofNullable(conversations.putIfAbsent(created.id, created));
    }

    void link(TenantId tenant, UserId user, ConversationState conversation) {
        byMember.compute(new Member(tenant, user), (member, linked) -> {
            Set<ConversationState> links = linked == null ? ConcurrentHashMap.newKeySet() : linked;
            links.add(conversation);
            return links;
        });
    }

    void unlink(TenantId tenant, UserId user, Collection<ConversationState> gone) {
        byMember.computeIfPresent(new Member(tenant, user), (member, linked) -> {
            linked.removeAll(gone);
            return linked.isEmpty() ? null : linked;
        });
    }

    Set<ConversationState> conversationsOf(TenantId tenant, UserId user) {
        requireOpen();
        return byMember.getOrDefault(new Member(tenant, user), Set.of());
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
        deadline.check();
        try {
            if (!conversation.lock.tryLock()
                    && !conversation.lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw ChatException.fault(
                        ErrorCode.DEADLINE_EXCEEDED, "The conversation was busy until the time ran out", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "The thread was interrupted", e);
        }
    }
}
