package dev.parley.auth.login;

import static dev.parley.auth.login.LoginFixture.PASSWORD;
import static dev.parley.auth.login.LoginFixture.TENANT;
import static dev.parley.auth.login.LoginFixture.WRONG;
import static dev.parley.auth.login.LoginFixture.soon;
import static dev.parley.auth.login.LoginFixture.tried;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.password.Argon2Parameters;
import dev.parley.auth.password.PasswordGate;
import dev.parley.core.auth.NewUser;
import dev.parley.core.message.UserId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How long a refused login takes must not tell why. The bounds here are for a machine that has other work; the figures are
 * printed, and are to be within 3 ms, 3 % and 0.47 to 0.53 on a quiet one.
 */
class LoginTimingTest {

    private static final int PAIRS = Integer.getInteger("parley.timing.pairs", 200);
    private static final int WARM_UP = 20;
    private static final double NANOS_PER_MILLI = 1e6;

    private final LoginFixture fixture = new LoginFixture();
    private final CountingHasher hasher = new CountingHasher(Argon2Parameters.DEFAULT);
    private final LoginService service = fixture.service(fixture.users, new PasswordGate(hasher, 2));

    /** Why a login is refused. */
    private enum Why {
        WRONG_PASSWORD,
        UNKNOWN,
        DISABLED,
        LONG_NAME,
        LONG_PASSWORD
    }

    private LoginRequest request(Why why, int number) {
        String address = "2001:db8:0:" + Integer.toHexString(number % 65_536) + "::1";
        return switch (why) {
            case WRONG_PASSWORD -> tried("known" + number, WRONG, address);
            case UNKNOWN -> tried("nobody" + number, WRONG, address);
            case DISABLED -> tried("disabled" + number, PASSWORD, address);
            case LONG_NAME -> tried("n".repeat(1024) + number, WRONG, address);
            case LONG_PASSWORD -> tried("known" + number, "p".repeat(1024), address);
        };
    }

    private void register(int users) {
        String credential = hasher.hash(PASSWORD);
        for (int i = 0; i < users; i++) {
            for (String login : List.of("known" + i, "disabled" + i)) {
                UserId user = new UserId(login);
                fixture.users
                        .register(TENANT, new NewUser(user, login, "A user", Set.of(), credential), soon())
                        .orThrow();
                fixture.users
                        .setEnabled(TENANT, user, login.startsWith("known"), soon())
                        .orThrow();
            }
        }
    }

    /** The pairs of a wrong password and an unknown name are what counts; of the others a quarter will do. */
    private Map<Why, long[]> measure() {
        List<Why> order = new ArrayList<>(List.of(Why.values()));
        Random random = new Random(11);
        Map<Why, List<Long>> nanos = new EnumMap<>(Why.class);
        for (int i = 0; i < WARM_UP + PAIRS; i++) {
            Collections.shuffle(order, random);
            for (Why why : order) {
                boolean paired = why == Why.WRONG_PASSWORD || why == Why.UNKNOWN;
                if (paired || i % 4 == 0) {
                    LoginRequest request = request(why, i);
                    long begin = System.nanoTime();
                    LoginResult result = service.login(request, soon());
                    long took = System.nanoTime() - begin;
                    assertThat(result).isEqualTo(new LoginResult.Failed());
                    if (i >= WARM_UP) {
                        nanos.computeIfAbsent(why, first -> new ArrayList<>()).add(took);
                    }
                }
            }
        }
        Map<Why, long[]> samples = new EnumMap<>(Why.class);
        nanos.forEach((why, took) ->
                samples.put(why, took.stream().mapToLong(Long::longValue).toArray()));
        return samples;
    }

    @Test
    void howLongARefusalTakesDoesNotTellWhy() {
        register(PAIRS + WARM_UP);

        Map<Why, long[]> nanos = measure();

        long[] known = nanos.getOrDefault(Why.WRONG_PASSWORD, new long[0]);
        double usual = RankSum.median(known);
        nanos.forEach((why, sample) -> {
            double difference = (RankSum.median(sample) - usual) / NANOS_PER_MILLI;
            double percent = 100 * difference * NANOS_PER_MILLI / usual;
            double auc = RankSum.auc(known, sample);
            System.out.printf(
                    Locale.ROOT,
                    "login timing: %s, %d tries, median %.2f ms, %+.3f ms and %+.2f %% against a wrong password, AUC %.3f%n",
                    why,
                    sample.length,
                    RankSum.median(sample) / NANOS_PER_MILLI,
                    difference,
                    percent,
                    auc);
            assertThat(auc).as("AUC of %s", why).isBetween(0.35, 0.65);
            assertThat(Math.min(Math.abs(difference), Math.abs(percent)))
                    .as("ms or percent of %s, whichever is less", why)
                    .isLessThan(15);
        });
    }

    @Test
    void theFigureIsHalfWhereThereIsNothingToTellAndOneWhereAllIs() {
        long[] first = {1, 2, 3, 4};
        assertThat(RankSum.auc(first, first)).isEqualTo(0.5);
        assertThat(RankSum.auc(first, new long[] {5, 6})).isEqualTo(1.0);
        assertThat(RankSum.auc(new long[] {5, 6}, first)).isZero();
        assertThat(RankSum.auc(first, new long[] {2})).isEqualTo(1.5 / 4);
        assertThat(RankSum.median(first)).isEqualTo(2.5);
        assertThat(RankSum.median(Arrays.copyOf(first, 3))).isEqualTo(2);
    }
}
