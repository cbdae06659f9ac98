package dev.parley.auth.token;

import org.jspecify.annotations.Nullable;

/**
 * The headers of tokens that were verified, so that they are parsed once: the tokens of one key all have the same one.
 * Thread-safe. Forged tokens put nothing in.
 */
final class KnownHeaders {

    private static final int MAX = 8;

    private volatile JwsHeader[] headers = {};

    /**
     * Finds a header, without allocating.
     *
     * @param compact a token
     * @param end where its header ends
     * @return the header, if it is known
     */
    @Nullable
    JwsHeader find(String compact, int end) {
        for (JwsHeader header : headers) {
            if (header.segment().length() == end && compact.startsWith(header.segment())) {
                return header;
            }
        }
        return null;
    }

    /**
     * Keeps a header; one of the oldest gives way.
     *
     * @param header of a token that was verified
     */
    void keep(JwsHeader header) {
        JwsHeader[] old = headers;
        if (find(header.segment(), header.segment().length()) == null) {
            int kept = Math.min(old.length, MAX - 1);
            JwsHeader[] next = new JwsHeader[kept + 1];
            next[0] = header;
            System.arraycopy(old, 0, next, 1, kept);
            headers = next;
        }
    }
}
