/** Settings from the environment and a {@code .env} file, and the parts that they select. */
@NullMarked
package dev.parley.examples.server.config;

import org.jspecify.annotations.NullMarked;
