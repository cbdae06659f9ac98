package dev.parley.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.parley.core.time.Deadline;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

class Argon2MemoryTest {

    private static final int MIB = 1024 * 1024;

    /** RFC 9106, section 5.3. */
    @Test
    void theVectorOfTheRfcComesOutOfFreshAndOfReusedMemory() {
        Argon2Memory memory = Argon2Memory.kept(1, 36);
        for (int round = 0; round < 3; round++) {
            Argon2Memory.Arena arena = memory.take();
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(32)
                    .withIterations(3)
                    .withParallelism(4)
                    .withSalt(filled(16, 2))
                    .withSecret(filled(8, 3))
                    .withAdditional(filled(12, 4))
                    .withBlockPool(arena)
                    .build());
            byte[] tag = new byte[32];
            generator.generateBytes(filled(32, 1), tag);
            memory.give(arena);
            assertThat(HexFormat.of().formatHex(tag))
                    .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
        }
    }

    @Test
    void aHashBehindAGateMakesLessThanAMebibyteOfGarbage() {
        PasswordGate gate = new PasswordGate(new Argon2PasswordHasher(), 1);
        Deadline soon = Deadline.after(Duration.ofSeconds(60));
        String credential = gate.hash("seven green tractors", soon);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean same = gate.verify("seven green tractors", credential, soon);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(same).isTrue();
        assertThat(bytes).isLessThan(MIB);
    }

    @Test
    void aHasherAloneKeepsNothing() {
        Argon2PasswordHasher hasher = new Argon2PasswordHasher();
        hasher.hash("seven green tractors");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        hasher.hash("seven green tractors");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isGreaterThan(19L * MIB);
    }

    @Test
    void memoryIsWipedBeforeItIsKept() throws ReflectiveOperationException {
        Argon2Memory.Arena arena = Argon2Memory.kept(1, 4).take();
        Argon2BytesGenerator.Block block = arena.allocate();
        Field words = Argon2BytesGenerator.Block.class.getDeclaredField("v");
        words.setAccessible(true);
        Arrays.fill((long[]) words.get(block), -1);
        arena.deallocate(block);
        assertThat((long[]) words.get(block)).containsOnly(0);
        assertThat(arena.allocate()).isSameAs(block);
    }

    @Test
    void noMoreIsKeptThanWasAskedFor() {
        Argon2Memory memory = Argon2Memory.kept(1, 2);
        Argon2Memory.Arena first = memory.take();
        Argon2Memory.Arena second = memory.take();
        memory.give(first);
        memory.give(second);
        assertThat(memory.take()).isSameAs(first);
        assertThat(memory.take()).isNotSameAs(second);

        Argon2BytesGenerator.Block[] blocks = {first.allocate(), first.allocate(), first.allocate()};
        for (Argon2BytesGenerator.Block block : blocks) {
            first.deallocate(block);
        }
        assertThat(first.allocate()).isSameAs(blocks[0]);
        assertThat(first.allocate()).isSameAs(blocks[1]);
        assertThat(first.allocate()).isNotSameAs(blocks[2]);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
