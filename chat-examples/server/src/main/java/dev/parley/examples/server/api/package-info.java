/** The HTTP table: one method for each row, from JSON to the engine and back. */
@NullMarked
package dev.parley.examples.server.api;

import org.jspecify.annotations.NullMarked;
