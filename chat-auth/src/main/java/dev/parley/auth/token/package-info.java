/**
 * Access tokens: the keys that sign them, the tokens, verifying them by the book, and verifying them fast.
 * {@link dev.parley.auth.token.JwtAuthenticator} verifies any compact JWT with a given key.
 */
@NullMarked
package dev.parley.auth.token;

import org.jspecify.annotations.NullMarked;
