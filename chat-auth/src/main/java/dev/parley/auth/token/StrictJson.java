package dev.parley.auth.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jsonwebtoken.io.AbstractDeserializer;
import io.jsonwebtoken.io.AbstractSerializer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object, read once and strictly: UTF-8 that is well-formed, no member twice on any level, nothing behind the
 * object, at most {@value #MAX_DEPTH} levels. Whole numbers become {@code Long}, or {@code BigInteger} beyond its range;
 * others become {@code Double}, for a decimal number of a stranger can be made to cost any amount of memory once it is
 * rounded.
 */
final class StrictJson {

    static final int MAX_DEPTH = 16;
    private static final int MAX_CHARS = 65_536;
    private static final int MAX_NUMBER_CHARS = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .maxStringLength(MAX_CHARS)
                    .maxNameLength(MAX_CHARS)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();
    private static final ObjectMapper WRITER =
            new ObjectMapper(FACTORY).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private StrictJson() {}

    /**
     * Reads an object.
     *
     * @param utf8 its bytes
     * @return its members in order, not to be changed
     * @throws JsonRefused if it is none
     */
    static Map<String, @Nullable Object> read(byte[] utf8) throws JsonRefused {
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new JsonRefused(false);
        }
    }

    /**
     * Reads an object.
     *
     * @param json the text
     * @return its members in order, not to be changed
     * @throws JsonRefused if it is none
     */
    static Map<String, @Nullable Object> read(String json) throws JsonRefused {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (json.length() > MAX_CHARS || parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonRefused(false);
            }
            Map<String, @Nullable Object> members = object(parser);
            if (parser.nextToken() != null) {
                throw new JsonRefused(false);
            }
            return members;
        } catch (IOException e) {
            throw new JsonRefused(false);
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException, JsonRefused {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (members.containsKey(name)) {
                throw new JsonRefused(true);
            }
            members.put(name, value(parser, parser.nextToken()));
        }
        return Collections.unmodifiableMap(members);
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException, JsonRefused {
        List<@Nullable Object> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(parser, token));
        }
        return Collections.unmodifiableList(values);
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token)
            throws IOException, JsonRefused {
        if (token == null) {
            throw new JsonRefused(false);
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new JsonRefused(false);
        };
    }

    private static Number whole(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? parser.getBigIntegerValue()
                : (Number) parser.getLongValue();
    }

    static String write(Object json) {
        try {
            return WRITER.writeValueAsString(json);
        } catch (IOException e) {
            throw new IllegalStateException("Maps, lists, texts and numbers always have a JSON form", e);
        }
    }

    /** Lets jjwt read JSON by the same rules. */
    static final class Deserializer extends AbstractDeserializer<Map<String, ?>> {
        @Override
        protected Map<String, ?> doDeserialize(Reader reader) throws IOException, JsonRefused {
            StringBuilder json = new StringBuilder();
            char[] chunk = new char[1024];
            for (int read = reader.read(chunk); read >= 0 && json.length() <= MAX_CHARS; read = reader.read(chunk)) {
                json.append(chunk, 0, read);
            }
            return read(json.toString());
        }
    }

    /** Lets jjwt write JSON. */
    static final class Serializer extends AbstractSerializer<Map<String, ?>> {
        @Override
        protected void doSerialize(Map<String, ?> json, OutputStream out) throws IOException {
            WRITER.writeValue(out, json);
        }
    }
}
