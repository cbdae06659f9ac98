package dev.parley.examples.benchmarks;

import dev.parley.core.message.Entry;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.Nullable;

/** The JDK's own publisher with a queue for each subscriber. */
final class FlowHall implements AutoCloseable {

    /** For each subscriber: two bursts, so that nothing is ever dropped but for one that does not listen. */
    private static final int BUFFER = 2 * Burst.SIZE;

    private final SubmissionPublisher<Entry> publisher;

    /** A subscriber that takes what comes, or never asks for anything. */
    private static final class Seat implements Flow.Subscriber<Entry> {

        private final @Nullable Ear ear;

        Seat(@Nullable Ear ear) {
            this.ear = ear;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            if (ear != null) {
                subscription.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(Entry entry) {
            Objects.requireNonNull(ear).hear(entry);
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException(failure);
        }

        @Override
        public void onComplete() {
            // The end of the benchmark.
        }
    }

    FlowHall(Executor executor, Ear... ears) {
        publisher = new SubmissionPublisher<>(executor, BUFFER);
        for (Ear ear : ears) {
            subscribe(new Seat(ear));
        }
    }

    /**
     * Subscribes in another thread than the one that publishes, as an application would: where both are the same, this JDK's
     * publisher leaves out a fence and now and then forgets to wake a subscriber for the last item of a burst.
     */
    private void subscribe(Seat seat) {
        CompletableFuture.runAsync(() -> publisher.subscribe(seat)).join();
    }

    /** Adds one that never asks for anything. */
    void addIdler() {
        subscribe(new Seat(null));
    }

    /** Publishes to all, and drops what does not fit into somebody's buffer. */
    void offer(Entry entry) {
        publisher.offer(entry, null);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
