/** Imports IRC logs through the engine. */
@NullMarked
package dev.parley.examples.server.replay;

import org.jspecify.annotations.NullMarked;
