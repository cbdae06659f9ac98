package dev.parley.auth.token;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether what was read of a token's session and user may still be trusted, and else reads it anew. Thread-safe.
 *
 * <p>It may be trusted while the epochs are those from before it was read, and either it was read within the bound, or the
 * feeds were. Refusals are trusted within the bound only: not every end of a refusal is in the feeds.
 */
final class TrustReader implements AutoCloseable {

    static final Trust.Confirmed INVALID = Trust.Confirmed.refused(AccessRefusal.TOKEN_INVALID);
    static final Trust.Confirmed EXPIRED = Trust.Confirmed.refused(AccessRefusal.TOKEN_EXPIRED);

    private static final Logger LOG = LoggerFactory.getLogger(TrustReader.class);
    private static final long TOUCH_MILLIS = 60_000;

    private final Duration bound;
    private final long boundNanos;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final AtomicBoolean touchFailed = new AtomicBoolean();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
                Thread made = new Thread(task, "parley-access-watch");
                made.setDaemon(true);
                return made;
            });
    private @Nullable AccessNews news;

    TrustReader(Duration bound, InstantSource clock, LongSupplier nanoTime) {
        this.bound = bound;
        this.boundNanos = bound.toNanos();
        this.clock = clock;
        this.nanoTime = nanoTime;
        thread.allowCoreThreadTimeOut(true);
    }

    void begin(AccessNews from) {
        news = from;
    }

    private AccessNews news() {
        return Objects.requireNonNull(news, "news");
    }

    /**
     * What a token stands for.
     *
     * @param trust the token
     * @param millis the time
     * @param deadline by when to answer
     * @return what was read, now or before
     */
    Trust.Confirmed read(Trust trust, long millis, Deadline deadline) {
        long nanos = nanoTime.getAsLong();
        Trust.Confirmed confirmed = trust.confirmed();
        if (confirmed == null || !trusted(trust, confirmed, millis, nanos)) {
            confirmed = anew(trust, nanos, deadline);
        }
        if (confirmed.granted() != null && millis >= trust.touchAtMillis().get()) {
            return touched(trust, confirmed, deadline);
        }
        return confirmed;
    }

    /** When the feeds were read is asked first: the epochs that are asked then are at least as new. */
    private boolean trusted(Trust trust, Trust.Confirmed confirmed, long millis, long nanos) {
        long feedsNanos = news().readNanos();
        return current(trust, confirmed, millis)
                && (nanos - confirmed.readNanos() <= boundNanos
                        || (confirmed.granted() != null && nanos - feedsNanos <= boundNanos));
    }

    private boolean current(Trust trust, Trust.Confirmed confirmed, long millis) {
        return confirmed.subjectEpoch() == trust.subject().epoch()
                && confirmed.commonEpoch() == news().commonEpoch()
                && millis < confirmed.endsAtMillis();
    }

    /** Of many that need it at once one reads, and the others take what it has read. */
    private Trust.Confirmed anew(Trust trust, long sinceNanos, Deadline deadline) {
        try {
            if (!trust.reading().tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw unavailable("Another call was still reading the session");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("The call was interrupted");
        }
        try {
            Trust.Confirmed last = trust.confirmed();
            if (last != null && trusted(trust, last, clock.millis(), sinceNanos)) {
                return last;
            }
            long subjectEpoch = trust.subject().epoch();
            long commonEpoch = news().commonEpoch();
            long readNanos = nanoTime.getAsLong();
            Trust.Reading read = trust.credential().read(deadline);
            Trust.Confirmed confirmed = Trust.Confirmed.of(read, subjectEpoch, commonEpoch, readNanos);
            trust.confirm(confirmed);
            return confirmed;
        } finally {
            trust.reading().unlock();
        }
    }

    private static ChatException unavailable(String detail) {
        return ChatException.fault(ErrorCode.DEADLINE_EXCEEDED, detail, null);
    }

    /** In the thread of one of the callers; that it fails keeps nobody out. */
    private Trust.Confirmed touched(Trust trust, Trust.Confirmed confirmed, Deadline deadline) {
        long due = trust.touchAtMillis().get();
        if (trust.touchAtMillis().compareAndSet(due, clock.millis() + TOUCH_MILLIS)) {
            try {
                if (!trust.credential().touch(deadline)) {
                    trust.subject().raise();
                    return anew(trust, nanoTime.getAsLong(), deadline);
                }
                touchFailed.set(false);
            } catch (ChatException e) {
                if (touchFailed.compareAndSet(false, true)) {
                    LOG.warn("Could not note when a session was last seen", e);
                }
            }
        }
        return confirmed;
    }

    /**
     * Whether access was granted when it was read last.
     *
     * @param trust what is watched
     * @return whether it holds, as far as is known; what is not known for certain is read by another thread
     */
    boolean lastKnown(Trust trust) {
        Trust.Confirmed confirmed = trust.confirmed();
        if (confirmed == null) {
            return false;
        }
        if (!trusted(trust, confirmed, clock.millis(), nanoTime.getAsLong())) {
            later(trust);
        }
        return confirmed.granted() != null;
    }

    /**
     * Reads anew in another thread, soon.
     *
     * @param trust what is watched
     */
    void later(Trust trust) {
        if (trust.queued().compareAndSet(false, true)) {
            try {
                thread.execute(() -> reread(trust));
            } catch (RejectedExecutionException e) {
                LOG.debug("What is watched is not read any more after closing", e);
            }
        }
    }

    private void reread(Trust trust) {
        trust.queued().set(false);
        try {
            anew(trust, nanoTime.getAsLong(), Deadline.after(bound));
        } catch (ChatException e) {
            LOG.debug("What is watched could not be read anew; what was known last stays", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
