/** Live delivery over HTTP: what is written when, to whom, and what becomes of those who do not read. */
@NullMarked
package dev.parley.examples.server.live;

import org.jspecify.annotations.NullMarked;
