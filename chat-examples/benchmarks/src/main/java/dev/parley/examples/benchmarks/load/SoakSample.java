package dev.parley.examples.benchmarks.load;

/**
 * The server at one moment of a long run.
 *
 * @param second after the beginning of the measured time
 * @param heapKib after a collection
 * @param threads of the process
 * @param descriptors open files and sockets
 * @param connections to PostgreSQL
 */
record SoakSample(double second, long heapKib, int threads, int descriptors, int connections) {}
