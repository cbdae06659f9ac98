/** The web page at {@code /}: its files under names that change with their content, and how they are answered. */
@NullMarked
package dev.parley.examples.server.page;

import org.jspecify.annotations.NullMarked;
