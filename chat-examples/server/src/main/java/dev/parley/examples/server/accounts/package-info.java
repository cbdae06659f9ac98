/** Who logs in: login names, passwords, access tokens. */
@NullMarked
package dev.parley.examples.server.accounts;

import org.jspecify.annotations.NullMarked;
