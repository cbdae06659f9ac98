package dev.parley.web.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.web.FieldLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

    /** A stream without an end, as a client may send one, that tells how much was taken of it. */
    private static final class Endless extends InputStream {

        private long taken;

        @Override
        public int read() {
            taken++;
            return 'x';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            taken += length;
            return length;
        }
    }

    @Test
    void bytesStayAsTheyCame() throws IOException {
        byte[] bytes = new byte[5_000];
        new Random(3).nextBytes(bytes);
        RawBody body = RawBody.read(new ByteArrayInputStream(bytes), 5_000).orElseThrow();
        assertThat(body.bytes()).isEqualTo(bytes);
        assertThat(body.stream().readAllBytes()).isEqualTo(bytes);
        body.bytes()[0]++;
        assertThat(body).isEqualTo(RawBody.of(bytes)).hasSameHashCodeAs(RawBody.of(bytes));
        bytes[0]++;
        assertThat(body).isNotEqualTo(RawBody.of(bytes));
        assertThat(body.buffer().isReadOnly()).isTrue();
        assertThat(body.buffer().hasArray()).isFalse();
        assertThat(body).hasToString("RawBody[5000 bytes]");
    }

    @Test
    void aBodyWithoutEndIsGivenUp() throws IOException {
        Endless endless = new Endless();
        assertThat(RawBody.read(endless, 100_000)).isEmpty();
        assertThat(endless.taken).isEqualTo(100_001);
    }

    @Test
    void aBodyMayHaveExactlyWhatIsAllowed() throws IOException {
        assertThat(RawBody.read(new ByteArrayInputStream(new byte[10]), 10)).isPresent();
        assertThat(RawBody.read(new ByteArrayInputStream(new byte[11]), 10)).isEmpty();
        assertThat(RawBody.read(new ByteArrayInputStream(new byte[0]), 0)
                        .orElseThrow()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aStreamIsCountedHoweverItIsRead() {
        for (int max : new int[] {0, 1, 100, 8_192, 8_193}) {
            Endless singly = new Endless();
            InputStream one = new BoundedInput(singly, max);
            assertThatThrownBy(() -> {
                        while (one.read() >= 0) {
                            assertThat(singly.taken).isLessThanOrEqualTo(max);
                        }
                    })
                    .isInstanceOf(BodyTooLargeException.class);
            Endless blocks = new Endless();
            InputStream many = new BoundedInput(blocks, max);
            assertThatThrownBy(many::readAllBytes).isInstanceOf(BodyTooLargeException.class);
            Endless skipped = new Endless();
            InputStream over = new BoundedInput(skipped, max);
            assertThatThrownBy(() -> over.skipNBytes(max + 1L)).isInstanceOf(BodyTooLargeException.class);
            assertThat(blocks.taken).isEqualTo(max + 1L);
        }
    }

    @Test
    void aStreamWithinItsBoundEndsAsUsual() throws IOException {
        InputStream in = new BoundedInput(new ByteArrayInputStream(new byte[100]), 100);
        assertThat(in.markSupported()).isFalse();
        assertThat(in.read(new byte[0], 0, 0)).isZero();
        assertThat(in.skip(10)).isEqualTo(10);
        assertThat(in.readAllBytes()).hasSize(90);
        assertThat(in.read()).isEqualTo(-1);
        assertThatThrownBy(() -> new BoundedInput(in, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                " application/json ",
                "application/json;",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "application/json ; charset=\"utf-8\"",
            })
    void jsonInUtf8IsTaken(String type) {
        assertThat(JsonContentType.of(FieldLines.of("Content-Type", type))).isEqualTo(JsonContentType.ACCEPTED);
        assertThat(JsonContentType.of(FieldLines.of("Content-Type", type, "Content-Encoding", "identity")))
                .isEqualTo(JsonContentType.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "text/plain;application/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "text/json",
                "application/jsonp",
                "application/json5",
                "application/problem+json",
                "application/json, text/plain",
                "application/json; charset=latin1",
                "application/json; charset=utf-16",
                "application/json; charset=utf-8; charset=utf-16",
                "application/json; charset='utf-8'",
                "application/json; boundary=x",
                "application/json\u0000",
                "*/*"
            })
    void everythingElseIsNot(String type) {
        assertThat(JsonContentType.of(FieldLines.of("Content-Type", type))).isEqualTo(JsonContentType.TYPE_UNSUPPORTED);
    }

    @Test
    void noTypeAndTwoTypesAreNoneAndCompressionIsRefused() {
        assertThat(JsonContentType.of(FieldLines.of())).isEqualTo(JsonContentType.TYPE_UNSUPPORTED);
        assertThat(JsonContentType.of(
                        FieldLines.of("Content-Type", "application/json", "Content-Type", "application/json")))
                .isEqualTo(JsonContentType.TYPE_UNSUPPORTED);
        for (String encoding : new String[] {"gzip", "br", "identity, gzip", "x"}) {
            assertThat(JsonContentType.of(
                            FieldLines.of("Content-Type", "application/json", "Content-Encoding", encoding)))
                    .isEqualTo(JsonContentType.ENCODING_UNSUPPORTED);
        }
        String padded = "application/json;" + " ".repeat(1_000_000);
        assertThat(JsonContentType.of(FieldLines.of("Content-Type", padded)))
                .isEqualTo(JsonContentType.TYPE_UNSUPPORTED);
    }

    @Test
    void aSignatureIsCheckedOverTheBytes() throws IOException {
        String json = "{ \"a\" : 1.0 }\n";
        RawBody body = RawBody.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), 100)
                .orElseThrow();
        assertThat(new JsonGuard(JsonLimits.DEFAULT).check(body)).isEmpty();
        assertThat(StandardCharsets.UTF_8.decode(body.buffer()).toString()).isEqualTo(json);
    }
}
