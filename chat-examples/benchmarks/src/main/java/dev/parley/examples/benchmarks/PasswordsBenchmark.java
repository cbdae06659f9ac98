package dev.parley.examples.benchmarks;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.parley.auth.password.Argon2Parameters;
import dev.parley.auth.password.Argon2PasswordHasher;
import dev.parley.auth.password.ImportedPasswordHasher;
import dev.parley.auth.password.PasswordGate;
import dev.parley.core.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Checking a password that is right: Argon2id through the gate, as at a login, against Bouncy Castle's generator alone,
 * Spring Security's encoder and password4j; bcrypt of an imported user against Spring Security's encoder.
 *
 * <p>Fair because all have the same password and the same stored hash: 19 MiB, two passes, one lane, 16 bytes of salt and 32
 * of tag; bcrypt at cost 10. The generator alone has its hash taken apart beforehand and compares nothing but the tag.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 4)
@Measurement(iterations = 8, time = 4)
@State(Scope.Benchmark)
@Threads(1)
public class PasswordsBenchmark {

    private static final String PASSWORD = "seven green tractors hum";
    private static final byte[] SALT = "sixteen bytes ok".getBytes(StandardCharsets.US_ASCII);
    private static final int BCRYPT_COST = 10;

    private final Deadline farAway = Deadline.after(Duration.ofDays(1));
    private final PasswordGate gate =
            new PasswordGate(ImportedPasswordHasher.on(new Argon2PasswordHasher(Argon2Parameters.DEFAULT)), 1);
    private final Argon2PasswordEncoder spring = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    private final Argon2Function password4j = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID, 19);
    private final BCryptPasswordEncoder springBcrypt = new BCryptPasswordEncoder(BCRYPT_COST);

    private String argon2;
    private String bcrypt;
    private byte[] tag;

    @Setup
    public void hash() {
        argon2 = gate.hash(PASSWORD, farAway);
        bcrypt = springBcrypt.encode(PASSWORD);
        tag = generate();
    }

    @Benchmark
    public boolean gateArgon2() {
        return require(gate.verify(PASSWORD, argon2, farAway));
    }

    @Benchmark
    public boolean bouncyCastleArgon2() {
        return require(Arrays.equals(tag, generate()));
    }

    @Benchmark
    public boolean springArgon2() {
        return require(spring.matches(PASSWORD, argon2));
    }

    @Benchmark
    public boolean password4jArgon2() {
        return require(password4j.check(PASSWORD, argon2));
    }

    @Benchmark
    public boolean gateBcrypt() {
        return require(gate.verify(PASSWORD, bcrypt, farAway));
    }

    @Benchmark
    public boolean springBcrypt() {
        return require(springBcrypt.matches(PASSWORD, bcrypt));
    }

    private static byte[] generate() {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new org.bouncycastle.crypto.params.Argon2Parameters.Builder(
                        org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
                .withVersion(org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(19_456)
                .withIterations(2)
                .withParallelism(1)
                .withSalt(SALT)
                .build());
        byte[] made = new byte[32];
        generator.generateBytes(PASSWORD.getBytes(StandardCharsets.UTF_8), made);
        return made;
    }

    private static boolean require(boolean same) {
        if (!same) {
            throw new IllegalStateException("A right password was refused");
        }
        return true;
    }
}
