package dev.parley.core.auth;

/** What an {@link Authorizer} decided. An authorizer that can't decide throws: an outage is not a "no". */
public enum Authorization {
    /** The action may go on. Whether the principal takes part in the conversation is the store's to check. */
    GRANTED,
    /** The action is refused. */
    DENIED
}
