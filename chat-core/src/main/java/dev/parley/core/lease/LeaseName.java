package dev.parley.core.lease;

/**
 * What a lease is for.
 *
 * @param value 1 to 128 of a-z, A-Z, 0-9, '.', '_', ':' and '-'
 */
public record LeaseName(String value) {

    private static final int MOST = 128;

    /**
     * Checks the form.
     *
     * @param value as in the record
     * @throws IllegalArgumentException if it is not of that form
     */
    public LeaseName {
        if (value.length() > MOST || !value.matches("[a-zA-Z0-9._:-]+")) {
            throw new IllegalArgumentException("value must be 1 to 128 of a-z, A-Z, 0-9, '.', '_', ':' and '-'");
        }
    }
}
