package dev.parley.auth.login;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.LoginThrottle.Decision;
import dev.parley.core.auth.LoginThrottle.Verdict;
import dev.parley.core.message.TenantId;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.observe.SecurityEvent.LoginThrottled;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Checks passwords only while there is a slot for it, and always settles the slot. */
final class ThrottledCheck {

    /** A slot is settled even if the check has used up the time of the call: a refusal for lack of time is no failure. */
    static final Duration TO_SETTLE = Duration.ofSeconds(2);

    private final LoginThrottle throttle;
    private final ChatListener listener;

    ThrottledCheck(LoginThrottle throttle, ChatListener listener) {
        this.throttle = throttle;
        this.listener = listener;
    }

    /** What a check came to. */
    interface Checked {

        /** {@return how the slot is settled} */
        Verdict verdict();
    }

    /** What came of it. */
    sealed interface Passage<T> {

        /** The check was made. */
        record Through<T>(T checked) implements Passage<T> {}

        /** There was no slot. */
        record Closed<T>(Duration retryAfter) implements Passage<T> {}
    }

    <T extends Checked> Passage<T> run(TenantId tenant, List<LoginLane> lanes, Supplier<T> check, Deadline deadline) {
        Decision decision = throttle.acquire(tenant, lanes, deadline);
        if (decision instanceof Decision.Refused refused) {
            listener.notifySafely(new LoginThrottled(tenant, refused.kind()));
            return new Passage.Closed<>(refused.retryAfter());
        }
        LoginThrottle.Slot slot = ((Decision.Admitted) decision).slot();
        T checked;
        try {
            checked = check.get();
        } catch (RuntimeException e) {
            release(slot, e);
            throw e;
        }
        throttle.settle(slot, checked.verdict(), Deadline.after(TO_SETTLE));
        return new Passage.Through<>(checked);
    }

    private void release(LoginThrottle.Slot slot, RuntimeException cause) {
        try {
            throttle.settle(slot, Verdict.RELEASED, Deadline.after(TO_SETTLE));
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
