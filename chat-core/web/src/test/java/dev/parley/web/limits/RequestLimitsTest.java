package dev.parley.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.web.FieldLines;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequestLimitsTest {

    private final RequestLimits limits = new RequestLimits(10, 3, 60, 100);

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        assertThat(RequestLimits.DEFAULT).isEqualTo(new RequestLimits(4_096, 100, 8_192, 262_144));
        assertThat(RequestLimits.DEFAULT.withBodyBytes(7).bodyBytes()).isEqualTo(7);
    }

    @Test
    void everythingOutOfBoundsIsNamedAtOnce() {
        assertThatThrownBy(() -> new RequestLimits(0, 0, 0, -1))
                .isInstanceOf(ChatException.class)
                .hasMessageContainingAll("uriChars", "headerCount", "headerBytes", "bodyBytes");
        assertThatThrownBy(() -> new RequestLimits(1_048_577, 10_001, 1_048_577, 1_073_741_825))
                .hasMessageContainingAll("uriChars", "headerCount", "headerBytes", "bodyBytes");
    }

    @Test
    void theHeadOfARequestIsBounded() {
        assertThat(limits.check("/123456789", Map.of("A", List.of("b")))).isEmpty();
        assertThat(limits.check("/1234567890", Map.of())).contains(RequestBreach.URI);
        assertThat(limits.check("/", Map.of("A", Collections.nCopies(3, "b")))).isEmpty();
        assertThat(limits.check("/", Map.of("A", Collections.nCopies(4, "b")))).contains(RequestBreach.HEADER_COUNT);
        assertThat(limits.check("/", Map.of("Name", List.of("x".repeat(52))))).isEmpty();
        assertThat(limits.check("/", Map.of("Name", List.of("x".repeat(53))))).contains(RequestBreach.HEADER_BYTES);
    }

    @ParameterizedTest
    @CsvSource({
        "0,",
        "100,",
        "101,BODY",
        "9223372036854775808,BODY",
        "99999999999999999999999999999999,BODY",
        "000000000000000000000000100,BODY",
        "-1,FRAMING",
        "+1,FRAMING",
        "1.0,FRAMING",
        "0x10,FRAMING",
        "'1,1',FRAMING",
        "'',FRAMING",
        "\u0661,FRAMING"
    })
    void aDeclaredLengthIsLookedAtBeforeTheBody(String length, RequestBreach breach) {
        assertThat(limits.checkDeclared(FieldLines.of("Content-Length", length)))
                .isEqualTo(Optional.ofNullable(breach));
    }

    @Test
    void aLengthThatIsDeclaredTwiceOrBesideChunksIsRefused() {
        assertThat(limits.checkDeclared(FieldLines.of())).isEmpty();
        assertThat(limits.checkDeclared(FieldLines.of("Transfer-Encoding", "chunked")))
                .isEmpty();
        assertThat(limits.checkDeclared(FieldLines.of("Content-Length", "5", "Content-Length", "5")))
                .contains(RequestBreach.FRAMING);
        assertThat(limits.checkDeclared(FieldLines.of("Content-Length", "5", "Transfer-Encoding", "chunked")))
                .contains(RequestBreach.FRAMING);
    }

    @ParameterizedTest
    @EnumSource
    void everyBreachHasItsStatus(RequestBreach breach) {
        int expected = switch (breach) {
            case URI -> 414;
            case HEADER_COUNT, HEADER_BYTES -> 431;
            case FRAMING -> 400;
            case BODY -> 413;
        };
        assertThat(breach.status()).isEqualTo(expected);
    }
}
