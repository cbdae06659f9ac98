package dev.parley.core.auth;

import java.util.regex.Pattern;

/** What an {@link Authorizer} decided. An authorizer that can't decide throws: an outage is not a "no". */
public sealed interface Authorization {

    /** The action may go on. Whether the principal takes part in the conversation is the store's to check. */
    record Allowed() implements Authorization {}

    /**
     * The action is refused.
     *
     * @param reason why, a stable word for logs and audits: 1 to 64 of a-z, 0-9 and underscore
     */
    record Denied(String reason) implements Authorization {

        /** Nothing that the principal has allows the action. */
        public static final String NOT_GRANTED = "not_granted";

        /** A rule denies the action, whatever else allows it. */
        public static final String RULE = "rule";

        /** The key or token that the principal came with is not for this action. */
        public static final String OUT_OF_SCOPE = "out_of_scope";

        private static final Pattern FORM = Pattern.compile("[a-z0-9_]{1,64}");

        /**
         * Checks the form.
         *
         * @param reason as in the record
         * @throws IllegalArgumentException if it is no such word
         */
        public Denied {
            if (!FORM.matcher(reason).matches()) {
                throw new IllegalArgumentException("reason must be 1 to 64 of a-z, 0-9 and '_'");
            }
        }
    }

    /** {@return that the action may go on} */
    static Authorization allowed() {
        return new Allowed();
    }

    /**
     * A refusal.
     *
     * @param reason as in {@link Denied}
     * @return the refusal
     */
    static Authorization denied(String reason) {
        return new Denied(reason);
    }
}
