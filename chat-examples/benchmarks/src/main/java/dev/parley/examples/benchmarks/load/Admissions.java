package dev.parley.examples.benchmarks.load;

import dev.parley.core.ratelimit.RateLimit;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a limiter has let through. Thread-safe. */
final class Admissions {

    private final Queue<Admission> all = new ConcurrentLinkedQueue<>();

    /** Let through between two times. */
    private record Admission(long begin, long end) {}

    void add(long begin, long end) {
        all.add(new Admission(begin, end));
    }

    int count() {
        return all.size();
    }

    /**
     * By how many, in the worst of all spans of time, more was let through than capacity and refill allow. Only what both began
     * and ended in a span counts as let through in it.
     */
    long beyond(RateLimit limit, long more) {
        double perNano = (double) limit.refill() / limit.window().toNanos();
        List<Admission> byEnd =
                all.stream().sorted(Comparator.comparingLong(Admission::end)).toList();
        double worst = 0;
        for (Admission first : byEnd) {
            int count = 0;
            for (Admission one : byEnd) {
                if (one.begin() >= first.begin()) {
                    count++;
                    worst = Math.max(worst, count - limit.capacity() - more - perNano * (one.end() - first.begin()));
                }
            }
        }
        return (long) Math.floor(worst);
    }
}
