/** Programs that put a server or an engine under a fixed load and tell how long each answer took. */
@NullMarked
package dev.parley.examples.benchmarks.load;

import org.jspecify.annotations.NullMarked;
