package dev.parley.examples.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.ErrorKind;
import dev.parley.core.error.Outcome;
import java.time.Duration;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * An error answer, RFC 9457. Holds nothing of what the client sent but the names of fields, and nothing of the server's
 * insides. Immutable.
 *
 * @param status the HTTP status
 * @param code the stable code
 * @param detail what is wrong and what to do next
 * @param field the field at fault, or null
 * @param retryAfter seconds to wait, 1 or more, or null where waiting does not help
 */
public record Problem(
        int status,
        String code,
        String detail,
        @Nullable String field,
        @Nullable Long retryAfter) {

    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** {@return the problem of a request that the HTTP side refuses} */
    public static Problem of(ApiCode code) {
        return new Problem(code.status(), code.id(), code.advice(), null, waiting(code.status(), null));
    }

    /** {@return the problem of a request that the HTTP side refuses for a time} */
    public static Problem of(ApiCode code, Duration retryAfter) {
        return new Problem(code.status(), code.id(), code.advice(), null, waiting(code.status(), retryAfter));
    }

    /** {@return the problem of one field; the rule is in words, such as "must be a string"} */
    public static Problem of(ApiCode code, String field, String rule) {
        return new Problem(code.status(), code.id(), detail(field, rule, code.advice()), field, null);
    }

    /** {@return the problem of one field under a code of the engine} */
    public static Problem of(ErrorCode code, String field, String rule) {
        return new Problem(ErrorStatus.of(code), code.id(), detail(field, rule, code.advice()), field, null);
    }

    /** {@return the problem of a call that the engine refused} */
    public static Problem of(ErrorCode code, @Nullable Duration retryAfter) {
        int status = ErrorStatus.of(code);
        return new Problem(status, code.id(), code.advice(), null, waiting(status, retryAfter));
    }

    /** {@return the problem of a call that the engine refused} */
    public static Problem of(Outcome.Refused<?> refused) {
        return of(refused.code(), refused.waitFor());
    }

    /** {@return the problem of an input that broke a rule, or of a fault} */
    public static Problem of(ChatException exception) {
        ErrorCode code = exception.code();
        int status = ErrorStatus.of(code);
        // The message of a fault may name hosts and drivers; that of a broken rule is made to be shown.
        boolean shown = code.kind() == ErrorKind.INVALID;
        String detail = shown
                ? String.valueOf(exception.getMessage()).substring(code.id().length() + 2)
                : code.advice();
        return new Problem(
                status,
                code.id(),
                detail,
                shown ? exception.field().orElse(null) : null,
                waiting(status, exception.retryAfter().orElse(null)));
    }

    private static String detail(String field, String rule, String advice) {
        return "'" + field + "' " + rule + ". " + advice;
    }

    private static @Nullable Long waiting(int status, @Nullable Duration asked) {
        if (status != UNAVAILABLE && status != TOO_MANY_REQUESTS) {
            return null;
        }
        // Rounded up: coming back a moment early would be refused again.
        return asked == null ? 1 : Math.max(1, asked.plusMillis(999).toSeconds());
    }

    /** {@return the body} */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "about:blank");
        json.put("title", HttpStatus.getMessage(status));
        json.put("status", status);
        json.put("code", code);
        json.put("detail", detail);
        if (field != null) {
            json.put("field", field);
        }
        if (retryAfter != null) {
            json.put("retryAfter", retryAfter);
        }
        return json;
    }
}
