package dev.parley.auth.password;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * What one Argon2id hash costs, and how long its parts are. Immutable. The bounds are also those within which stored
 * hashes are verified: a hash that was planted in a database must not be able to claim gigabytes of memory.
 *
 * @param memoryKib memory in KiB, 8 for each lane to 65,536; 19,456 (19 MiB) by default
 * @param iterations passes over the memory, 1 to 10; 2 by default
 * @param parallelism lanes, 1 to 4; 1 by default. They are computed one after the other
 * @param saltBytes length of the salt, 8 to 64; 16 by default
 * @param tagBytes length of the hash, 16 to 64; 32 by default
 */
public record Argon2Parameters(int memoryKib, int iterations, int parallelism, int saltBytes, int tagBytes) {

    /** The defaults: what OWASP recommends as its second choice of Argon2id, 19 MiB in two passes. */
    public static final Argon2Parameters DEFAULT = new Argon2Parameters(19_456, 2, 1, 16, 32);

    private static final int MAX_MEMORY_KIB = 65_536;
    private static final int MAX_ITERATIONS = 10;
    private static final int MAX_PARALLELISM = 4;
    /** Argon2 divides each lane into four slices of at least two blocks of 1 KiB. */
    private static final int MIN_MEMORY_KIB_PER_LANE = 8;

    private static final int MIN_SALT_BYTES = 8;
    private static final int MIN_TAG_BYTES = 16;
    private static final int MAX_PART_BYTES = 64;

    /**
     * Checks the bounds, and reports all that are broken at once.
     *
     * @param memoryKib as in the record
     * @param iterations as in the record
     * @param parallelism as in the record
     * @param saltBytes as in the record
     * @param tagBytes as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public Argon2Parameters {
        List<String> problems = new ArrayList<>();
        check(problems, "parallelism", parallelism, 1, MAX_PARALLELISM);
        int lanes = Math.max(1, Math.min(parallelism, MAX_PARALLELISM));
        check(problems, "memoryKib", memoryKib, MIN_MEMORY_KIB_PER_LANE * lanes, MAX_MEMORY_KIB);
        check(problems, "iterations", iterations, 1, MAX_ITERATIONS);
        check(problems, "saltBytes", saltBytes, MIN_SALT_BYTES, MAX_PART_BYTES);
        check(problems, "tagBytes", tagBytes, MIN_TAG_BYTES, MAX_PART_BYTES);
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
    }

    private static void check(List<String> problems, String name, int value, int min, int max) {
        if (value < min || value > max) {
            problems.add(name + " is " + value + " and must be " + min + " to " + max);
        }
    }

    /**
     * The same with another amount of memory.
     *
     * @param kib in KiB
     * @return new parameters
     */
    public Argon2Parameters withMemoryKib(int kib) {
        return new Argon2Parameters(kib, iterations, parallelism, saltBytes, tagBytes);
    }

    /**
     * The same with another number of passes.
     *
     * @param passes over the memory
     * @return new parameters
     */
    public Argon2Parameters withIterations(int passes) {
        return new Argon2Parameters(memoryKib, passes, parallelism, saltBytes, tagBytes);
    }

    /**
     * The same with another number of lanes.
     *
     * @param lanes how many
     * @return new parameters
     */
    public Argon2Parameters withParallelism(int lanes) {
        return new Argon2Parameters(memoryKib, iterations, lanes, saltBytes, tagBytes);
    }
}
