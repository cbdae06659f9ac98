package dev.parley.auth.login;

import dev.parley.core.auth.LoginIdentity;
import dev.parley.core.auth.LoginThrottle.Verdict;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.SecurityEvent.LoginFailure;
import org.jspecify.annotations.Nullable;

/** What the checks of a login came to. */
sealed interface CheckedLogin extends ThrottledCheck.Checked {

    /** All that was asked for is right. */
    record Right(LoginIdentity identity, boolean secondFactor) implements CheckedLogin {

        @Override
        public Verdict verdict() {
            return Verdict.SUCCEEDED;
        }
    }

    /** Something is wrong or missing. */
    record Wrong(@Nullable UserId user, LoginFailure reason) implements CheckedLogin {

        /** {@return failed; but who has yet to be asked for the second factor has neither failed nor succeeded} */
        @Override
        public Verdict verdict() {
            return reason == LoginFailure.SECOND_FACTOR_REQUIRED ? Verdict.RELEASED : Verdict.FAILED;
        }
    }
}
