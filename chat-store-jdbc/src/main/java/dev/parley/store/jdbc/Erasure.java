package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ErasureReport;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** One erasure, in one transaction: locks every conversation of the user in the order of ids, then wipes place by place. */
final class Erasure {

    /** So many conversations in one statement. */
    private static final int CHUNK = 500;

    private final Session session;
    private final Principal principal;
    private final UserId pseudonym = UserId.pseudonym();
    private final OffsetDateTime at;
    private final Map<String, Long> wiped = new HashMap<>();

    Erasure(Session session, Principal principal, Instant now) {
        this.session = session;
        this.principal = principal;
        this.at = Times.column(now);
    }

    /** What was erased before is erased from what is restored, whatever is held there: it was not held then. */
    ErasureReport run() {
        return run(lockAll());
    }

    ErasureReport runUnlessHeld() {
        List<UUID> locked = lockAll();
        inChunks(locked, chunk -> Holds.requireNone(session, chunk));
        return run(locked);
    }

    private ErasureReport run(List<UUID> locked) {
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
        inChunks(locked, this::wipe);
        return new ErasureReport(pseudonym, wiped);
    }

    /** Until no further one turns up: somebody may add the user elsewhere while this waits for a lock. */
    private List<UUID> lockAll() {
        Set<UUID> locked = new LinkedHashSet<>();
        List<UUID> missing = conversationsOfUser();
        while (!missing.isEmpty()) {
            inChunks(
                    missing,
                    chunk -> locked.addAll(session.query(ErasureSql.LOCK)
                            .bindArray("conversations", UUID.class, chunk)
                            .map((row, context) -> row.getObject("id", UUID.class))
                            .list()));
            missing = new ArrayList<>(conversationsOfUser());
            missing.removeAll(locked);
        }
        return List.copyOf(locked);
    }

    private List<UUID> conversationsOfUser() {
        return session.query(ErasureSql.CONVERSATIONS)
                .bind("tenant", principal.tenant().value())
                .bind("user", principal.user().value())
                .map((row, context) -> row.getObject("conversation_id", UUID.class))
                .list();
    }

    private void wipe(List<UUID> conversations) {
        for (ErasureSql.Step step : ErasureSql.STEPS) {
            long rows = session.update(step.sql())
                    .bindArray("conversations", UUID.class, conversations)
                    .bind("tenant", principal.tenant().value())
                    .bind("user", principal.user().value())
                    .bind("pseudonym", pseudonym.value())
                    .bind("at", at)
                    .execute();
            if (step.place() != null) {
                wiped.merge(step.place(), rows, Long::sum);
            }
        }
        Succession.settle(session, conversations);
    }

    private static void inChunks(List<UUID> conversations, Consumer<List<UUID>> step) {
        for (int from = 0; from < conversations.size(); from += CHUNK) {
            step.accept(conversations.subList(from, Math.min(from + CHUNK, conversations.size())));
        }
    }
}
