package dev.parley.examples.benchmarks.load;

/**
 * The server at one moment.
 *
 * @param second after the beginning of the measured time
 * @param threads of the server
 * @param residentKib its memory in the machine's RAM
 * @param stalledDropped how many of the streams that are not read it has dropped
 * @param queuedMaxKib the most that the kernel holds for one of them that is not dropped
 * @param queuedSumKib what the kernel holds for all of them, dropped or not
 */
record Sample(double second, int threads, long residentKib, int stalledDropped, long queuedMaxKib, long queuedSumKib) {}
