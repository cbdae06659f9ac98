package dev.parley.auth.token;

import java.nio.charset.StandardCharsets;

/** What verifying a signature came to. */
public sealed interface JwsResult {

    /** The signature holds. Immutable. */
    final class Verified implements JwsResult {

        private final byte[] payload;

        Verified(byte[] payload) {
            this.payload = payload;
        }

        /** {@return a copy of the bytes that were signed} */
        public byte[] payload() {
            return payload.clone();
        }

        /** {@return the payload as UTF-8 text} */
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** Leaves the payload out. */
        @Override
        public String toString() {
            return "Verified[" + payload.length + " bytes]";
        }
    }

    /**
     * The signature does not hold, and the payload must not be believed.
     *
     * @param reason why
     */
    record Rejected(JwtRejection reason) implements JwsResult {}
}
