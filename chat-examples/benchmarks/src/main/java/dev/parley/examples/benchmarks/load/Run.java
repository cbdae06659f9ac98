package dev.parley.examples.benchmarks.load;

import java.util.List;
import java.util.Locale;

/**
 * What was seen in one run.
 *
 * @param readers streams that were read
 * @param stalled streams that were not
 * @param sent messages in the measured time
 * @param failures messages that got no receipt, those of the warm-up among them
 * @param receipts from when the message should have been sent
 * @param deliveries likewise, of every message to every stream that was read
 * @param perTenSeconds the same for each ten seconds
 * @param missing deliveries that did not come
 * @param repeated deliveries that came again
 * @param broken streams that ended although they were read
 * @param heapKib after a collection: before the last streams were opened, after that, and at the end
 * @param samples the server meanwhile
 */
record Run(
        int readers,
        int stalled,
        int sent,
        long failures,
        Latency.Summary receipts,
        Latency.Summary deliveries,
        List<Latency.Summary> perTenSeconds,
        long missing,
        long repeated,
        long broken,
        List<Long> heapKib,
        List<Sample> samples) {

    /** {@return whether every reader got everything once} */
    boolean isComplete() {
        return failures == 0 && missing == 0 && repeated == 0 && broken == 0 && deliveries.count() > 0;
    }

    /** {@return how much heap came with the last streams, for each of those that are not read} */
    double heapKibPerStalled() {
        return (double) (heapKib.get(1) - heapKib.get(0)) / stalled;
    }

    /** {@return how many streams were dropped at the beginning, in the middle and at the end of the measured time} */
    List<Integer> dropped() {
        return List.of(0, samples.size() / 2, samples.size() - 1).stream()
                .map(i -> samples.get(i).stalledDropped())
                .toList();
    }

    List<String> p99PerTenSeconds() {
        return perTenSeconds.stream()
                .map(window -> String.format(Locale.ROOT, "%.2f", window.p99()))
                .toList();
    }

    int peakThreads() {
        return samples.stream().mapToInt(Sample::threads).max().orElse(0);
    }

    long peakResidentKib() {
        return samples.stream().mapToLong(Sample::residentKib).max().orElse(0);
    }

    long peakQueuedKib() {
        return samples.stream().mapToLong(Sample::queuedMaxKib).max().orElse(0);
    }
}
