package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.store.ErasureReport;
import dev.parley.core.store.PersonalData;
import dev.parley.core.store.PersonalRecord;
import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The personal-data facet. */
final class JdbcPersonalData implements PersonalData {

    private final Transactions transactions;
    private final InstantSource clock;

    JdbcPersonalData(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void export(Principal principal, Consumer<PersonalRecord> sink, Deadline deadline) {
        new Export(transactions, principal, sink, deadline).run();
    }

    @Override
    public ErasureReport erase(Principal principal, Deadline deadline) {
        return transactions.write(
                Scope.worker(principal.tenant()),
                deadline,
                session -> new Erasure(session, principal, Times.now(clock)).runUnlessHeld());
    }
}
