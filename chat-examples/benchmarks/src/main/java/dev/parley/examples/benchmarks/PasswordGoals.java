package dev.parley.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What checking a password may cost. */
final class PasswordGoals {

    private static final double LEAST_RATE = 0.95;
    private static final double MOST_BYTES = 1_000_000;

    private PasswordGoals() {}

    static List<Verdict> all(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        Figure ours = figures.score("PasswordsBenchmark.gateArgon2");
        verdicts.add(Verdict.time(
                "Argon2id against Bouncy Castle alone",
                ours,
                figures.score("PasswordsBenchmark.bouncyCastleArgon2"),
                LEAST_RATE));
        verdicts.add(Verdict.time(
                "Argon2id against Spring Security",
                ours,
                figures.score("PasswordsBenchmark.springArgon2"),
                LEAST_RATE));
        verdicts.add(Verdict.time(
                "Argon2id against password4j", ours, figures.score("PasswordsBenchmark.password4jArgon2"), LEAST_RATE));
        verdicts.add(Verdict.time(
                "bcrypt against Spring Security",
                figures.score("PasswordsBenchmark.gateBcrypt"),
                figures.score("PasswordsBenchmark.springBcrypt"),
                LEAST_RATE));
        verdicts.add(Verdict.bound("bytes of an Argon2id", figures.bytes("PasswordsBenchmark.gateArgon2"), MOST_BYTES));
        for (String other : new String[] {"bouncyCastle", "spring", "password4j"}) {
            verdicts.add(Verdict.bound(
                            "bytes of an Argon2id, " + other,
                            figures.bytes("PasswordsBenchmark." + other + "Argon2"),
                            0)
                    .withoutGoal());
        }
        return verdicts;
    }
}
