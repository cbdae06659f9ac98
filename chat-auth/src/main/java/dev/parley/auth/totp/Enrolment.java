package dev.parley.auth.totp;

import java.util.List;

/**
 * What a user needs in order to take up a second factor. Immutable. Shown once and not stored: only the secret is kept,
 * encrypted, and hashes of the codes.
 *
 * @param uri {@code otpauth://totp/…}, to be shown as a QR code
 * @param secret the shared secret in base32, to be typed where no code can be scanned
 * @param recoveryCodes ten codes of which each replaces a one-time password once
 */
public record Enrolment(String uri, String secret, List<String> recoveryCodes) {

    /**
     * Copies the codes.
     *
     * @param uri as in the record
     * @param secret as in the record
     * @param recoveryCodes as in the record
     */
    public Enrolment {
        recoveryCodes = List.copyOf(recoveryCodes);
    }

    /** Leaves everything out: all of it is secret. */
    @Override
    public String toString() {
        return "Enrolment[…]";
    }
}
