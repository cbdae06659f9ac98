package dev.parley.examples.server.accounts;

import dev.parley.auth.login.LoginLimits;
import dev.parley.auth.token.SigningKeys;
import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * What can be chosen about accounts.
 *
 * @param hasher for passwords
 * @param keys with what tokens are signed; the same on all servers of a system
 * @param refreshGrace for how long a retry with a spent refresh token gets the same successor
 * @param limits how many passwords may be guessed
 * @param dataDirectory where the token of the first admin is left
 * @param erasures told of each user before they are erased; if it fails, they are not
 */
public record AccountSettings(
        PasswordHasher hasher,
        SigningKeys keys,
        Duration refreshGrace,
        LoginLimits limits,
        Path dataDirectory,
        BiConsumer<TenantId, UserId> erasures) {

    /**
     * With nobody who is told of erasures.
     *
     * @param hasher as in the record
     * @param keys as in the record
     * @param refreshGrace as in the record
     * @param limits as in the record
     * @param dataDirectory as in the record
     */
    public AccountSettings(
            PasswordHasher hasher, SigningKeys keys, Duration refreshGrace, LoginLimits limits, Path dataDirectory) {
        this(hasher, keys, refreshGrace, limits, dataDirectory, (tenant, user) -> {});
    }
}
