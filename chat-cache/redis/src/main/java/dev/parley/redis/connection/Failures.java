package dev.parley.redis.connection;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in our words what went wrong, without arguments of commands and without the URI. */
final class Failures {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** What Redis says when it can't do a command now, by the first word of its answer. */
    private static final Set<String> PASSING = Set.of(
            "LOADING",
            "BUSY",
            "OOM",
            "READONLY",
            "MASTERDOWN",
            "CLUSTERDOWN",
            "TRYAGAIN",
            "NOREPLICAS",
            "MISCONF",
            "UNKILLABLE",
            "NOSCRIPT");

    private static final Set<String> REFUSED = Set.of("NOAUTH", "WRONGPASS", "NOPERM");

    private Failures() {}

    static ChatException away() {
        return ChatException.passing(ErrorCode.STORE_UNAVAILABLE, "Redis is away", AGAIN, null);
    }

    static ChatException unanswered(@Nullable Throwable cause) {
        return ChatException.passing(ErrorCode.STORE_UNAVAILABLE, "Redis did not answer in time", AGAIN, cause);
    }

    static ChatException unconfirmed(ChatException failure) {
        return ChatException.passing(ErrorCode.OUTCOME_UNKNOWN, "Redis did not confirm a write", AGAIN, failure);
    }

    static ChatException unreachable(@Nullable Throwable cause) {
        if (refusal(cause) != null) {
            return refused(cause);
        }
        return ChatException.passing(ErrorCode.STORE_UNAVAILABLE, "Redis can't be reached", AGAIN, cause);
    }

    /** What Redis answered itself; it is there, so none of these counts against it. */
    static ChatException answered(RedisCommandExecutionException answer) {
        String word = firstWord(answer);
        if (PASSING.contains(word)) {
            return ChatException.passing(ErrorCode.STORE_UNAVAILABLE, "Redis can't do it now: " + word, AGAIN, answer);
        }
        if (REFUSED.contains(word)) {
            return refused(answer);
        }
        return ChatException.fault(ErrorCode.INTERNAL, "Redis did not accept a command: " + word, answer);
    }

    private static ChatException refused(@Nullable Throwable cause) {
        return ChatException.fault(
                ErrorCode.CONFIGURATION,
                "Redis does not accept the user or the password of the URI, or the user may not do this: "
                        + refusal(cause),
                null);
    }

    private static @Nullable String refusal(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandExecutionException answer && REFUSED.contains(firstWord(answer))) {
                return firstWord(answer);
            }
        }
        return null;
    }

    private static String firstWord(Throwable answer) {
        String message = answer.getMessage();
        return message == null ? "" : message.split("[ :]", 2)[0];
    }
}
