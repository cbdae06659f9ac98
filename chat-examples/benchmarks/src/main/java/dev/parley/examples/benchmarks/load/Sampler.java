package dev.parley.examples.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the server every two seconds. */
final class Sampler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final int SECONDS = 2;
    private static final long KIB = 1024;
    private static final ServerSockets.End GONE = new ServerSockets.End(false, 0);

    private final ServerFigures figures;
    private final int serverPort;
    private final List<Integer> stalled;
    private final long begun = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /**
     * Looks at once, and then again and again.
     *
     * @param figures of the server's process
     * @param serverPort where the server listens
     * @param stalled the ports of the clients that do not read
     */
    Sampler(ServerFigures figures, int serverPort, List<Integer> stalled) {
        this.figures = figures;
        this.serverPort = serverPort;
        this.stalled = List.copyOf(stalled);
        var unused = clock.scheduleAtFixedRate(this::look, 0, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            Sample sample = sample();
            synchronized (samples) {
                samples.add(sample);
            }
        } catch (IOException e) {
            LOG.warn("The server can't be looked at", e);
        }
    }

    private Sample sample() throws IOException {
        Map<Integer, ServerSockets.End> ends = ServerSockets.of(serverPort);
        int dropped = 0;
        long most = 0;
        long sum = 0;
        for (int port : stalled) {
            ServerSockets.End end = ends.getOrDefault(port, GONE);
            sum += end.queued();
            if (end.established()) {
                most = Math.max(most, end.queued());
            } else {
                dropped++;
            }
        }
        double second = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) / 1_000.0;
        return new Sample(second, figures.threads(), figures.residentKib(), dropped, most / KIB, sum / KIB);
    }

    /** Looks once more and {@return everything that was seen} */
    List<Sample> end() {
        close();
        look();
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
