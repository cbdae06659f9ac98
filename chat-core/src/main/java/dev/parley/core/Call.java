package dev.parley.core;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Principal;
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

/**
 * One call on its walk through the stages.
 *
 * @param principal on whose behalf
 * @param action what is asked
 * @param conversation where, or null
 * @param timeout how long it may take
 * @param repeatable whether the store step may run again after an unknown outcome without doing its work twice
 * @param validation checks the input against the limits
 * @param step asks the store
 * @param event what to tell the listener when it is done
 */
record Call<T>(
        Principal principal,
        Action action,
        @Nullable ConversationId conversation,
        Duration timeout,
        boolean repeatable,
        Consumer<ChatLimits> validation,
        Function<Deadline, Outcome<T>> step,
        BiFunction<T, Duration, ChatEvent> event) {}
