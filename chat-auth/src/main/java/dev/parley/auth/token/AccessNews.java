package dev.parley.auth.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.auth.AccessChanges;
import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose access has changed, from all feeds, read by one thread every quarter of the bound. Raises the epochs of the
 * subjects; when a feed can't say what happened, the common epoch. Thread-safe.
 */
final class AccessNews implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessNews.class);
    private static final int READS_PER_BOUND = 4;

    private final List<AccessFeed> feeds;
    private final Duration bound;
    private final Consumer<Trust> reread;
    private final Runnable beside;
    private final AtomicLong commonEpoch = new AtomicLong();
    /** Weak, for a subject matters only while something is trusted of it, and then that holds it. */
    private final Cache<Subject.Name, Subject> subjects =
            Caffeine.newBuilder().weakValues().build();

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread made = new Thread(task, "parley-access-news");
        made.setDaemon(true);
        return made;
    });
    private volatile long readNanos;
    private boolean failing;

    /**
     * News that nobody reads before {@link #start}.
     *
     * @param changes the feeds
     * @param bound within which a change must take effect
     * @param nanoTime the monotonic clock
     * @param reread takes what is watched and must be read anew
     * @param beside done with each reading
     */
    AccessNews(
            List<AccessChanges> changes,
            Duration bound,
            LongSupplier nanoTime,
            Consumer<Trust> reread,
            Runnable beside) {
        long never = nanoTime.getAsLong() - bound.toNanos() - 1;
        this.feeds = changes.stream()
                .map(one -> new AccessFeed(one, nanoTime, never))
                .toList();
        this.bound = bound;
        this.reread = reread;
        this.beside = beside;
        this.readNanos = never;
    }

    void start() {
        long every = bound.toNanos() / READS_PER_BOUND;
        var unused = thread.scheduleWithFixedDelay(this::poll, 0, every, TimeUnit.NANOSECONDS);
    }

    Subject subject(Subject.Name name) {
        return subjects.get(name, unknown -> new Subject());
    }

    long commonEpoch() {
        return commonEpoch.get();
    }

    /** {@return since when at the latest all feeds were read; to be asked before any epoch is} */
    long readNanos() {
        return readNanos;
    }

    void raise(Subject.Name name) {
        Subject subject = subjects.getIfPresent(name);
        if (subject != null) {
            subject.raise();
            subject.watched().forEach(reread);
        }
    }

    private void raiseAll() {
        commonEpoch.incrementAndGet();
        subjects.asMap().values().forEach(subject -> subject.watched().forEach(reread));
    }

    /** Reads all feeds once. What one of them throws keeps the others from nothing. */
    void poll() {
        boolean failed = false;
        for (AccessFeed feed : feeds) {
            try {
                feed.poll(this::raise, this::raiseAll, Deadline.after(bound));
            } catch (ChatException e) {
                failed = true;
                warn(e);
            } catch (RuntimeException e) {
                failed = true;
                LOG.error("A feed of access changes has a defect", e);
            }
        }
        failing = failed;
        readNanos = oldest();
        beside.run();
    }

    private long oldest() {
        long oldest = feeds.get(0).readNanos();
        for (AccessFeed feed : feeds) {
            oldest = feed.readNanos() - oldest < 0 ? feed.readNanos() : oldest;
        }
        return oldest;
    }

    private void warn(ChatException e) {
        if (!failing) {
            LOG.warn("A feed of access changes can't be read; until it can, tokens are confirmed one by one", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
