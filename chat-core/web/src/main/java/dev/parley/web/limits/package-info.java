/** Bounds on requests, checked before anything is parsed. */
@NullMarked
package dev.parley.web.limits;

import org.jspecify.annotations.NullMarked;
