package dev.parley.auth.password;

import dev.parley.core.auth.PasswordHasher;

/** A hasher that can use its memory again. Only who bounds how many hashes run at once can say how much to keep. */
interface KeepsMemory {

    /** {@return the same hasher, which keeps the memory of so many hashes, wiped, for the next ones} */
    PasswordHasher keepingMemoryOf(int hashes);
}
