/**
 * Sessions and their refresh tokens: opened by a login, kept alive by rotation, ended by the user, an operator, time, or the
 * second use of a spent token. Stores and access tokens are passed in.
 */
@NullMarked
package dev.parley.auth.session;

import org.jspecify.annotations.NullMarked;
