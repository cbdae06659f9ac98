package dev.parley.web.client;

/**
 * In which header field the proxies say for whom they ask. One is chosen, never both: a client could send the one that
 * the proxies leave alone.
 */
public enum ForwardingHeader {
    /** None: there are no proxies. */
    NONE,
    /** {@code X-Forwarded-For}, with {@code X-Forwarded-Proto} and {@code X-Forwarded-Host}. */
    X_FORWARDED_FOR,
    /** {@code Forwarded}, RFC 7239. */
    FORWARDED
}
