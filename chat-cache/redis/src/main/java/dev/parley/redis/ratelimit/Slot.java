package dev.parley.redis.ratelimit;

import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one node knows of one key: its slices, until when it is refused, and how fast it is used. Thread-safe. */
final class Slot {

    /** A slice is to last for this part of its life. */
    private static final long PART_OF_LIFE = 2;

    /** So much of the life is not used: clocks may run apart by as much. */
    private static final long DRIFT = 100;

    private static final int MORE = 1_000;

    /** Asked for ahead is only what is used up within such a part of its life. */
    private static final long HURRY = 16;

    private final long order;
    private final String name;
    private final LeaseTerms terms;
    private final LongSupplier nanoTime;
    private final ReentrantLock turn = new ReentrantLock();
    private final Object adding = new Object();
    private final Coming coming = new Coming();
    private volatile Stock stock = Stock.empty();
    private volatile @Nullable Refusal refusal;
    private volatile int failures;

    // Of who has the turn.
    private long asked;
    private long wished;
    private long granted;
    private Stock lent = Stock.empty();

    Slot(long order, String name, LeaseTerms terms, LongSupplier nanoTime) {
        this.order = order;
        this.name = name;
        this.terms = terms;
        this.nanoTime = nanoTime;
    }

    /** {@return its place in the order in which turns are taken} */
    long order() {
        return order;
    }

    /** {@return what the bucket is called in Redis} */
    String name() {
        return name;
    }

    /** Held by the one thread that asks Redis for this key. */
    ReentrantLock turn() {
        return turn;
    }

    /** {@return how often Redis did not answer} */
    int failures() {
        return failures;
    }

    Stock stock() {
        return stock;
    }

    /** What was asked for ahead. */
    Coming coming() {
        return coming;
    }

    /** {@return the answer to a call that Redis would refuse, or null if it has to be asked} */
    RateDecision.@Nullable Denied refused(RateLimit limit, long cost) {
        Refusal known = refusal;
        return known == null || !known.limit().equals(limit) || cost < known.cost()
                ? null
                : known.tell(nanoTime.getAsLong());
    }

    /**
     * Begins to ask Redis; needs the turn. What is left of the slices goes back with it.
     *
     * @return what to ask for
     */
    Ask ask(Gauge gauge, long cost) {
        long now = nanoTime.getAsLong();
        lent = stock;
        Stock.Rest rest = lent.lend(gauge);
        long used = granted - rest.amount();
        double forLife = (double) used * gauge.life() / PART_OF_LIFE / Math.max(1, now - asked);
        wished = Math.max(cost, Math.min(Math.min(terms.most(), 2 * wished), (long) forLife));
        asked = now;
        granted = rest.amount();
        return new Ask(name, gauge, cost, wished, rest.amount(), rest.since());
    }

    /**
     * {@return how many slices to ask for ahead, now that half of one is used; needs the turn} None, if it took long: then to wait
     * for the next one hardly matters, and what is held in vain does.
     */
    int ahead(Gauge gauge) {
        long now = nanoTime.getAsLong();
        if (now - asked > gauge.life() / HURRY) {
            return 0;
        }
        Stock held = stock;
        int missing = Math.max(0, terms.ahead() - held.fresh() - coming.count());
        asked = now;
        granted = held.left() + terms.most() * (long) (coming.count() + missing);
        return missing;
    }

    /** {@return the slice that Redis granted; needs the turn} */
    Slice granted(Gauge gauge, Answer.Granted answer, int place, long cost) {
        granted = answer.taken(place);
        refusal = null;
        return add(gauge, asked, answer, place, cost);
    }

    /** {@return the slice that Redis granted to who asked then} */
    Slice add(Gauge gauge, long then, Answer.Granted answer, int place, long cost) {
        long life = gauge.life() - gauge.life() / DRIFT;
        Slice next = new Slice(gauge, nanoTime, then + life, answer, place, cost, terms.most());
        synchronized (adding) {
            stock = stock.and(next);
        }
        return next;
    }

    /** Redis granted nothing, so what was to go back did not; needs the turn. */
    void notGranted() {
        lent.unlend();
    }

    /**
     * Redis refused this key; needs the turn. A key in demand waits a thousandth of the window longer, so that there is more than
     * one to have again.
     *
     * @return how long to wait
     */
    Duration refused(Gauge gauge, long cost, Duration atLeast) {
        Duration wait = wished > cost ? atLeast.plus(gauge.limit().window().dividedBy(MORE)) : atLeast;
        long until = asked + Math.min(wait.toNanos(), gauge.life());
        refusal = new Refusal(gauge.limit(), cost, asked + wait.toNanos(), until, asked, wait);
        return wait;
    }

    /** What Redis granted went back, and so did what was left before; needs the turn. */
    void undone() {
        granted = 0;
    }

    /** Redis did not answer: what went back or came counts as spent; needs the turn. */
    void failed() {
        granted = 0;
        // Only who has the turn writes.
        int count = failures + 1;
        failures = count;
    }

    /** Forgets the slices and the refusal. */
    void clear() {
        synchronized (adding) {
            stock = Stock.empty();
        }
        refusal = null;
    }

    /** Forgets the refusal: something was given back. */
    void reconsider() {
        refusal = null;
    }
}
