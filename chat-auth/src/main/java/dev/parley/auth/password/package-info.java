/**
 * Passwords: rules for new ones, hashing within bounded memory, and verifying what other systems have hashed.
 */
@NullMarked
package dev.parley.auth.password;

import org.jspecify.annotations.NullMarked;
