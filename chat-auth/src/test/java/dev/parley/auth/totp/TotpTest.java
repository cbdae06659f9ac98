package dev.parley.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Secret;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {

    private static final Secret SECRET = Secret.of("12345678901234567890");

    /** RFC 6238, appendix B, the rows of SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "59,1,94287082",
        "1111111109,37037036,07081804",
        "1111111111,37037037,14050471",
        "1234567890,41152263,89005924",
        "2000000000,66666666,69279037",
        "20000000000,666666666,65353130"
    })
    void theVectorsOfTheRfc(long second, long step, String password) {
        Instant instant = Instant.ofEpochSecond(second);
        assertThat(Totp.stepAt(instant)).isEqualTo(step);
        assertThat(new Totp(8).passwordAt(SECRET, step)).isEqualTo(password);
        assertThat(new Totp().passwordAt(SECRET, step)).isEqualTo(password.substring(2));
        assertThat(new Totp(7).passwordAt(SECRET, step)).isEqualTo(password.substring(1));
        assertThat(new Totp(8).stepOf(SECRET, password, instant)).hasValue(step);
    }

    /** RFC 4226, appendix D. */
    @ParameterizedTest
    @CsvSource({
        "0,755224",
        "1,287082",
        "2,359152",
        "3,969429",
        "4,338314",
        "5,254676",
        "6,287922",
        "7,162583",
        "8,399871",
        "9,520489"
    })
    void theVectorsOfTheCounter(long counter, String password) {
        assertThat(new Totp().passwordAt(SECRET, counter)).isEqualTo(password);
    }

    @Test
    void aStepLastsThirtySeconds() {
        assertThat(Totp.stepAt(Instant.ofEpochSecond(29))).isZero();
        assertThat(Totp.stepAt(Instant.ofEpochSecond(30))).isEqualTo(1);
        assertThat(Totp.stepAt(Instant.ofEpochSecond(-1))).isEqualTo(-1);
    }

    @Test
    void oneStepBeforeAndOneAfterAreTakenAndNoMore() {
        Totp totp = new Totp();
        Instant now = Instant.ofEpochSecond(30 * 1_000_000L + 10);
        for (long step = 1_000_000 - 3; step <= 1_000_000 + 3; step++) {
            OptionalLong expected = Math.abs(step - 1_000_000) <= 1 ? OptionalLong.of(step) : OptionalLong.empty();
            assertThat(totp.stepOf(SECRET, totp.passwordAt(SECRET, step), now)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "28708", "2870822", "94287082", "28708a", "२८७०८२", "287082 "})
    void whatIsNotThePasswordBelongsToNoStep(String password) {
        assertThat(new Totp().stepOf(SECRET, password, Instant.ofEpochSecond(59)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5, 9})
    void lengthsOutOfBoundsAreRefused(int digits) {
        assertThatThrownBy(() -> new Totp(digits)).isInstanceOf(IllegalArgumentException.class);
    }
}
