package dev.parley.core.auth;

import java.util.List;

/**
 * Where secrets come from. Each has a name, one current version, with which new things are made, and older versions that
 * are still accepted, so that a secret can be replaced without a cut. Thread-safe; asked again whenever a secret is
 * needed, so that a source may answer with a new version at any time.
 *
 * <p>Rules, checked by {@code SecretSourceContract}:
 *
 * <ul>
 *   <li>SR-1 The current version of a secret is the same until it is replaced, and is the first of the accepted.
 *   <li>SR-2 A secret that is not there is a {@code CONFIGURATION} fault that names it and where it was looked for.
 *   <li>SR-3 Versions of one secret differ in their name, and stay what they are.
 *   <li>SR-4 No message, and no {@code toString}, holds a value.
 *   <li>SR-5 Names are 1 to 64 of a-z, 0-9 and dash; others are refused by {@code IllegalArgumentException} before anything
 *       is looked for.
 * </ul>
 */
public interface SecretSource {

    /**
     * One version of a secret.
     *
     * @param version names it; not a secret
     * @param value the secret
     */
    record Version(String version, Secret value) {}

    /**
     * The version with which new things are made.
     *
     * @param name the secret
     * @return its current version
     * @throws dev.parley.core.error.ChatException {@code CONFIGURATION} if there is none
     */
    Version current(String name);

    /**
     * All versions that are accepted.
     *
     * @param name the secret
     * @return the current version first, then older ones, newest first
     * @throws dev.parley.core.error.ChatException {@code CONFIGURATION} if there is none
     */
    List<Version> accepted(String name);
}
