/** The command line of the example server, and its wiring: every part that is chosen is chosen here. */
@NullMarked
package dev.parley.examples.server;

import org.jspecify.annotations.NullMarked;
