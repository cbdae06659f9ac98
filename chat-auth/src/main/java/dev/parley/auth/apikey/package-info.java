/** Keys by which programs speak as machine users. */
@NullMarked
package dev.parley.auth.apikey;

import org.jspecify.annotations.NullMarked;
