package dev.parley.core.auth;

import dev.parley.core.message.UserId;
import java.time.Duration;

/**
 * A session that is to be opened. Immutable.
 *
 * @param id new and random
 * @param user whose
 * @param device what the user agent called itself; cut to 200 code points, control characters become blanks
 * @param address from where; cut to 64 code points, control characters become blanks
 * @param secondFactor whether the login proved a second factor
 * @param idle how long it lasts after its last use; more than zero
 * @param absolute how long it lasts at most; not less than {@code idle}
 */
public record NewSession(
        SessionId id,
        UserId user,
        String device,
        String address,
        boolean secondFactor,
        Duration idle,
        Duration absolute) {

    private static final int MAX_DEVICE = 200;
    private static final int MAX_ADDRESS = 64;

    /**
     * Cleans what came from outside, and checks the durations.
     *
     * @param id as in the record
     * @param user as in the record
     * @param device as in the record
     * @param address as in the record
     * @param secondFactor as in the record
     * @param idle as in the record
     * @param absolute as in the record
     * @throws IllegalArgumentException if a duration is out of its bounds
     */
    public NewSession {
        if (idle.isNegative() || idle.isZero() || absolute.compareTo(idle) < 0) {
            throw new IllegalArgumentException("idle must be more than zero, and absolute not less than idle");
        }
        device = cleaned(device, MAX_DEVICE);
        address = cleanedAddress(address);
    }

    /**
     * Cleans an address as this record does, for sessions that are seen again.
     *
     * @param address from where
     * @return at most 64 code points, control characters as blanks
     */
    public static String cleanedAddress(String address) {
        return cleaned(address, MAX_ADDRESS);
    }

    /** {@return at most so many code points, those that can't be stored or shown as blanks} */
    private static String cleaned(String text, int max) {
        return text.codePoints()
                .limit(max)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Leaves device and address out: an object may end up in a log. */
    @Override
    public String toString() {
        return "NewSession[id=" + id + ", user=" + user + "]";
    }
}
