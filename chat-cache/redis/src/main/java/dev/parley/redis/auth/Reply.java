package dev.parley.redis.auth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What a script answered, as text. */
final class Reply {

    private Reply() {}

    /** {@return the texts of a flat answer} */
    static List<String> texts(List<?> answer) {
        return answer.stream().map(Reply::text).toList();
    }

    private static String text(Object part) {
        Objects.requireNonNull(part, "A script answers no nil");
        return part instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : part.toString();
    }
}
