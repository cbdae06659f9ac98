package dev.parley.testkit;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one method that a test of {@link SecretSourceContract} writes. */
@ExtendWith(ContractExtension.class)
public interface SecretSourceFactory {

    /**
     * Makes the source under test.
     *
     * @return the source, without any secret
     */
    Secrets createSecrets();

    /** A source, and the means of its operator. For one thread. */
    interface Secrets extends AutoCloseable {

        /** {@return the source under test; the same each time} */
        SecretSource source();

        /**
         * Sets a secret, of which no older version is accepted.
         *
         * @param name the secret
         * @param value its only version; text without line breaks
         */
        void put(String name, Secret value);

        /**
         * Gives a secret a new version, and leaves the one before accepted.
         *
         * @param name the secret
         * @param value its new version; text without line breaks
         */
        void rotate(String name, Secret value);

        /**
         * Says what a message names as the place where a secret was looked for.
         *
         * @param name the secret
         * @return a part of the message
         */
        String placeOf(String name);

        /** Removes what was made for the test. */
        @Override
        void close();
    }
}
