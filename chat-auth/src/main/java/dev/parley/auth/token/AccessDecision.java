package dev.parley.auth.token;

/** Whether somebody with a token may do something. */
public sealed interface AccessDecision {

    /**
     * Yes.
     *
     * @param who who it is
     */
    record Allowed(AccessResult.Granted who) implements AccessDecision {}

    /**
     * It is known who it is, and the answer is no.
     *
     * @param reason the stable word of {@link dev.parley.core.auth.Authorization.Denied}
     */
    record Denied(String reason) implements AccessDecision {}

    /**
     * It is not known who it is.
     *
     * @param reason why
     */
    record Unauthenticated(AccessRefusal reason) implements AccessDecision {}
}
