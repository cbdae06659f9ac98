package dev.parley.core.auth;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
    record Version(String version, Secret value) {

        /**
         * A version that is named after its value, so that all nodes that have the value have the name: the first 64 bits
         * of HMAC-SHA-256 (RFC 2104) over the value under a key of this purpose, in hexadecimal. Of a random secret it
         * tells nothing; of one that can be guessed it confirms the guess, as all that is made with the secret does.
         *
         * @param value the secret
         * @return the version
         */
        public static Version of(Secret value) {
            return new Version(SecretNames.versionOf(value), value);
        }
    }

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

    /** {@return a source in memory, without any secret yet} */
    static InMemorySecrets inMemory() {
        return new InMemorySecrets();
    }

    /**
     * Secrets from variables, such as those of the environment. The secret {@code jwt-secret} is the UTF-8 bytes of
     * {@code JWT_SECRET}, or the content of the file that {@code JWT_SECRET_FILE} names, which is read as by
     * {@link #files}; having both is a {@code CONFIGURATION} fault. {@code JWT_SECRET_PREVIOUS} or
     * {@code JWT_SECRET_PREVIOUS_FILE} is the version before, which is still accepted. An empty value counts as none.
     *
     * @param variables asked at each call; {@link System#getenv()} as a rule
     * @return the source
     */
    static SecretSource environment(Map<String, String> variables) {
        return new EnvironmentSecrets(variables);
    }

    /**
     * Secrets from files of one folder: the secret {@code pepper} is the content of the file {@code pepper}, and
     * {@code pepper.previous} is the version before, which is still accepted. One trailing line break is not part of a
     * secret; an empty file counts as none. Files are read again when they have changed, and have at most 64 KiB. To replace
     * one, write another and rename it: one that is written in place may be read while it is empty, or half there.
     *
     * @param folder where the files are
     * @return the source
     */
    static SecretSource files(Path folder) {
        return new FileSecrets(folder);
    }
}
