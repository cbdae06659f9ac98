package dev.parley.core.store;

import java.util.Set;

/**
 * Holds the writes of a store back, for an operator, for a plan of recovery, or because its server takes none. An optional
 * capability of a {@link ChatStore}. Thread-safe. It is a matter of this process: another one has to be told too, or learns it
 * from the server.
 *
 * <p>Rules, checked by {@code ReadOnlyModeContract}:
 *
 * <ul>
 *   <li>RO-1 From when {@link #enter} has returned, every call that writes is refused with {@code store_read_only} and a time
 *       after which to come again, and nothing is written. Calls that were under way then may still end.
 *   <li>RO-2 Reading goes on.
 *   <li>RO-3 From when the last reason has been left, writing goes on, also with the keys of calls that were refused.
 *   <li>RO-4 Each reason counts once, however often it is entered, and stands until it is left itself.
 *   <li>RO-5 The reasons are told as long as they stand, and are read-only themselves.
 *   <li>RO-6 A reason is 1 to 128 printable ASCII characters, and {@link #SERVER} comes and goes by itself: neither is a caller's
 *       to enter or leave. Leaving what does not stand does nothing.
 * </ul>
 */
public interface ReadOnlyMode {

    /** The reason while the server of the store takes no writes: it is a standby, or was told so. The store asks it anew. */
    String SERVER = "server";

    /**
     * Holds writes back from now on.
     *
     * @param reason who does it or why, {@code operator} for example
     * @throws IllegalArgumentException by RO-6
     */
    void enter(String reason);

    /**
     * Takes a reason back.
     *
     * @param reason as it was entered
     * @throws IllegalArgumentException by RO-6
     */
    void leave(String reason);

    /** {@return why writes are held back, in ascending order; empty if they are not} */
    Set<String> reasons();

    /**
     * Checks a reason that a caller gives. For who writes a {@link ReadOnlyMode}.
     *
     * @param reason the reason
     * @throws IllegalArgumentException by RO-6
     */
    static void requireReason(String reason) {
        if (reason.length() > 128 || !reason.matches("[ -~]+")) {
            throw new IllegalArgumentException("reason must be 1 to 128 printable ASCII characters");
        }
        if (reason.equals(SERVER)) {
            throw new IllegalArgumentException("reason must not be that of the server");
        }
    }
}
