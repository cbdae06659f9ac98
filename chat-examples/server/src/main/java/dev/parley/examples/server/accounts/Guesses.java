package dev.parley.examples.server.accounts;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.LoginThrottle.Decision;
import dev.parley.core.auth.LoginThrottle.Verdict;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Bounds how often a user may guess at the token of the first admin. Thread-safe. */
public final class Guesses {

    /** How many guesses may be wrong within the window. */
    public static final int FAILURES = 5;

    /** The window. */
    public static final Duration WINDOW = Duration.ofMinutes(15);

    private static final Duration FIRST_CLOSURE = Duration.ofMinutes(1);

    private final LoginThrottle throttle;

    Guesses(LoginThrottle throttle) {
        this.throttle = throttle;
    }

    /**
     * What came of a guess.
     *
     * @param right whether it was right
     * @param retryAfter if it was not looked at, how long to wait; else null
     */
    public record Outcome(boolean right, @Nullable Duration retryAfter) {}

    /**
     * Takes a guess, unless there were too many.
     *
     * @param user who guesses
     * @param guess tells whether it was right
     * @param deadline by when to answer
     * @return what came of it
     */
    public Outcome attempt(Principal user, BooleanSupplier guess, Deadline deadline) {
        String subject = TokenHash.of("admin-enrolment " + user.user().value()).hex();
        LoginLane lane = new LoginLane(LoginLane.Kind.ACCOUNT, subject, FAILURES, WINDOW, FIRST_CLOSURE, WINDOW);
        Decision decision = throttle.acquire(user.tenant(), List.of(lane), deadline);
        if (decision instanceof Decision.Refused refused) {
            return new Outcome(false, refused.retryAfter());
        }
        LoginThrottle.Slot slot = ((Decision.Admitted) decision).slot();
        Verdict verdict = Verdict.RELEASED;
        try {
            boolean right = guess.getAsBoolean();
            verdict = right ? Verdict.SUCCEEDED : Verdict.FAILED;
            return new Outcome(right, null);
        } finally {
            throttle.settle(slot, verdict, deadline);
        }
    }
}
