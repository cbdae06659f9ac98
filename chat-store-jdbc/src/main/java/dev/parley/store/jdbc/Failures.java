package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.ErrorKind;
import dev.parley.core.error.Outcome;
import java.time.Duration;
import java.util.function.Supplier;

/** Turns exceptions of drivers into ours, by when they struck. The words are ours alone: theirs quote values. */
final class Failures {

    /** How long a caller should wait before it tries again. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private Failures() {}

    /** A failure to get a connection: nothing was sent. */
    static ChatException connecting(Throwable failure) {
        return switch (Fault.of(failure)) {
            case OVERLOADED -> overloaded(failure);
            case MISCONFIGURED -> unavailable("The database refuses the login or the database name", failure);
            case TIMEOUT, LOST -> unavailable("The database can't be reached", failure);
            default -> unavailable("No connection to the database could be had", failure);
        };
    }

    /** A pool has no connection for a call although not all are lent: it does not get through to the server. */
    static ChatException notConnected(Throwable failure) {
        return unavailable("No connection to the database could be made in time", failure);
    }

    /** {@return another exception that says the same, for one more call that failed of the same cause} */
    static ChatException again(ChatException failure) {
        ErrorCode code = failure.code();
        String said = String.valueOf(failure.getMessage());
        // The factories put the code before these words, and the advice behind them.
        String detail = said.substring(
                code.id().length() + ": ".length(),
                said.length() - ". ".length() - code.advice().length());
        return failure.retryAfter()
                .map(after -> ChatException.passing(code, detail, after, failure.getCause()))
                .orElseGet(() -> ChatException.fault(code, detail, failure.getCause()));
    }

    /** A failure of a statement: nothing was committed. */
    static ChatException working(Throwable failure) {
        return switch (Fault.of(failure)) {
            case RETRY, TIMEOUT -> timeout(failure);
            case READ_ONLY ->
                ChatException.passing(
                        ErrorCode.STORE_READ_ONLY,
                        "The database takes no writes",
                        RETRY_AFTER,
                        WordlessCause.of(failure));
            case OVERLOADED -> overloaded(failure);
            case MALFORMED ->
                ChatException.invalid(
                        ErrorCode.TEXT_MALFORMED, "text", "must be well-formed Unicode without NUL for this database");
            case LOST -> unavailable("The connection to the database was lost before anything was committed", failure);
            case MISCONFIGURED ->
                fault(ErrorCode.CONFIGURATION, "The database user lacks a right that the store needs", failure);
            case DUPLICATE, IN_USE, DEFECT -> fault(ErrorCode.INTERNAL, "The database refused a statement", failure);
        };
    }

    /** A failure of a commit: unless the server says that it rolled back, nobody knows. */
    static ChatException committing(Throwable failure) {
        return switch (Fault.of(failure)) {
            case DUPLICATE, READ_ONLY -> working(failure);
            default -> fault(ErrorCode.OUTCOME_UNKNOWN, "The connection was lost while committing", failure);
        };
    }

    /** A failure to open the database at all, in words for the operator. */
    static ChatException opening(Throwable failure, String where) {
        return switch (Fault.of(failure)) {
            case MISCONFIGURED ->
                fault(
                        ErrorCode.CONFIGURATION,
                        "The database " + where + " refuses the user, the password or the database name",
                        failure);
            case IN_USE ->
                fault(
                        ErrorCode.CONFIGURATION,
                        "The database " + where + " is in use by another process; an H2 file has one at a time",
                        failure);
            default -> unavailable("The database " + where + " can't be reached", failure);
        };
    }

    /** Answers a refusal where a call came at a bad time: callers must expect that. */
    static <T> Outcome<T> orRefused(Supplier<Outcome<T>> call) {
        try {
            return call.get();
        } catch (ChatException e) {
            if (e.code().kind() == ErrorKind.BUSY) {
                return Outcome.refused(e.code(), e.retryAfter().orElse(RETRY_AFTER));
            }
            throw e;
        }
    }

    static ChatException closed() {
        return ChatException.fault(ErrorCode.CLOSED, "The store is closed", null);
    }

    static ChatException timeout(Throwable failure) {
        return fault(ErrorCode.DEADLINE_EXCEEDED, "The database did not answer in time", failure);
    }

    static ChatException interrupted(Throwable failure) {
        return unavailable("The thread was interrupted", failure);
    }

    private static ChatException overloaded(Throwable failure) {
        return ChatException.passing(
                ErrorCode.STORE_OVERLOADED,
                "The database takes no more connections",
                RETRY_AFTER,
                WordlessCause.of(failure));
    }

    private static ChatException unavailable(String detail, Throwable failure) {
        return ChatException.passing(ErrorCode.STORE_UNAVAILABLE, detail, RETRY_AFTER, WordlessCause.of(failure));
    }

    private static ChatException fault(ErrorCode code, String detail, Throwable failure) {
        return ChatException.fault(code, detail, WordlessCause.of(failure));
    }

    /** {@return a URL without what may hold a password} */
    static String withoutParameters(String jdbcUrl) {
        return jdbcUrl.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//");
    }
}
