package dev.parley.testkit;

import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;

class InMemorySecretsTest implements SecretSourceContract {

    @Override
    public Secrets createSecrets() {
        InMemorySecrets secrets = SecretSource.inMemory();
        return new Secrets() {
            @Override
            public SecretSource source() {
                return secrets;
            }

            @Override
            public void put(String name, Secret value) {
                secrets.put(name, value);
            }

            @Override
            public void rotate(String name, Secret value) {
                secrets.rotate(name, value);
            }

            @Override
            public String placeOf(String name) {
                return "memory";
            }

            @Override
            public void close() {
                // It holds nothing but memory.
            }
        };
    }
}
