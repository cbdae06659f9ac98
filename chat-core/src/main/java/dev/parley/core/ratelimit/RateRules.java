package dev.parley.core.ratelimit;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.Resource;
import java.util.List;

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

    /** {@return the default: no limit} */
    static RateRules none() {
        return (principal, action, resource) -> List.of();
    }
}
