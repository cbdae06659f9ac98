package dev.parley.core.store;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The personal-data facet in memory. */
final class InMemoryPersonalData implements PersonalData {

    private final InMemoryChatStore store;

    InMemoryPersonalData(InMemoryChatStore store) {
        this.store = store;
    }

    @Override
    public void export(Principal principal, Consumer<PersonalRecord> sink, Deadline deadline) {
        for (ConversationState state : conversationsOf(principal)) {
            List<PersonalRecord> records;
            InMemoryChatStore.lock(state, deadline);
            try {
                records = new PersonalRecords(state, principal.user()).collect();
            } finally {
                state.lock.unlock();
            }
            records.forEach(sink);
        }
    }

    @Override
    public ErasureReport erase(Principal principal, Deadline deadline) {
        store.writes().requireWritable();
        return erase(principal, false, deadline);
    }

    /** What was erased before a backup is erased from what is restored, whatever is held there: it was not held then. */
    ErasureReport eraseDespiteHolds(Principal principal, Deadline deadline) {
        return erase(principal, true, deadline);
    }

    private ErasureReport erase(Principal principal, boolean despiteHolds, Deadline deadline) {
        UserId pseudonym = UserId.pseudonym();
        Map<String, Long> wiped = new TreeMap<>();
        for (String place : List.of(
                ErasureReport.MESSAGES,
                ErasureReport.EDITS,
                ErasureReport.TITLES,
                ErasureReport.IDEMPOTENCY_RECORDS,
                ErasureReport.BOT_MESSAGES,
                ErasureReport.MEMBERSHIPS,
                ErasureReport.MENTIONS)) {
            wiped.put(place, 0L);
        }
        Deque<ConversationState> locked = new ArrayDeque<>();
        try {
            // All locks first, in one order: after that nothing can fail, so it is all or nothing.
            for (ConversationState state : conversationsOf(principal)) {
                InMemoryChatStore.lock(state, deadline);
                locked.push(state);
            }
            if (!despiteHolds && locked.stream().anyMatch(state -> state.hold != null)) {
                throw ChatException.fault(
                        ErrorCode.LEGAL_HOLD, "The user takes or took part in a conversation under legal hold", null);
            }
            Instant now = store.now();
            for (ConversationState state : locked) {
                new ConversationErasure(state, principal.user(), pseudonym, now).run(wiped);
            }
            store.unlink(principal.tenant(), principal.user(), locked);
        } finally {
            locked.forEach(state -> state.lock.unlock());
        }
        return new ErasureReport(pseudonym, wiped);
    }

    private List<ConversationState> conversationsOf(Principal principal) {
        return store.conversationsOf(principal.tenant(), principal.user()).stream()
                .sorted(Comparator.comparing(state -> state.id))
                .toList();
    }
}
