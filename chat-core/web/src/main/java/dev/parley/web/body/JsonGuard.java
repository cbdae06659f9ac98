package dev.parley.web.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Goes once over a JSON body, before anything is built of it: RFC 8259 to the letter, in UTF-8, without a name twice in
 * one object, within bounds. Takes time in proportion to the bytes, and memory in proportion to the longest string and
 * the names of the objects that are open. Thread-safe.
 */
public final class JsonGuard {

    private static final int CHUNK = 4_096;

    private final JsonLimits limits;
    private final JsonFactory factory;

    /**
     * A guard.
     *
     * @param limits how large a value may be
     */
    public JsonGuard(JsonLimits limits) {
        this.limits = limits;
        this.factory = JsonFactory.builder()
                // Names of strangers are not kept for later.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        // One more than is counted here, so that the flaw can be named.
                        .maxNestingDepth(limits.depth() + 1)
                        .maxStringLength(limits.stringLength())
                        .maxNameLength(limits.nameLength())
                        .maxNumberLength(limits.numberLength())
                        .build())
                .build();
    }

    /**
     * Looks at a body.
     *
     * @param body the bytes
     * @return its first flaw, or nothing if it may be parsed
     */
    public Optional<JsonFlaw> check(RawBody body) {
        if (body.isEmpty()) {
            return Optional.of(JsonFlaw.EMPTY);
        }
        // Before Jackson, which lets some ill-formed UTF-8 pass.
        if (!isUtf8(body.buffer())) {
            return Optional.of(JsonFlaw.NOT_UTF8);
        }
        // Through a reader: of bytes Jackson guesses the encoding, and without that it fails on its own.
        try (JsonParser parser = factory.createParser(new InputStreamReader(body.stream(), StandardCharsets.UTF_8))) {
            return walk(parser);
        } catch (StreamConstraintsException e) {
            return Optional.of(JsonFlaw.TOKEN_TOO_LONG);
        } catch (IOException e) {
            boolean twice = String.valueOf(e.getMessage()).startsWith("Duplicate field");
            return Optional.of(twice ? JsonFlaw.DUPLICATE_NAME : JsonFlaw.MALFORMED);
        }
    }

    private Optional<JsonFlaw> walk(JsonParser parser) throws IOException {
        int tokens = 0;
        int depth = 0;
        boolean ended = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (ended) {
                return Optional.of(JsonFlaw.MALFORMED);
            }
            if (++tokens > limits.tokens()) {
                return Optional.of(JsonFlaw.TOO_MANY_TOKENS);
            }
            if (token.isStructStart() && ++depth > limits.depth()) {
                return Optional.of(JsonFlaw.TOO_DEEP);
            }
            if (token.isStructEnd()) {
                depth--;
            }
            ended = depth == 0;
            // Asking has it read to its end: left to itself, Jackson skips what nobody wants, bounds included.
            if (token == JsonToken.VALUE_STRING && parser.getTextLength() > limits.stringLength()) {
                return Optional.of(JsonFlaw.TOKEN_TOO_LONG);
            }
        }
        return tokens == 0 ? Optional.of(JsonFlaw.EMPTY) : Optional.empty();
    }

    private static boolean isUtf8(ByteBuffer bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(CHUNK);
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            chars.clear();
            result = decoder.decode(bytes, chars, true);
        }
        return result.isUnderflow();
    }
}
