/** Decisions at the HTTP edge: no server, no servlet, only what to answer. */
@NullMarked
package dev.parley.web;

import org.jspecify.annotations.NullMarked;
