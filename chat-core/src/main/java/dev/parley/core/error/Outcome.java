package dev.parley.core.error;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to: done with a value, or refused for a reason that a correct program must expect. Immutable, as far
 * as the value is.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T> {

    /**
     * The call was carried out.
     *
     * @param value what came of it
     * @param <T> the type of the value
     */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * The call was refused; nothing was written.
     *
     * @param code why
     * @param waitFor how long to wait before trying again, or null where waiting does not help
     * @param <T> the type that the value would have had
     */
    record Refused<T>(ErrorCode code, @Nullable Duration waitFor) implements Outcome<T> {

        /** {@return how long to wait before trying again, if waiting helps} */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(waitFor);
        }

        /**
         * The same refusal for a call of another type.
         *
         * @param <R> the other type
         * @return this refusal
         */
        public <R> Refused<R> as() {
            return new Refused<>(code, waitFor);
        }
    }

    /**
     * A call that was carried out.
     *
     * @param value what came of it
     * @param <T> the type of the value
     * @return the outcome
     */
    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    /**
     * A call that was refused.
     *
     * @param code why
     * @param <T> the type that the value would have had
     * @return the outcome
     */
    static <T> Outcome<T> refused(ErrorCode code) {
        return new Refused<>(code, null);
    }

    /**
     * A call that was refused for now.
     *
     * @param code why
     * @param retryAfter how long to wait before trying again
     * @param <T> the type that the value would have had
     * @return the outcome
     */
    static <T> Outcome<T> refused(ErrorCode code, Duration retryAfter) {
        return new Refused<>(code, retryAfter);
    }

    /**
     * Turns the value of a done outcome into another; a refusal stays as it is.
     *
     * @param mapping the change, never null
     * @param <R> the type of the new value
     * @return the new outcome
     */
    default <R> Outcome<R> map(Function<? super T, ? extends R> mapping) {
        if (this instanceof Done<T> done) {
            return new Done<>(mapping.apply(done.value()));
        }
        return ((Refused<T>) this).as();
    }

    /**
     * The value, for callers to whom a refusal is a fault.
     *
     * @return the value
     * @throws ChatException with the code of the refusal, if the call was refused
     */
    default T orThrow() {
        if (this instanceof Done<T> done) {
            return done.value();
        }
        Refused<T> refused = (Refused<T>) this;
        if (refused.waitFor() != null) {
            throw ChatException.passing(refused.code(), "The call was refused", refused.waitFor(), null);
        }
        throw ChatException.fault(refused.code(), "The call was refused", null);
    }
}
