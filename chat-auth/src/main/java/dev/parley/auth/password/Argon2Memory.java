package dev.parley.auth.password;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The memory of hashes that are over, wiped, for the next ones: a hash of 19 MiB otherwise makes 20 MB of garbage.
 * Thread-safe. Bouncy Castle's own pool locks for each block and wipes each twice.
 */
final class Argon2Memory {

    /** In which one hash is computed. Not thread-safe. */
    static final class Arena implements Argon2BytesGenerator.BlockPool {
        private final Deque<Argon2BytesGenerator.Block> free = new ArrayDeque<>();
        private final int keep;

        Arena(int keep) {
            this.keep = keep;
        }

        @Override
        public Argon2BytesGenerator.Block allocate() {
            Argon2BytesGenerator.Block block = free.pollFirst();
            return block == null ? new Argon2BytesGenerator.Block() : block;
        }

        @Override
        public void deallocate(Argon2BytesGenerator.Block block) {
            block.clear();
            if (free.size() < keep) {
                free.addLast(block);
            }
        }
    }

    private final int blocks;
    private final @Nullable BlockingQueue<Arena> arenas;

    private Argon2Memory(int blocks, @Nullable BlockingQueue<Arena> arenas) {
        this.blocks = blocks;
        this.arenas = arenas;
    }

    /** {@return memory of which nothing is kept} */
    static Argon2Memory fresh() {
        return new Argon2Memory(0, null);
    }

    /** {@return memory that is kept for so many hashes, each with at most so many blocks of 1 KiB} */
    static Argon2Memory kept(int hashes, int blocks) {
        return new Argon2Memory(blocks, new ArrayBlockingQueue<>(hashes));
    }

    Arena take() {
        Arena arena = arenas == null ? null : arenas.poll();
        return arena == null ? new Arena(blocks) : arena;
    }

    void give(Arena arena) {
        if (arenas != null) {
            // One more than are kept is left to the garbage collector.
            arenas.offer(arena);
        }
    }
}
