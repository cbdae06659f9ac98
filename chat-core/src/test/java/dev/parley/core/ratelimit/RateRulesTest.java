package dev.parley.core.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.Resource;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RateRulesTest {

    private static final Principal ALICE = Principal.of("alice");

    private static List<RateCharge> charges(RateRules rules, Principal principal, Action action) {
        return rules.charges(principal, action, Resource.tenant());
    }

    @Test
    void usersAreLimitedByActionAndTheHostIsNot() {
        RateRules rules = RateRules.perUser(Map.of(Action.POST, RateLimit.MESSAGES));
        LimitKey key = new LimitKey(TenantId.DEFAULT, "post", "alice");
        assertThat(charges(rules, ALICE, Action.POST)).containsExactly(new RateCharge(key, RateLimit.MESSAGES, 1));
        assertThat(charges(rules, ALICE, Action.READ)).isEmpty();
        assertThat(charges(rules, Principal.service(TenantId.DEFAULT, new UserId("alice")), Action.POST))
                .isEmpty();
    }

    @Test
    void limitsMayChange() {
        AtomicReference<Map<Action, RateLimit>> limits = new AtomicReference<>(Map.of());
        RateRules rules = RateRules.perUser(limits::get);
        assertThat(charges(rules, ALICE, Action.POST)).isEmpty();
        limits.set(Map.of(Action.POST, RateLimit.parse("1/s")));
        assertThat(charges(rules, ALICE, Action.POST))
                .extracting(RateCharge::limit)
                .containsExactly(RateLimit.parse("1/s"));
    }
}
