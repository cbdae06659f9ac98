package dev.parley.core.ratelimit;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Says what a call is charged. Asked for every call, so that what it answers may change while the system runs.
 * Thread-safe.
 */
@FunctionalInterface
public interface RateRules {

    /**
     * The charges of a call, of which all are taken or none.
     *
     * @param principal who calls
     * @param action what for
     * @param resource of what
     * @return the charges, each of another key; empty if the call is not limited
     */
    List<RateCharge> charges(Principal principal, Action action, Resource resource);

    /**
     * A limit for each user and action. The scope of a key is {@link Action#id()}, its subject the user's id. The host
     * itself, a {@linkplain Principal#service() service}, is not limited, nor is an action without a limit.
     *
     * @param limits by action; copied
     * @return the rules
     */
    static RateRules perUser(Map<Action, RateLimit> limits) {
        Map<Action, RateLimit> fixed = Map.copyOf(limits);
        return perUser(() -> fixed);
    }

    /**
     * The same, with limits that may change while the system runs.
     *
     * @param limits by action; asked for every call, so it should answer at once, from a volatile field for example, and
     *     with a map that does not change any more
     * @return the rules
     */
    static RateRules perUser(Supplier<Map<Action, RateLimit>> limits) {
        return (principal, action, resource) -> {
            RateLimit limit = principal.service() ? null : limits.get().get(action);
            if (limit == null) {
                return List.of();
            }
            LimitKey key = new LimitKey(
                    principal.tenant(), action.id(), principal.user().value());
            return List.of(new RateCharge(key, limit, 1));
        };
    }

    /** {@return the default: no limit} */
    static RateRules none() {
        return (principal, action, resource) -> List.of();
    }
}
