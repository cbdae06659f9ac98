package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.Page;
import dev.parley.core.store.ReadOnlyMode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A read-only mode, and a log beside it, that break one rule. */
final class PlantedReadOnlyFaults extends ForwardingChatLog implements ReadOnlyMode {

    private final String rule;
    private final ReadOnlyMode delegate;
    private final Set<IdempotencyKey> spent = new HashSet<>();
    private final Map<String, Integer> entered = new HashMap<>();

    private PlantedReadOnlyFaults(String rule, ChatLog log, ReadOnlyMode delegate) {
        super(log);
        this.rule = rule;
        this.delegate = delegate;
    }

    static ChatStore plant(String rule, ChatStore store) {
        ReadOnlyMode mode = store.readOnlyMode().orElseThrow();
        PlantedReadOnlyFaults faults = new PlantedReadOnlyFaults(rule, store.log(), mode);
        return new Planted(store, faults, null) {
            @Override
            public Optional<ReadOnlyMode> readOnlyMode() {
                return Optional.of(faults);
            }
        };
    }

    /** RO-1: forgets that a marker is written too. */
    @Override
    public Outcome<Long> advanceMarker(Principal principal, ConversationId conversation, long seq, Deadline deadline) {
        Set<String> reasons = rule.equals("RO-1") ? delegate.reasons() : Set.of();
        reasons.forEach(delegate::leave);
        try {
            return super.advanceMarker(principal, conversation, seq, deadline);
        } finally {
            reasons.forEach(delegate::enter);
        }
    }

    /** RO-2: takes reading for writing. */
    @Override
    public Outcome<Page<Message, Long>> messages(
            Principal principal, ConversationId conversation, HistoryRange range, Deadline deadline) {
        return rule.equals("RO-2") && !delegate.reasons().isEmpty()
                ? Outcome.refused(ErrorCode.STORE_READ_ONLY, Duration.ofSeconds(1))
                : super.messages(principal, conversation, range, deadline);
    }

    /** RO-3: keeps the keys of what was refused. */
    @Override
    public AppendResult append(Principal principal, ConversationId conversation, Draft draft, Deadline deadline) {
        AppendResult result = super.append(principal, conversation, draft, deadline);
        boolean refused = result instanceof AppendResult.Refused;
        if (rule.equals("RO-3") && refused) {
            spent.add(draft.key());
        }
        return spent.contains(draft.key()) && !refused ? new AppendResult.Conflict() : result;
    }

    /** RO-6: takes whatever it is given, and does nothing with it. */
    @Override
    public void enter(String reason) {
        if (rule.equals("RO-6") && reason.isEmpty()) {
            return;
        }
        delegate.enter(reason);
        entered.merge(reason, 1, Integer::sum);
    }

    /** RO-4: counts how often. */
    @Override
    public void leave(String reason) {
        ReadOnlyMode.requireReason(reason);
        int left = entered.merge(reason, -1, Integer::sum);
        if (!rule.equals("RO-4") || left <= 0) {
            delegate.leave(reason);
        }
    }

    /** RO-5: gives a copy that anybody may change. */
    @Override
    public Set<String> reasons() {
        return rule.equals("RO-5") ? new LinkedHashSet<>(delegate.reasons()) : delegate.reasons();
    }
}
