package dev.parley.auth.password;

import dev.parley.core.auth.PasswordHasher;
import dev.parley.testkit.PasswordHasherContract;

class Argon2PasswordHasherContractTest implements PasswordHasherContract {

    @Override
    public PasswordHasher createHasher() {
        return new Argon2PasswordHasher(new Argon2Parameters(64, 1, 1, 16, 32));
    }
}
