package dev.parley.store.jdbc;

import dev.parley.core.auth.SecondFactor;
import dev.parley.core.auth.SecondFactorStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** Second factors in a relational database. A step or a code is used by one conditional statement. Thread-safe. */
public final class JdbcSecondFactorStore implements SecondFactorStore {

    private static final String KEY = " WHERE tenant = :tenant AND user_id = :user";

    private static final String FIND = """
            SELECT sealed_secret, last_step, confirmed, (SELECT COUNT(*) FROM parley_recovery_code c
                WHERE c.tenant = f.tenant AND c.user_id = f.user_id) AS codes
            FROM parley_second_factor f
            """ + KEY;

    private static final String LOCK = "SELECT confirmed FROM parley_second_factor" + KEY + " FOR UPDATE";
    private static final String DELETE = "DELETE FROM parley_second_factor" + KEY;

    private static final String ENROL = """
            INSERT INTO parley_second_factor (tenant, user_id, sealed_secret, last_step, confirmed)
            VALUES (:tenant, :user, :secret, -1, FALSE)
            """;

    private static final String ADD_CODE =
            "INSERT INTO parley_recovery_code (tenant, user_id, hash) VALUES (:tenant, :user, :hash)";

    private static final String CONFIRM =
            "UPDATE parley_second_factor SET confirmed = TRUE, last_step = :step" + KEY + " AND NOT confirmed";

    private static final String USE_STEP =
            "UPDATE parley_second_factor SET last_step = :step" + KEY + " AND confirmed AND last_step < :step";

    private static final String USE_CODE = "DELETE FROM parley_recovery_code" + KEY + " AND hash = :hash"
            + " AND EXISTS (SELECT 1 FROM parley_second_factor" + KEY + " AND confirmed)";

    private final Transactions transactions;

    private JdbcSecondFactorStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A store.
     *
     * @param database where second factors are kept; not closed with the store
     * @return the store
     */
    public static JdbcSecondFactorStore on(JdbcDatabase database) {
        return new JdbcSecondFactorStore(database.transactions());
    }

    /** Under the lock of the user, since two may enrol where nothing is yet; then of the row, which may be confirmed. */
    @Override
    public boolean enrol(
            TenantId tenant, UserId user, Secret sealedSecret, Set<TokenHash> recoveryCodes, Deadline deadline) {
        Bounds.requireSealed(sealedSecret);
        Bounds.requireCodes(recoveryCodes);
        return transactions.write(Scope.of(tenant, List.of(user)), deadline, session -> {
            UserLock.take(session, StoreClock.ofDatabase(), tenant, user);
            boolean confirmed = of(session.query(LOCK), tenant, user)
                    .mapTo(Boolean.class)
                    .findOne()
                    .orElse(false);
            if (confirmed) {
                return false;
            }
            of(session.update(DELETE), tenant, user).execute();
            of(session.update(ENROL), tenant, user)
                    .bind("secret", sealedSecret.bytes())
                    .execute();
            if (!recoveryCodes.isEmpty()) {
                PreparedBatch codes = session.batch(ADD_CODE);
                recoveryCodes.forEach(code -> of(codes, tenant, user)
                        .bind("hash", Hashes.column(code))
                        .add());
                codes.execute();
            }
            return true;
        });
    }

    @Override
    public boolean confirm(TenantId tenant, UserId user, long step, Deadline deadline) {
        return transactions.write(
                Scope.of(tenant, List.of(user)),
                deadline,
                session -> of(session.update(CONFIRM), tenant, user)
                                .bind("step", step)
                                .execute()
                        == 1);
    }

    @Override
    public Optional<SecondFactor> find(TenantId tenant, UserId user, Deadline deadline) {
        return transactions.read(
                Scope.of(tenant, List.of(user)),
                deadline,
                session -> of(session.query(FIND), tenant, user)
                        .map((row, context) -> new SecondFactor(
                                Secret.of(row.getBytes("sealed_secret")),
                                row.getLong("last_step"),
                                row.getInt("codes"),
                                row.getBoolean("confirmed")))
                        .findOne());
    }

    @Override
    public boolean useStep(TenantId tenant, UserId user, long step, Deadline deadline) {
        return transactions.write(
                Scope.of(tenant, List.of(user)),
                deadline,
                session -> of(session.update(USE_STEP), tenant, user)
                                .bind("step", step)
                                .execute()
                        == 1);
    }

    @Override
    public boolean useRecoveryCode(TenantId tenant, UserId user, TokenHash code, Deadline deadline) {
        return transactions.write(
                Scope.of(tenant, List.of(user)),
                deadline,
                session -> of(session.update(USE_CODE), tenant, user)
                                .bind("hash", Hashes.column(code))
                                .execute()
                        == 1);
    }

    @Override
    public boolean remove(TenantId tenant, UserId user, Deadline deadline) {
        return transactions.write(
                Scope.of(tenant, List.of(user)),
                deadline,
                session -> of(session.update(DELETE), tenant, user).execute() == 1);
    }

    private static <S extends SqlStatement<S>> S of(S statement, TenantId tenant, UserId user) {
        return statement.bind("tenant", tenant.value()).bind("user", user.value());
    }

    /** Ends the store, not the database that it was given. */
    @Override
    public void close() {
        transactions.close();
    }
}
