/** Bodies of requests: kept as bytes, bounded, and checked before they are parsed. */
@NullMarked
package dev.parley.web.body;

import org.jspecify.annotations.NullMarked;
