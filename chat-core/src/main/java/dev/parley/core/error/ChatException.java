package dev.parley.core.error;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fault or an input that breaks a rule. Outcomes that a correct program must expect (not found, conflict, refused) are
 * values, see {@link Outcome}, not exceptions.
 *
 * <p>The message names the code, what happened, and what to do next. It never holds a secret, a token, or the text of a
 * message, so it may be logged and shown.
 */
public final class ChatException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The code. */
    private final ErrorCode code;

    /** The field at fault, or null. */
    private final @Nullable String field;

    /** When to try again, or null. */
    private final @Nullable Duration retryAfter;

    private ChatException(
            ErrorCode code,
            String detail,
            @Nullable String field,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(code.id() + ": " + detail + " " + code.advice(), cause);
        this.code = code;
        this.field = field;
        this.retryAfter = retryAfter;
    }

    /**
     * An input that breaks a rule.
     *
     * @param code the rule, of kind {@link ErrorKind#INVALID}
     * @param field the field as the caller knows it, for example {@code text}
     * @param rule the rule in words, for example {@code "must have at most 16000 code points"}; never the value
     * @return the exception, to be thrown
     */
    public static ChatException invalid(ErrorCode code, String field, String rule) {
        return new ChatException(code, "'" + field + "' " + rule + ".", field, null, null);
    }

    /**
     * A fault.
     *
     * @param code what failed
     * @param detail what happened, a sentence without its end; no secrets, no message text
     * @param cause the underlying exception, or null
     * @return the exception, to be thrown
     */
    public static ChatException fault(ErrorCode code, String detail, @Nullable Throwable cause) {
        return new ChatException(code, detail + ".", null, null, cause);
    }

    /**
     * A fault that is expected to pass.
     *
     * @param code what failed
     * @param detail what happened, a sentence without its end; no secrets, no message text
     * @param retryAfter how long to wait before the next try
     * @param cause the underlying exception, or null
     * @return the exception, to be thrown
     */
    public static ChatException passing(ErrorCode code, String detail, Duration retryAfter, @Nullable Throwable cause) {
        return new ChatException(code, detail + ".", null, retryAfter, cause);
    }

    /** {@return the stable code} */
    public ErrorCode code() {
        return code;
    }

    /** {@return the input field at fault, if an input is} */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /** {@return how long to wait before trying again, if waiting helps} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
