package dev.parley.examples.server.accounts;

import dev.parley.auth.login.LoginLimits;
import dev.parley.auth.token.SigningKeys;
import dev.parley.core.auth.PasswordHasher;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What can be chosen about accounts.
 *
 * @param hasher for passwords
 * @param keys with what tokens are signed; the same on all servers of a system
 * @param refreshGrace for how long a retry with a spent refresh token gets the same successor
 * @param limits how many passwords may be guessed
 * @param dataDirectory where the token of the first admin is left
 */
public record AccountSettings(
        PasswordHasher hasher, SigningKeys keys, Duration refreshGrace, LoginLimits limits, Path dataDirectory) {}
