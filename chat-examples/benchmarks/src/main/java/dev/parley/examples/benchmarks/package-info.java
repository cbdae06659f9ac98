/**
 * JMH benchmarks: what the library adds to the bare primitive below it, and how its cost grows. Each class says what it
 * compares and why that is fair; the {@code README.md} of this module holds the commands and the figures.
 */
@NullMarked
package dev.parley.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
