package dev.parley.core.message;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;

/**
 * One of several customers that share a store and never see each other.
 *
 * @param value 1 to 64 of {@code a-z A-Z 0-9 . _ -}
 */
public record TenantId(String value) implements Comparable<TenantId> {

    /** The tenant of a host that has just one: {@code default}. */
    public static final TenantId DEFAULT = new TenantId("default");

    private static final int MAX_LENGTH = 64;

    /**
     * Checks the form.
     *
     * @param value as in the record
     * @throws ChatException {@link ErrorCode#TENANT_ID_MALFORMED}
     */
    public TenantId {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !value.chars().allMatch(TenantId::isAllowed)) {
            throw ChatException.invalid(
                    ErrorCode.TENANT_ID_MALFORMED, "tenant", "must be 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-'");
        }
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
