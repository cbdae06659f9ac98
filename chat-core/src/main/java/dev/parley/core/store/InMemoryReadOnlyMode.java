package dev.parley.core.store;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;

/** The reasons in a set. */
final class InMemoryReadOnlyMode implements ReadOnlyMode {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Set<String> reasons = new ConcurrentSkipListSet<>();

    @Override
    public void enter(String reason) {
        ReadOnlyMode.requireReason(reason);
        reasons.add(reason);
    }

    @Override
    public void leave(String reason) {
        ReadOnlyMode.requireReason(reason);
        reasons.remove(reason);
    }

    @Override
    public Set<String> reasons() {
        return Collections.unmodifiableSet(new TreeSet<>(reasons));
    }

    /** Throws where a call has no other way to refuse. */
    void requireWritable() {
        if (!reasons.isEmpty()) {
            throw ChatException.passing(ErrorCode.STORE_READ_ONLY, "Writes are held back", RETRY_AFTER, null);
        }
    }

    <T> Outcome<T> writing(Supplier<Outcome<T>> call) {
        return reasons.isEmpty() ? call.get() : Outcome.refused(ErrorCode.STORE_READ_ONLY, RETRY_AFTER);
    }

    AppendResult appending(Supplier<AppendResult> call) {
        return reasons.isEmpty() ? call.get() : new AppendResult.Refused(ErrorCode.STORE_READ_ONLY, RETRY_AFTER);
    }
}
