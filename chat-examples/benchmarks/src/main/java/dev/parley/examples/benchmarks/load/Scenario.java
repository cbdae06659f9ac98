package dev.parley.examples.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** One run against a server that has just started: the last of the streams are read like the others, or not at all. */
final class Scenario {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(15);
    /** Until the streams that are not read have filled what buffers there are. */
    private static final int SETTLE_SECONDS = 3;

    private final Options options;
    private final ServerProcess server;
    private final boolean stall;
    private final Deliveries deliveries;
    private final LongAdder failures = new LongAdder();

    Scenario(Options options, ServerProcess server, boolean stall) {
        this.options = options;
        this.server = server;
        this.stall = stall;
        this.deliveries = new Deliveries(options.whole("--seconds"));
    }

    Run run() throws IOException, InterruptedException {
        int all = options.whole("--streams");
        int last = (int) Math.round(all * options.number("--stalled") / 100);
        ServerFigures figures = new ServerFigures(server.pid());
        Crowd crowd = Crowd.gather(
                new Api(server.address()),
                options.whole("--users"),
                Math.max(1, all / options.whole("--readers")),
                options.whole("--backlog-mib"));
        try (EventStreams streams = new EventStreams(server.address(), deliveries)) {
            Latency receipts = new Latency();
            List<EventStream> readers = new ArrayList<>(crowd.open(streams, all - last, false));
            send(crowd, options.whole("--warm-up"), new Latency());
            long heapBefore = figures.heapAfterGcKib();
            List<EventStream> lastStreams = crowd.open(streams, last, stall);
            if (!stall) {
                readers.addAll(lastStreams);
            }
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            long heapStart = figures.heapAfterGcKib();
            List<Integer> stalledPorts = new ArrayList<>();
            for (EventStream stream : stall ? lastStreams : List.<EventStream>of()) {
                stalledPorts.add(stream.port());
            }
            List<Sample> samples;
            int sent;
            try (Sampler sampler = new Sampler(figures, server.address().getPort(), stalledPorts)) {
                deliveries.begin();
                sent = send(crowd, options.whole("--seconds"), receipts);
                awaitAll(readers);
                samples = sampler.end();
            }
            long behind = readers.stream().mapToLong(EventStream::behind).sum();
            return new Run(
                    readers.size(),
                    stalledPorts.size(),
                    sent,
                    failures.sum(),
                    receipts.summary(),
                    deliveries.summary(),
                    deliveries.perTenSeconds(),
                    deliveries.missing() + behind,
                    deliveries.repeated(),
                    deliveries.broken(),
                    List.of(heapBefore, heapStart, figures.heapAfterGcKib()),
                    samples);
        }
    }

    /** Sends at the fixed rate, to the rooms in turn. */
    private int send(Crowd crowd, int seconds, Latency receipts) throws InterruptedException {
        List<CompletableFuture<?>> sending = new ArrayList<>();
        int bytes = options.whole("--text-bytes");
        int count = Pace.keep(options.number("--rate"), seconds, (number, intended) -> {
            CompletableFuture<Long> receipt = crowd.send(crowd.room(number), Stamp.text(intended, bytes));
            sending.add(receipt.whenComplete((seq, failure) -> {
                if (failure == null) {
                    receipts.since(intended);
                } else {
                    failures.increment();
                }
            }));
        });
        CompletableFuture<?> all = CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new));
        // What failed was counted.
        all.exceptionally(failure -> null).join();
        return count;
    }

    private static void awaitAll(List<EventStream> readers) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (readers.stream().anyMatch(reader -> reader.behind() > 0) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
