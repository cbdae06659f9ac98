package dev.parley.core.store;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TenantId;
import dev.parley.core.time.Deadline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The retention facet in memory: takes the lock of a conversation at a time. */
final class InMemoryHistoryRetention implements HistoryRetention {

    private final InMemoryChatStore store;

    InMemoryHistoryRetention(InMemoryChatStore store) {
        this.store = store;
    }

    @Override
    public Page<Candidate, ConversationId> candidates(
            HistoryRule rule, @Nullable ConversationId after, int limit, Deadline deadline) {
        List<ConversationState> read = behind(after).limit(limit + 1L).toList();
        List<Candidate> found = new ArrayList<>();
        for (ConversationState state : read.subList(0, Math.min(limit, read.size()))) {
            boolean due = locked(state, deadline, of -> of.hold == null && due(of, rule, 1) > 0);
            if (due) {
                found.add(new Candidate(state.tenant, state.id));
            }
        }
        return new Page<>(found, read.size() > limit ? read.get(limit - 1).id : null);
    }

    private Stream<ConversationState> behind(@Nullable ConversationId after) {
        return store.shelf().conversations.values().stream()
                .filter(state -> after == null || state.id.compareTo(after) > 0)
                .sorted(Comparator.comparing(state -> state.id));
    }

    /** {@return how many entries from the first on are old enough, so many at most} */
    private int due(ConversationState state, HistoryRule rule, int most) {
        Instant before = store.now().minus(rule.keepFor());
        long first = state.log.firstSeq();
        long spare = Math.min(most, state.log.head() - rule.keepAtLeast() - first + 1);
        int due = 0;
        while (due < spare && state.log.entry(first + due).at().isBefore(before)) {
            due++;
        }
        return due;
    }

    @Override
    public Outcome<Trimmed> trim(
            TenantId tenant, ConversationId conversation, HistoryRule rule, int limit, Deadline deadline) {
        return writing(tenant, conversation, deadline, state -> {
            if (state.hold != null) {
                return Outcome.refused(ErrorCode.LEGAL_HOLD);
            }
            int removed = due(state, rule, limit);
            long first = state.log.firstSeq() + removed;
            state.log.removeBefore(first);
            state.turns.removeBefore(first, store.now());
            state.sent.values().removeIf(body -> body.seq() < first);
            state.redactions.keySet().removeIf(seq -> seq < first);
            return Outcome.done(new Trimmed(first, removed, due(state, rule, 1) > 0));
        });
    }

    @Override
    public Outcome<LegalHold> hold(TenantId tenant, ConversationId conversation, String reason, Deadline deadline) {
        LegalHold hold = new LegalHold(tenant, conversation, store.now(), reason);
        return writing(tenant, conversation, deadline, state -> {
            LegalHold standing = state.hold == null ? hold : state.hold;
            state.hold = standing;
            return Outcome.done(standing);
        });
    }

    @Override
    public Outcome<Boolean> release(TenantId tenant, ConversationId conversation, Deadline deadline) {
        return writing(tenant, conversation, deadline, state -> {
            boolean held = state.hold != null;
            state.hold = null;
            return Outcome.done(held);
        });
    }

    @Override
    public Page<LegalHold, ConversationId> holds(
            TenantId tenant, @Nullable ConversationId after, int limit, Deadline deadline) {
        List<LegalHold> read = behind(after)
                .filter(state -> state.tenant.equals(tenant))
                .flatMap(state -> locked(state, deadline, of -> Optional.ofNullable(of.hold)).stream())
                .limit(limit + 1L)
                .toList();
        return Page.cut(read, limit, LegalHold::conversation);
    }

    private <T> Outcome<T> writing(
            TenantId tenant,
            ConversationId conversation,
            Deadline deadline,
            Function<ConversationState, Outcome<T>> step) {
        return store.writes().writing(() -> {
            deadline.check();
            return store.conversation(conversation)
                    .filter(state -> state.tenant.equals(tenant))
                    .map(state -> locked(state, deadline, step))
                    .orElseGet(() -> Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
        });
    }

    private static <R> R locked(ConversationState state, Deadline deadline, Function<ConversationState, R> step) {
        InMemoryChatStore.lock(state, deadline);
        try {
            return step.apply(state);
        } finally {
            state.lock.unlock();
        }
    }
}
