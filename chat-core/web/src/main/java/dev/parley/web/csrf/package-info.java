/** Cookies, and the proof that a request with a cookie was made by one of the own pages. */
@NullMarked
package dev.parley.web.csrf;

import org.jspecify.annotations.NullMarked;
