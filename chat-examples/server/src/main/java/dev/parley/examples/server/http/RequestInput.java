package dev.parley.examples.server.http;

import dev.parley.core.error.ErrorCode;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads headers and query parameters as strictly as the body. */
public final class RequestInput {

    private RequestInput() {}

    /**
     * A header as text. HTTP hands over bytes, which Jetty gives out as Latin-1; here they are UTF-8.
     *
     * @param ctx the request
     * @param name the name of the header
     * @param malformed the code for a header that is there twice, or not UTF-8
     * @return the text, if the header is there
     */
    public static Optional<String> header(Context ctx, String name, ErrorCode malformed) {
        List<String> values = Collections.list(ctx.req().getHeaders(name));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = values.get(0).getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (values.size() > 1 || !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw new ProblemException(Problem.of(malformed, name, "must be there once, in UTF-8"));
        }
        return Optional.of(text);
    }

    /** {@return a query parameter, if it is there} */
    public static Optional<String> parameter(Context ctx, String name) {
        String query = ctx.queryString();
        List<String> values = new ArrayList<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (key.equals(name)) {
                values.add(equals < 0 ? "" : decode(pair.substring(equals + 1), name));
            }
        }
        if (values.size() > 1) {
            throw new ProblemException(Problem.of(ApiCode.PARAMETER_MALFORMED, name, "must be there once"));
        }
        return values.stream().findFirst();
    }

    /** Not Javalin's way, which drops a parameter that it can't decode, and puts U+FFFD for what is not UTF-8. */
    private static String decode(String text, String name) {
        try {
            byte[] bytes = URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new ProblemException(Problem.of(ApiCode.PARAMETER_MALFORMED, name, "must be percent-encoded UTF-8"));
        }
    }

    /**
     * A query parameter that is an integer.
     *
     * @param ctx the request
     * @param name the name of the parameter
     * @param outOfRange the code for one that does not fit into 64 bits
     * @return the number, if the parameter is there
     */
    public static OptionalLong number(Context ctx, String name, ErrorCode outOfRange) {
        Optional<String> text = parameter(ctx, name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.get().matches("-?[0-9]+")) {
            throw new ProblemException(Problem.of(ApiCode.PARAMETER_MALFORMED, name, "must be an integer"));
        }
        try {
            return OptionalLong.of(Long.parseLong(text.get()));
        } catch (NumberFormatException e) {
            throw new ProblemException(Problem.of(outOfRange, name, "must fit into 64 bits"));
        }
    }

    /**
     * The query parameter {@code limit}.
     *
     * @param ctx the request
     * @param byDefault the value of one that is absent
     * @param most the largest allowed
     * @return the limit, 1 or more
     */
    public static int limit(Context ctx, int byDefault, int most) {
        long limit = number(ctx, "limit", ErrorCode.LIMIT_OUT_OF_RANGE).orElse(byDefault);
        if (limit < 1 || limit > most) {
            throw new ProblemException(Problem.of(ErrorCode.LIMIT_OUT_OF_RANGE, "limit", "must be 1 to " + most));
        }
        return (int) limit;
    }
}
