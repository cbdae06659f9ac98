/** Password hashing for hosts that keep users of their own. */
@NullMarked
package dev.parley.auth;

import org.jspecify.annotations.NullMarked;
