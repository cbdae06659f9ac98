package dev.parley.examples.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

    private static final Principal ANN = Principal.of("ann");
    private static final Principal BOB = Principal.of("bob");

    /** Begins just before the overflow, as a monotonic clock may. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private final AccessTokens tokens = new AccessTokens(3, nanos::get);

    @Test
    void aTokenIs256RandomBits() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String token = tokens.issue(ANN);
            assertThat(token).matches("[A-Za-z0-9_-]{43}");
            seen.add(token);
        }
        assertThat(seen).hasSize(1_000);
    }

    @Test
    void aTokenStandsForItsUserForAnHour() {
        String token = tokens.issue(ANN);
        assertThat(tokens.find(token)).contains(ANN);
        nanos.addAndGet(Duration.ofHours(1).toNanos() - 1);
        assertThat(tokens.find(token)).contains(ANN);
        nanos.addAndGet(1);
        assertThat(tokens.find(token)).isEmpty();
    }

    @Test
    void otherStringsStandForNobody() {
        String token = tokens.issue(ANN);
        assertThat(tokens.find("")).isEmpty();
        assertThat(tokens.find(token + "A")).isEmpty();
        assertThat(tokens.find(token.substring(1))).isEmpty();
        assertThat(tokens.find(token.toUpperCase(Locale.ROOT))).isEmpty();
    }

    @Test
    void theOldestGivesWayWhenThereAreTooMany() {
        String first = tokens.issue(ANN);
        String second = tokens.issue(BOB);
        String third = tokens.issue(ANN);
        String fourth = tokens.issue(ANN);
        assertThat(tokens.find(first)).isEmpty();
        assertThat(tokens.find(second)).contains(BOB);
        assertThat(tokens.find(third)).contains(ANN);
        assertThat(tokens.find(fourth)).contains(ANN);
    }

    @Test
    void aCheckHoldsAsLongAsItsToken() {
        String token = tokens.issue(ANN);
        String other = tokens.issue(ANN);
        AccessCheck check = tokens.check(token);
        AccessCheck otherCheck = tokens.check(other);
        assertThat(check.holds()).isTrue();
        tokens.revoke(token);
        assertThat(check.holds()).isFalse();
        assertThat(tokens.find(token)).isEmpty();
        assertThat(otherCheck.holds()).isTrue();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(otherCheck.holds()).isFalse();
        assertThat(tokens.check("").holds()).isFalse();
    }

    @Test
    void revokingEndsAllOfOneUserOfOneTenant() {
        String first = tokens.issue(ANN);
        String second = tokens.issue(ANN);
        Principal twin = Principal.of(new TenantId("other"), new UserId("ann"));
        String other = tokens.issue(twin);
        tokens.revokeAll(ANN);
        assertThat(tokens.find(first)).isEmpty();
        assertThat(tokens.find(second)).isEmpty();
        assertThat(tokens.find(other)).contains(twin);
    }
}
