package dev.parley.web.cors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to do with a request as far as its origin goes. Immutable. {@code Vary} is to be added to what an answer has of
 * it, the other fields are to be set.
 */
public sealed interface CorsDecision {

    /** {@return the fields of the answer, in order} */
    Map<String, String> fields();

    /** {@return whether the page of another origin may do what it asks for} */
    boolean permitted();

    /**
     * Handle the request. Also one of a page that may not read the answer: that is for its browser to see to, and what
     * it may do is for login and CSRF protection to decide.
     *
     * @param permitted as {@link CorsDecision#permitted()}; false for requests of the same origin, too
     * @param fields as {@link CorsDecision#fields()}
     */
    record Proceed(boolean permitted, Map<String, String> fields) implements CorsDecision {

        /**
         * Copies the fields.
         *
         * @param permitted as in the record
         * @param fields as in the record
         */
        public Proceed {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /**
     * A browser asks before it sends the request: answer at once with the status 204 and these fields. Needs no login,
     * and counts against no limit of one.
     *
     * @param permitted as {@link CorsDecision#permitted()}
     * @param fields as {@link CorsDecision#fields()}
     */
    record Preflight(boolean permitted, Map<String, String> fields) implements CorsDecision {

        /** The status of the answer, whether the request is permitted or not: browsers go by the fields. */
        public static final int STATUS = 204;

        /**
         * Copies the fields.
         *
         * @param permitted as in the record
         * @param fields as in the record
         */
        public Preflight {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }
}
