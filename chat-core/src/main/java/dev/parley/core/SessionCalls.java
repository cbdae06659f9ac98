package dev.parley.core;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ChatLimits;
import dev.parley.core.message.ConversationId;
import dev.parley.core.observe.ChatEvent;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kinds of calls that a session makes. */
final class SessionCalls {

    private final ChatEngine engine;
    private final Principal principal;

    SessionCalls(ChatEngine engine, Principal principal) {
        this.engine = engine;
        this.principal = principal;
    }

    <T> Outcome<T> personal(Action action, Function<Deadline, Outcome<T>> step) {
        Duration timeout = engine.personalDataTimeout();
        return engine.run(new Call<>(principal, action, null, timeout, false, limits -> {}, step, done(action)));
    }

    <T> Outcome<T> read(
            ConversationId conversation, Consumer<ChatLimits> validation, Function<Deadline, Outcome<T>> step) {
        return repeatable(Action.READ, conversation, validation, step);
    }

    <T> Outcome<T> repeatable(
            Action action,
            @Nullable ConversationId conversation,
            Consumer<ChatLimits> validation,
            Function<Deadline, Outcome<T>> step) {
        return engine.run(
                new Call<>(principal, action, conversation, engine.timeout(), true, validation, step, done(action)));
    }

    /** A call that may not be repeated on its own: in between somebody else may have changed the same thing back. */
    <T> Outcome<T> once(
            Action action,
            ConversationId conversation,
            Consumer<ChatLimits> validation,
            Function<Deadline, Outcome<T>> step) {
        return engine.run(
                new Call<>(principal, action, conversation, engine.timeout(), false, validation, step, done(action)));
    }

    <T> BiFunction<T, Duration, ChatEvent> done(Action action) {
        return (value, took) -> new ChatEvent.CallDone(principal.tenant(), action, took);
    }

    static void requireSeq(long seq, String field) {
        if (seq < 0) {
            throw ChatException.invalid(ErrorCode.SEQ_OUT_OF_RANGE, field, "must not be negative");
        }
    }
}
