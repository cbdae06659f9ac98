package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.ApiKey;
import dev.parley.core.auth.ApiKeyStore;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of {@link ApiKeyStore}: one test for each of its numbered rules. The test of an adapter implements this
 * interface and writes {@link #createKeys}.
 */
@ExtendWith(ContractExtension.class)
public interface ApiKeyStoreContract {

    /**
     * Opens the store under test, with the feed of the same system. It need not be empty: each test uses a tenant of its
     * own and random keys. The test closes both.
     *
     * @param clock the time of both
     * @return the store and the feed
     */
    StoreAndChanges<ApiKeyStore> createKeys(InstantSource clock);

    /** AK-1: found as stored, and nothing twice. */
    @Rule("AK-1")
    default void aStoredKeyIsFound() {
        try (ApiKeyFixture f = new ApiKeyFixture(this)) {
            Instant now = f.clock().instant();
            TokenHash hash = Fresh.hash();
            ApiKey expected = new ApiKey(
                    "k",
                    f.tenant(),
                    new UserId("a"),
                    "Name of k",
                    ApiKeyFixture.SCOPES,
                    now,
                    now.plus(Duration.ofDays(1)),
                    null);
            assertThat(f.create("k", "a", hash, Duration.ofDays(1))).isEqualTo(Outcome.done(expected));
            assertThat(f.find(hash)).contains(expected);
            TokenHash endless = f.create("endless", "a");
            assertThat(f.find(endless).orElseThrow().expiresAt()).isNull();
            assertThat(f.find(Fresh.hash())).isEmpty();
            TokenHash unused = Fresh.hash();
            Fresh.assertInternal(() -> f.create("k", "b", unused, null));
            Fresh.assertInternal(() -> f.create("other", "b", hash, null));
            assertThat(f.find(unused)).isEmpty();
            assertThat(f.find(hash)).contains(expected);
            assertThat(f.ids("b")).isEmpty();
        }
    }

    /** AK-2: over is not found. */
    @Rule("AK-2")
    default void keysExpire() {
        try (ApiKeyFixture f = new ApiKeyFixture(this)) {
            TokenHash hash = Fresh.hash();
            f.create("k", "a", hash, Duration.ofHours(1)).orThrow();
            TokenHash endless = f.create("endless", "a");
            f.clock().advance(Duration.ofHours(1).minusSeconds(1));
            assertThat(f.find(hash)).isPresent();
            f.clock().advance(Duration.ofSeconds(1));
            assertThat(f.find(hash)).isEmpty();
            assertThat(f.find(endless)).isPresent();
        }
    }

    /** AK-3: gone. */
    @Rule("AK-3")
    default void aRevokedKeyIsGone() {
        try (ApiKeyFixture f = new ApiKeyFixture(this)) {
            TokenHash hash = f.create("k", "a");
            assertThat(f.revoke("b", "k")).isFalse();
            for (String unknown : List.of("unknown", "", "\0", "\ud800")) {
                assertThat(f.revoke("a", unknown)).isFalse();
                assertThat(f.touch(unknown)).isFalse();
            }
            assertThat(f.find(hash)).isPresent();
            assertThat(f.revoke("a", "k")).isTrue();
            assertThat(f.find(hash)).isEmpty();
            assertThat(f.touch("k")).isFalse();
            assertThat(f.ids("a")).isEmpty();
            assertThat(f.revoke("a", "k")).isFalse();
        }
    }

    /** AK-4: the last use, to within a minute. */
    @Rule("AK-4")
    default void usesMoveForward() {
        try (ApiKeyFixture f = new ApiKeyFixture(this)) {
            TokenHash hash = Fresh.hash();
            f.create("k", "a", hash, Duration.ofHours(1)).orThrow();
            for (int i = 0; i < 2; i++) {
                f.clock().advance(Duration.ofMinutes(2));
                assertThat(f.touch("k")).isTrue();
                assertThat(f.find(hash).orElseThrow().lastUsedAt())
                        .isBetween(
                                f.clock().instant().minusSeconds(60), f.clock().instant());
            }
            Instant used = f.find(hash).orElseThrow().lastUsedAt();
            f.clock().advance(Duration.ofMinutes(-3));
            assertThat(f.touch("k")).isTrue();
            assertThat(f.find(hash).orElseThrow().lastUsedAt()).isEqualTo(used);
            f.clock().advance(Duration.ofHours(1));
            assertThat(f.touch("k")).as("over").isFalse();
            assertThat(f.touch("unknown")).isFalse();
        }
    }

    /** AK-5: the order of the list. */
    @Rule("AK-5")
    default void theListIsOrdered() {
        try (ApiKeyFixture f = new ApiKeyFixture(this)) {
            f.create("over", "a", Fresh.hash(), Duration.ofMinutes(1)).orThrow();
            f.clock().advance(Duration.ofHours(1));
            f.create("c", "a");
            TokenHash b = f.create("b", "a");
            f.create("other", "b");
            f.clock().advance(Duration.ofSeconds(1));
            f.create("d", "a");
            assertThat(f.ids("a")).containsExactly("d", "b", "c", "over");
            assertThat(f.store().list(f.tenant(), new UserId("a"), Fresh.deadline()))
                    .element(1)
                    .isEqualTo(f.find(b).orElseThrow());
        }
    }

    /** AK-6: so many at most, also of those stored at once. */
    @Rule("AK-6")
    default void aUserHasSoManyKeys() {
        int free = 5;
        try (ApiKeyFixture f = new ApiKeyFixture(this)) {
            for (int i = 0; i < ApiKeyStore.MAX_PER_USER - free; i++) {
                f.create("k" + i, "a");
            }
            List<Outcome<ApiKey>> outcomes =
                    Concurrently.run(64, number -> f.create("r" + number, "a", Fresh.hash(), null));
            assertThat(outcomes)
                    .filteredOn(Outcome.refused(ErrorCode.API_KEYS_TOO_MANY)::equals)
                    .hasSize(64 - free);
            assertThat(f.ids("a")).hasSize(ApiKeyStore.MAX_PER_USER);
            assertThat(f.create("other", "b")).isNotNull();
            assertThat(f.revoke("a", "k0")).isTrue();
            assertThat(f.create("again", "a")).isNotNull();
        }
    }

    /** AK-7: all of a user. */
    @Rule("AK-7")
    default void allAreRevoked() {
        try (ApiKeyFixture f = new ApiKeyFixture(this)) {
            TokenHash one = f.create("k", "a");
            f.create("l", "a");
            TokenHash other = f.create("other", "b");
            assertThat(f.revokeAll("a")).isEqualTo(2);
            assertThat(f.revokeAll("a")).isZero();
            assertThat(f.find(one)).isEmpty();
            assertThat(f.ids("a")).isEmpty();
            assertThat(f.find(other)).isPresent();
        }
    }

    /** AK-8: told. */
    @Rule("AK-8")
    default void revokingIsTold() {
        try (ApiKeyFixture f = new ApiKeyFixture(this)) {
            f.create("k", "a");
            f.create("l", "a");
            assertThat(f.raises("a", () -> f.revoke("a", "k"))).isTrue();
            assertThat(f.raises("a", () -> f.revokeAll("a"))).isTrue();
            assertThat(f.ids("a")).isEmpty();
        }
    }

    /** AK-9: tenants are apart. */
    @Rule("AK-9")
    default void tenantsAreApart() {
        TenantId other = Fresh.tenant();
        UserId user = new UserId("a");
        try (ApiKeyFixture f = new ApiKeyFixture(this)) {
            TokenHash hash = f.create("k", "a");
            ApiKeyStore store = f.store();
            assertThat(store.touch(other, "k", Fresh.deadline())).isFalse();
            assertThat(store.list(other, user, Fresh.deadline())).isEmpty();
            assertThat(store.revoke(other, user, "k", Fresh.deadline())).isFalse();
            assertThat(store.revokeAll(other, user, Fresh.deadline())).isZero();
            store.create(other, ApiKeyFixture.asked("l", "a", Fresh.hash(), null), Fresh.deadline())
                    .orThrow();
            assertThat(f.ids("a")).containsExactly("k");
            assertThat(store.revokeAll(other, user, Fresh.deadline())).isEqualTo(1);
            assertThat(f.find(hash)).isPresent();
        }
    }
}
