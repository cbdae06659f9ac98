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

    @Test
    void keysAreEqualByTheirParts() {
        LimitKey key = new LimitKey(TenantId.DEFAULT, "send", "user");
        TenantId other = new TenantId("other");
        assertThat(key)
                .isEqualTo(new LimitKey(TenantId.DEFAULT, "send", "user"))
                .hasSameHashCodeAs(new LimitKey(TenantId.DEFAULT, "send", "user"))
                .isNotEqualTo(new LimitKey(other, "send", "user"))
                .isNotEqualTo(new LimitKey(TenantId.DEFAULT, "post", "user"))
                .isNotEqualTo(new LimitKey(TenantId.DEFAULT, "send", "User"))
                .isNotEqualTo("user");
        // "Aa" and "BB" have one hash code.
        assertThat(new LimitKey(TenantId.DEFAULT, "send", "Aa"))
                .isNotEqualTo(new LimitKey(TenantId.DEFAULT, "send", "BB"));
        assertThat(new LimitKey(TenantId.DEFAULT, "Aa", "user"))
                .isNotEqualTo(new LimitKey(TenantId.DEFAULT, "BB", "user"));
        assertThat(new LimitKey(new TenantId("Aa"), "send", "user"))
                .isNotEqualTo(new LimitKey(new TenantId("BB"), "send", "user"));
    }
}
