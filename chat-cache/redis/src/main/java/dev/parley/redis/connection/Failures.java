package dev.parley.redis.connection;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** Says so within scripts, without the word that it has elsewhere. */
    private static final String NOT_ALLOWED_IN_SCRIPT = "The user executing the script can't ";

    /** Before its version 7 Redis puts what a command in a script answered behind words of its own. */
    private static final Pattern IN_SCRIPT = Pattern.compile(
            "ERR Error running script [^:]+: @user_script: ?\\d+: (?:@user_script: ?\\d+: )?-([A-Z]+) ");

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
        String word = word(answer);
        if (PASSING.contains(word)) {
            return ChatException.passing(ErrorCode.STORE_UNAVAILABLE, "Redis can't do it now: " + word, AGAIN, answer);
        }
        if (REFUSED.contains(word)) {
            return refused(answer);
        }
        boolean quotes = text(answer).startsWith("ERR unknown ");
        return ChatException.fault(
                ErrorCode.INTERNAL,
                quotes ? "Redis does not know a command" : "Redis did not accept a command: " + word,
                quotes ? null : answer);
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
            if (cause instanceof RedisCommandExecutionException answer && REFUSED.contains(word(answer))) {
                return word(answer);
            }
        }
        return null;
    }

    private static String word(RedisCommandExecutionException answer) {
        String text = text(answer);
        if (text.contains(NOT_ALLOWED_IN_SCRIPT)) {
            return "NOPERM";
        }
        Matcher inScript = IN_SCRIPT.matcher(text);
        return inScript.lookingAt() ? inScript.group(1) : text.split("[ :]", 2)[0];
    }

    private static String text(RedisCommandExecutionException answer) {
        String message = answer.getMessage();
        return message == null ? "" : message;
    }
}
