package dev.parley.examples.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.error.ErrorCode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a body. Every field must be known, and of its own type: a number is not a string, {@code "1"} not a
 * number, {@code 1.0} not an integer. A field that is null counts as absent.
 */
public final class JsonBody {

    private static final int MAX_NAME_SHOWN = 64;

    private final ObjectNode fields;

    private JsonBody(ObjectNode fields) {
        this.fields = fields;
    }

    /**
     * Reads the body of a request.
     *
     * @param ctx the request
     * @param known the fields that the call knows
     * @return the body
     * @throws ProblemException if it is anything else
     */
    public static JsonBody read(Context ctx, String... known) {
        return parse(RequestBody.read(ctx), known);
    }

    /**
     * Reads what came otherwise than as a body.
     *
     * @param json the bytes
     * @param known the fields that may be there
     * @return the object
     * @throws ProblemException if it is anything else
     */
    public static JsonBody parse(byte[] json, String... known) {
        return of(StrictJson.readObject(json), known);
    }

    private static JsonBody of(ObjectNode fields, String... known) {
        Set<String> names = Set.of(known);
        for (Iterator<String> i = fields.fieldNames(); i.hasNext(); ) {
            String name = i.next();
            if (!names.contains(name)) {
                throw new ProblemException(Problem.of(ApiCode.UNKNOWN_FIELD, printable(name), "is not known here"));
            }
        }
        return new JsonBody(fields);
    }

    /** The name is the client's: it goes back short, and without what could break a log line or a terminal. */
    private static String printable(String name) {
        return name.codePoints()
                .limit(MAX_NAME_SHOWN)
                .map(c -> c >= ' ' && c <= '~' ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** {@return a string} */
    public String string(String name) {
        return textual(required(name), name);
    }

    /** {@return a string, or null if it is absent} */
    public @Nullable String optionalString(String name) {
        JsonNode node = optional(name);
        return node == null ? null : textual(node, name);
    }

    /** {@return a boolean, false if it is absent} */
    public boolean flag(String name) {
        JsonNode node = optional(name);
        if (node != null && !node.isBoolean()) {
            throw wrongType(name, "must be true or false");
        }
        return node != null && node.booleanValue();
    }

    /** {@return a list of strings} */
    public List<String> strings(String name) {
        JsonNode node = required(name);
        if (!node.isArray()) {
            throw wrongType(name, "must be an array of strings");
        }
        List<String> values = new ArrayList<>(node.size());
        for (JsonNode item : node) {
            if (!item.isTextual()) {
                throw wrongType(name, "must be an array of strings");
            }
            values.add(item.textValue());
        }
        return values;
    }

    /** {@return a sequence number; whether it is negative is for the engine to say} */
    public long seq(String name) {
        JsonNode node = required(name);
        if (!node.isIntegralNumber()) {
            throw wrongType(name, "must be an integer");
        }
        if (!node.canConvertToLong()) {
            throw new ProblemException(Problem.of(ErrorCode.SEQ_OUT_OF_RANGE, name, "must fit into 64 bits"));
        }
        return node.longValue();
    }

    /** {@return an integer of 64 bits, if it is there} */
    public OptionalLong optionalNumber(String name) {
        JsonNode node = optional(name);
        if (node == null) {
            return OptionalLong.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrongType(name, "must be an integer of 64 bits");
        }
        return OptionalLong.of(node.longValue());
    }

    /** {@return an object with these fields, or null if it is absent} */
    public @Nullable JsonBody optionalObject(String name, String... known) {
        JsonNode node = optional(name);
        if (node == null) {
            return null;
        }
        if (node instanceof ObjectNode object) {
            return of(object, known);
        }
        throw wrongType(name, "must be an object");
    }

    private static String textual(JsonNode node, String name) {
        if (!node.isTextual()) {
            throw wrongType(name, "must be a string");
        }
        return node.textValue();
    }

    private JsonNode required(String name) {
        JsonNode node = optional(name);
        if (node == null) {
            throw new ProblemException(Problem.of(ApiCode.FIELD_MISSING, name, "is required"));
        }
        return node;
    }

    private @Nullable JsonNode optional(String name) {
        JsonNode node = fields.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private static ProblemException wrongType(String name, String rule) {
        return new ProblemException(Problem.of(ApiCode.FIELD_TYPE, name, rule));
    }
}
