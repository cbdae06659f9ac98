package dev.parley.core.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.TenantId;
import org.junit.jupiter.api.Test;

class LimitKeyTest {

    @Test
    void noSubjectIsShown() {
        LimitKey key = new LimitKey(TenantId.DEFAULT, "address", "192.0.2.1");
        assertThat(key).hasToString("LimitKey[tenant=default, scope=address]");
        assertThat(new RateCharge(key, RateLimit.ADDRESS, 1).toString()).doesNotContain("192.0.2.1");
    }
}
