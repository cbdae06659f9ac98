/** Which pages of other origins may read what is answered. */
@NullMarked
package dev.parley.web.cors;

import org.jspecify.annotations.NullMarked;
