package dev.parley.web.limits;

/** Which bound a request breaks. */
public enum RequestBreach {
    /** The address is too long. */
    URI(414),
    /** There are too many header fields. */
    HEADER_COUNT(431),
    /** All header fields together are too long. */
    HEADER_BYTES(431),
    /** {@code Content-Length} is not one number, or contradicts {@code Transfer-Encoding} (RFC 9112, section 6.3). */
    FRAMING(400),
    /** The body is too long. */
    BODY(413);

    private final int status;

    RequestBreach(int status) {
        this.status = status;
    }

    /** {@return the HTTP status of the answer} */
    public int status() {
        return status;
    }
}
