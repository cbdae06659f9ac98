package dev.parley.examples.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads and writes JSON, RFC 8259 to the letter: nothing is repaired, guessed or converted. */
public final class StrictJson {

    /** Deeper than any body of the API, shallower than any stack. */
    private static final int MAX_NESTING = 32;
    /** Enough for every 64-bit number, with its fraction and exponent; a longer one is an attack on the parser. */
    private static final int MAX_NUMBER_LENGTH = 100;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // What the client sent must not come back in an exception.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxStringLength(RequestBody.MAX_BYTES)
                            .maxNameLength(RequestBody.MAX_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // An emoji as itself: four bytes, not twelve.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private StrictJson() {}

    /**
     * Reads a body.
     *
     * @param body the bytes
     * @return the object
     * @throws ProblemException for anything but one JSON object in UTF-8
     */
    static ObjectNode readObject(byte[] body) {
        JsonNode node;
        try {
            // Decoded first: Jackson would guess at other encodings, and lets some ill-formed UTF-8 pass.
            node = MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException | JsonProcessingException e) {
            throw new ProblemException(Problem.of(ApiCode.JSON_MALFORMED));
        }
        if (node.isMissingNode()) {
            throw new ProblemException(Problem.of(ApiCode.BODY_MISSING));
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new ProblemException(Problem.of(ApiCode.BODY_NOT_OBJECT));
    }

    /** {@return the bytes of a value} */
    public static byte[] write(JsonNode value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree in memory can always be written", e);
        }
    }
}
