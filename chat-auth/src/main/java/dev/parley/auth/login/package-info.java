/**
 * Logging in: login names, what bounds guessing, registration, changing and confirming passwords, and what an operator does
 * to a user's access. Sessions are those of {@link dev.parley.auth.session}.
 */
@NullMarked
package dev.parley.auth.login;

import org.jspecify.annotations.NullMarked;
