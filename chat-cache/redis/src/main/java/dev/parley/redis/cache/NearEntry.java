package dev.parley.redis.cache;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A copy in this process, or the knowledge that there is no value. Thread-safe.
 *
 * <p>What a hit reads is in this object alone, and little of it: whoever finds that it holds writes down under which number of
 * changes, and for how long. That remains true as long as the number is the same, for whatever could end it earlier changes
 * the number.
 */
final class NearEntry<V> {

    private final Optional<V> answer;
    private final @Nullable V value;
    private final Terms terms;
    private volatile long checked = -1;
    private volatile long until;

    /**
     * Under what the copy is kept.
     *
     * @param mark taken before the copy was asked for
     * @param made when the value was loaded
     * @param expires until when it is kept
     * @param refresh from when on a hit begins to load it anew
     */
    record Terms(Mark mark, long made, long expires, long refresh) {}

    /**
     * @param answer the value, or empty if there is none
     */
    NearEntry(Optional<V> answer, Terms terms) {
        this.answer = answer;
        this.value = answer.orElse(null);
        this.terms = terms;
        this.until = terms.mark().takenAt();
    }

    Optional<V> answer() {
        return answer;
    }

    /** The answer with a copy of the value; the same object if it is not copied. */
    Optional<V> answer(UnaryOperator<V> copier) {
        if (value == null) {
            return answer;
        }
        V copied = copier.apply(value);
        return copied == value ? answer : Optional.of(copied);
    }

    long made() {
        return terms.made();
    }

    /**
     * Whether nothing says that the copy is out of date.
     *
     * @param changes a number that is another after each eviction
     */
    boolean usable(long now, AtomicLong changes) {
        long current = changes.get();
        return (checked == current && now - until < 0) || check(now, current);
    }

    private boolean check(long now, long current) {
        if (now - terms.expires() >= 0 || !terms.mark().holds()) {
            return false;
        }
        long left = Math.min(terms.expires() - now, terms.mark().confirmedUntil() - now);
        if (left <= 0) {
            return false;
        }
        until = now + Math.min(left, terms.refresh() - now);
        checked = current;
        return true;
    }

    /** Asked of one that was usable then. */
    boolean due(long now) {
        return now - until >= 0 && now - terms.refresh() >= 0;
    }
}
