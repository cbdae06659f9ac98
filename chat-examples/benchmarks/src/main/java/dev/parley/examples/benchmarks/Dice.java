package dev.parley.examples.benchmarks;

/** Random numbers that cost next to nothing and are the same in every run: Marsaglia's xorshift64. Not thread-safe. */
final class Dice {

    private long state;

    Dice(long seed) {
        state = seed * 0x9E37_79B9_7F4A_7C15L | 1;
    }

    long next() {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return state;
    }
}
