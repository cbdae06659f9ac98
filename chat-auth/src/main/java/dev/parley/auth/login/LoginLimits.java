package dev.parley.auth.login;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many passwords may be guessed. Immutable. The same on all nodes of a system.
 *
 * @param accountFailures how many failures within the window close an account to devices that it has not seen, 1 to 100; 5
 *     by default. The bound of a known device, and of confirming a password, is the same
 * @param addressFailures how many failures within the window close a network, 1 to 1,000; 50 by default, for many users may
 *     share one
 * @param window the window, which slides; 1 minute to 24 hours; 15 minutes by default
 * @param firstClosure how long the first closure lasts, 1 second to {@code longestClosure}; 1 minute by default. Each
 *     further one lasts twice as long
 * @param longestClosure how long an account or a device is closed at most, up to 7 days; 24 hours by default
 * @param patientFailures how many failures within the long window close an account, or all its known devices together,
 *     without a success in between, 1 to 100; 50 by default. It is then closed for {@code longestClosure} after each further failure, so that no
 *     more than 100 passwords are guessed in a row within weeks (NIST SP 800-63B-4, rate limiting)
 * @param patientWindow the long window, {@code window} to 90 days; 30 days by default
 * @param longestAddressClosure how long a network is closed at most, {@code firstClosure} to {@code longestClosure}; 15
 *     minutes by default, for it keeps out those as well who have done nothing
 * @param byAccount whether failed logins close accounts and devices; true by default. Without, failed logins close
 *     networks only, whatever device they come from; confirming a password stays bounded by {@code accountFailures}
 */
public record LoginLimits(
        int accountFailures,
        int addressFailures,
        Duration window,
        Duration firstClosure,
        Duration longestClosure,
        int patientFailures,
        Duration patientWindow,
        Duration longestAddressClosure,
        boolean byAccount) {

    private static final int MAX_ACCOUNT_FAILURES = 100;
    private static final int MAX_ADDRESS_FAILURES = 1_000;
    private static final Duration MIN_WINDOW = Duration.ofMinutes(1);
    private static final Duration MAX_WINDOW = Duration.ofHours(24);
    private static final Duration MAX_PATIENT_WINDOW = Duration.ofDays(90);
    private static final Duration MIN_CLOSURE = Duration.ofSeconds(1);
    private static final Duration MAX_CLOSURE = Duration.ofDays(7);

    /** The defaults. */
    public static final LoginLimits DEFAULT = new LoginLimits(
            5,
            50,
            Duration.ofMinutes(15),
            Duration.ofMinutes(1),
            Duration.ofHours(24),
            50,
            Duration.ofDays(30),
            Duration.ofMinutes(15),
            true);

    /**
     * Checks the bounds, and reports all that are broken at once.
     *
     * @param accountFailures as in the record
     * @param addressFailures as in the record
     * @param window as in the record
     * @param firstClosure as in the record
     * @param longestClosure as in the record
     * @param patientFailures as in the record
     * @param patientWindow as in the record
     * @param longestAddressClosure as in the record
     * @param byAccount as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public LoginLimits {
        List<String> problems = new ArrayList<>();
        check(problems, "accountFailures", accountFailures, 1, MAX_ACCOUNT_FAILURES);
        check(problems, "addressFailures", addressFailures, 1, MAX_ADDRESS_FAILURES);
        check(problems, "window", window, MIN_WINDOW, MAX_WINDOW);
        check(problems, "longestClosure", longestClosure, MIN_CLOSURE, MAX_CLOSURE);
        check(problems, "firstClosure", firstClosure, MIN_CLOSURE, longestClosure);
        check(problems, "patientFailures", patientFailures, 1, MAX_ACCOUNT_FAILURES);
        check(problems, "patientWindow", patientWindow, window, MAX_PATIENT_WINDOW);
        check(problems, "longestAddressClosure", longestAddressClosure, firstClosure, longestClosure);
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
    }

    private static <T extends Comparable<T>> void check(List<String> problems, String name, T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            problems.add(name + " is " + value + " and must be " + min + " to " + max);
        }
    }

    /**
     * The same with another bound of accounts and devices.
     *
     * @param failures how many
     * @return new limits
     */
    public LoginLimits withAccountFailures(int failures) {
        return with(failures, addressFailures, window, byAccount);
    }

    /**
     * The same with another bound of networks.
     *
     * @param failures how many
     * @return new limits
     */
    public LoginLimits withAddressFailures(int failures) {
        return with(accountFailures, failures, window, byAccount);
    }

    /**
     * The same with another window.
     *
     * @param length how long it is
     * @return new limits
     */
    public LoginLimits withWindow(Duration length) {
        return with(accountFailures, addressFailures, length, byAccount);
    }

    /** {@return the same without a bound of accounts and devices} */
    public LoginLimits withoutAccounts() {
        return with(accountFailures, addressFailures, window, false);
    }

    private LoginLimits with(int ofAccount, int ofAddress, Duration within, boolean accounts) {
        return new LoginLimits(
                ofAccount,
                ofAddress,
                within,
                firstClosure,
                longestClosure,
                patientFailures,
                patientWindow,
                longestAddressClosure,
                accounts);
    }
}
