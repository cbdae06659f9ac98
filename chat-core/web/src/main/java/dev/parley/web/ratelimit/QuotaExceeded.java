package dev.parley.web.ratelimit;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of a refusal: the problem type {@code quota-exceeded} of draft-ietf-httpapi-ratelimit-headers-10, as RFC 9457
 * lays problems out. Immutable.
 *
 * @param violated the names of the allowances that are spent, 1 or more
 * @param retryAfter how long to wait
 */
public record QuotaExceeded(List<String> violated, Duration retryAfter) {

    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The problem type. */
    public static final String TYPE = "https://iana.org/assignments/http-problem-types#quota-exceeded";

    /**
     * Copies the names.
     *
     * @param violated as in the record
     * @param retryAfter as in the record
     * @throws IllegalArgumentException if there is no name
     */
    public QuotaExceeded {
        violated = List.copyOf(violated);
        if (violated.isEmpty()) {
            throw new IllegalArgumentException("there must be an allowance that is spent");
        }
    }

    /**
     * The problem of one allowance.
     *
     * @param policy the allowance that is spent
     * @param retryAfter how long to wait
     * @return the problem
     */
    public static QuotaExceeded of(RateLimitPolicy policy, Duration retryAfter) {
        return new QuotaExceeded(List.of(policy.name()), retryAfter);
    }

    /** {@return the members of the JSON object, in order: strings, integers, and a list of strings} */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", TYPE);
        members.put("title", "Request cannot be satisfied as assigned quota has been exceeded");
        members.put("status", RateLimitFields.STATUS);
        members.put("violated-policies", violated);
        members.put("retryAfter", Long.parseLong(RateLimitFields.retryAfter(retryAfter)));
        return Collections.unmodifiableMap(members);
    }
}
