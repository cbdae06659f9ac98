package dev.parley.auth.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.message.TenantId;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTokensTest {

    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final LoginName ADA = LoginName.require("ada");
    private static final String KEY = "device-key";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemorySecrets secrets = SecretSource.inMemory();
    private final DeviceTokens tokens = new DeviceTokens(secrets, KEY, clock);

    @BeforeEach
    void putKey() {
        secrets.put(KEY, Secret.of("k".repeat(32)));
    }

    @Test
    void aTokenNamesItsDevice() {
        String device = tokens.deviceOf(tokens.issue(TENANT, ADA), TENANT, ADA).orElseThrow();

        assertThat(Base64.getUrlDecoder().decode(device)).hasSize(16);
        assertThat(tokens.deviceOf(tokens.issue(TENANT, ADA), TENANT, ADA))
                .get()
                .isNotEqualTo(device);
    }

    @Test
    void aTokenIsOfOneUserOfOneTenant() {
        String token = tokens.issue(TENANT, ADA);

        assertThat(tokens.deviceOf(token, TENANT, LoginName.require("ad"))).isEmpty();
        assertThat(tokens.deviceOf(token, new TenantId("other"), ADA)).isEmpty();
        assertThat(tokens.deviceOf(token, TENANT, LoginName.require(" ADA"))).isPresent();
    }

    @Test
    void everyChangedBitShows() {
        byte[] token = Base64.getUrlDecoder().decode(tokens.issue(TENANT, ADA));
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] changed = token.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(tokens.deviceOf(Base64.getUrlEncoder().encodeToString(changed), TENANT, ADA))
                    .isEmpty();
        }
    }

    @Test
    void aTokenHoldsForAYear() {
        String token = tokens.issue(TENANT, ADA);
        clock.advance(DeviceTokens.LIFETIME.minusSeconds(1));
        assertThat(tokens.deviceOf(token, TENANT, ADA)).isPresent();

        clock.advance(Duration.ofSeconds(1));

        assertThat(tokens.deviceOf(token, TENANT, ADA)).isEmpty();
    }

    @Test
    void aRenewedTokenIsOfTheSameDeviceFromToday() {
        String device = tokens.deviceOf(tokens.issue(TENANT, ADA), TENANT, ADA).orElseThrow();
        clock.advance(DeviceTokens.LIFETIME);

        String renewed = tokens.renew(device, TENANT, ADA);

        assertThat(tokens.deviceOf(renewed, TENANT, ADA)).contains(device);
        assertThatThrownBy(() -> tokens.renew("AAAA", TENANT, ADA)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyMayBeReplacedWithoutACut() {
        String before = tokens.issue(TENANT, ADA);
        secrets.rotate(KEY, Secret.of("n".repeat(32)));
        String after = tokens.issue(TENANT, ADA);
        assertThat(tokens.deviceOf(before, TENANT, ADA)).isPresent();
        assertThat(tokens.deviceOf(after, TENANT, ADA)).isPresent();

        secrets.put(KEY, Secret.of("n".repeat(32)));

        assertThat(tokens.deviceOf(before, TENANT, ADA)).isEmpty();
        assertThat(tokens.deviceOf(after, TENANT, ADA)).isPresent();
    }

    @Test
    void aShortKeyIsRefusedAndNotShown() {
        secrets.put(KEY, Secret.of("short-and-secret"));

        assertThatThrownBy(() -> tokens.issue(TENANT, ADA))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining(KEY)
                .hasMessageNotContaining("short-and-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{}", "eyJhbGciOiJub25lIn0.e30.", "\u0000", "=================="})
    void whatIsNoTokenIsOfNoDevice(String token) {
        assertThat(tokens.deviceOf(token, TENANT, ADA)).isEmpty();
        assertThat(tokens.deviceOf(tokens.issue(TENANT, ADA) + token + "A", TENANT, ADA))
                .isEmpty();
        assertThat(tokens.deviceOf("A".repeat(76), TENANT, ADA)).isEmpty();
    }
}
