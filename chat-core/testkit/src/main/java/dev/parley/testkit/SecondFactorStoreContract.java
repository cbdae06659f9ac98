package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.auth.SecondFactor;
import dev.parley.core.auth.SecondFactorStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of {@link SecondFactorStore}: one test for each of its numbered rules. The test of an adapter implements
 * this interface and writes {@link #createFactors()}.
 */
@ExtendWith(ContractExtension.class)
public interface SecondFactorStoreContract {

    /**
     * Opens the store under test. It need not be empty: each test uses a tenant of its own. The test closes it.
     *
     * @return the store
     */
    SecondFactorStore createFactors();

    private static Secret sealed(int first) {
        return Secret.of(new byte[] {(byte) first, 0, -1, 13, 10});
    }

    private static boolean enrol(SecondFactorStore store, TenantId tenant, UserId user, TokenHash... codes) {
        return store.enrol(tenant, user, sealed(1), Set.of(codes), Fresh.deadline());
    }

    private static void enrolAndConfirm(SecondFactorStore store, TenantId tenant, UserId user, TokenHash... codes) {
        assertThat(enrol(store, tenant, user, codes)).isTrue();
        assertThat(store.confirm(tenant, user, 100, Fresh.deadline())).isTrue();
    }

    /** SF-1: enrolled, and again until confirmed. */
    @Rule("SF-1")
    default void anEnrolledFactorIsFound() {
        TenantId tenant = Fresh.tenant();
        UserId user = new UserId("a");
        try (SecondFactorStore store = createFactors()) {
            Set<TokenHash> tooMany = Stream.generate(Fresh::hash).limit(33).collect(Collectors.toSet());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.enrol(tenant, user, sealed(1), tooMany, Fresh.deadline()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.enrol(tenant, user, Secret.of(new byte[513]), Set.of(), Fresh.deadline()));
            assertThat(store.find(tenant, user, Fresh.deadline())).isEmpty();
            TokenHash before = Fresh.hash();
            assertThat(enrol(store, tenant, user, before, Fresh.hash())).isTrue();
            assertThat(store.find(tenant, user, Fresh.deadline())).contains(new SecondFactor(sealed(1), -1, 2, false));
            TokenHash code = Fresh.hash();
            assertThat(store.enrol(tenant, user, sealed(2), Set.of(code), Fresh.deadline()))
                    .isTrue();
            assertThat(store.find(tenant, user, Fresh.deadline())).contains(new SecondFactor(sealed(2), -1, 1, false));
            store.confirm(tenant, user, 5, Fresh.deadline());
            assertThat(enrol(store, tenant, user, Fresh.hash(), Fresh.hash())).isFalse();
            assertThat(store.find(tenant, user, Fresh.deadline())).contains(new SecondFactor(sealed(2), 5, 1, true));
            assertThat(store.useRecoveryCode(tenant, user, before, Fresh.deadline()))
                    .isFalse();
            assertThat(store.useRecoveryCode(tenant, user, code, Fresh.deadline()))
                    .isTrue();
        }
    }

    /** SF-2: confirmed by a password, whose step is used. */
    @Rule("SF-2")
    default void confirmingUsesAStep() {
        TenantId tenant = Fresh.tenant();
        UserId user = new UserId("a");
        try (SecondFactorStore store = createFactors()) {
            assertThat(store.confirm(tenant, user, 7, Fresh.deadline())).isFalse();
            enrol(store, tenant, user);
            assertThat(store.confirm(tenant, user, 7, Fresh.deadline())).isTrue();
            assertThat(store.find(tenant, user, Fresh.deadline())).contains(new SecondFactor(sealed(1), 7, 0, true));
            assertThat(store.confirm(tenant, user, 8, Fresh.deadline())).isFalse();
            assertThat(store.useStep(tenant, user, 7, Fresh.deadline())).isFalse();
            assertThat(store.useStep(tenant, user, 8, Fresh.deadline())).isTrue();
        }
    }

    /** SF-3: steps go forward. */
    @Rule("SF-3")
    default void aStepIsUsedOnce() {
        TenantId tenant = Fresh.tenant();
        UserId user = new UserId("a");
        UserId unconfirmed = new UserId("b");
        try (SecondFactorStore store = createFactors()) {
            enrolAndConfirm(store, tenant, user);
            assertThat(store.useStep(tenant, user, 102, Fresh.deadline())).isTrue();
            assertThat(store.useStep(tenant, user, 102, Fresh.deadline())).isFalse();
            assertThat(store.useStep(tenant, user, 101, Fresh.deadline())).isFalse();
            List<Boolean> answers = Concurrently.run(64, number -> store.useStep(tenant, user, 103, Fresh.deadline()));
            assertThat(answers).filteredOn(answer -> answer).hasSize(1);
            assertThat(store.find(tenant, user, Fresh.deadline()).orElseThrow().lastStep())
                    .isEqualTo(103);
            enrol(store, tenant, unconfirmed);
            assertThat(store.useStep(tenant, unconfirmed, 200, Fresh.deadline()))
                    .isFalse();
            assertThat(store.useStep(tenant, new UserId("nobody"), 200, Fresh.deadline()))
                    .isFalse();
        }
    }

    /** SF-4: recovery codes. */
    @Rule("SF-4")
    default void aRecoveryCodeIsUsedOnce() {
        TenantId tenant = Fresh.tenant();
        UserId user = new UserId("a");
        TokenHash code = Fresh.hash();
        TokenHash raced = Fresh.hash();
        try (SecondFactorStore store = createFactors()) {
            enrol(store, tenant, user, code, raced, Fresh.hash());
            assertThat(store.useRecoveryCode(tenant, user, code, Fresh.deadline()))
                    .as("not confirmed")
                    .isFalse();
            store.confirm(tenant, user, 100, Fresh.deadline());
            assertThat(store.useRecoveryCode(tenant, user, Fresh.hash(), Fresh.deadline()))
                    .isFalse();
            assertThat(store.useRecoveryCode(tenant, user, code, Fresh.deadline()))
                    .isTrue();
            assertThat(store.useRecoveryCode(tenant, user, code, Fresh.deadline()))
                    .isFalse();
            List<Boolean> answers =
                    Concurrently.run(64, number -> store.useRecoveryCode(tenant, user, raced, Fresh.deadline()));
            assertThat(answers).filteredOn(answer -> answer).hasSize(1);
            assertThat(store.find(tenant, user, Fresh.deadline())).contains(new SecondFactor(sealed(1), 100, 1, true));
        }
    }

    /** SF-5: removed. */
    @Rule("SF-5")
    default void removingLeavesNothing() {
        TenantId tenant = Fresh.tenant();
        UserId user = new UserId("a");
        TokenHash code = Fresh.hash();
        try (SecondFactorStore store = createFactors()) {
            assertThat(store.remove(tenant, user, Fresh.deadline())).isFalse();
            enrolAndConfirm(store, tenant, user, code);
            assertThat(store.remove(tenant, user, Fresh.deadline())).isTrue();
            assertThat(store.remove(tenant, user, Fresh.deadline())).isFalse();
            assertThat(store.find(tenant, user, Fresh.deadline())).isEmpty();
            enrolAndConfirm(store, tenant, user);
            assertThat(store.useRecoveryCode(tenant, user, code, Fresh.deadline()))
                    .isFalse();
        }
    }

    /** SF-6: tenants and users are apart. */
    @Rule("SF-6")
    default void tenantsAndUsersAreApart() {
        TenantId tenant = Fresh.tenant();
        UserId user = new UserId("a");
        TokenHash code = Fresh.hash();
        try (SecondFactorStore store = createFactors()) {
            enrolAndConfirm(store, tenant, user, code);
            TenantId otherTenant = Fresh.tenant();
            UserId otherUser = new UserId("b");
            assertThat(store.find(otherTenant, user, Fresh.deadline())).isEmpty();
            assertThat(store.find(tenant, otherUser, Fresh.deadline())).isEmpty();
            enrolAndConfirm(store, otherTenant, user);
            enrolAndConfirm(store, tenant, otherUser);
            assertThat(store.useRecoveryCode(otherTenant, user, code, Fresh.deadline()))
                    .isFalse();
            assertThat(store.useRecoveryCode(tenant, otherUser, code, Fresh.deadline()))
                    .isFalse();
            assertThat(store.useStep(otherTenant, user, 500, Fresh.deadline())).isTrue();
            assertThat(store.useStep(tenant, otherUser, 500, Fresh.deadline())).isTrue();
            store.remove(otherTenant, user, Fresh.deadline());
            store.remove(tenant, otherUser, Fresh.deadline());
            assertThat(store.find(tenant, user, Fresh.deadline())).contains(new SecondFactor(sealed(1), 100, 1, true));
        }
    }
}
