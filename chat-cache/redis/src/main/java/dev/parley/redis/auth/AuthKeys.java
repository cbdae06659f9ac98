package dev.parley.redis.auth;

import dev.parley.core.message.UserId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How keys are named. All that one Redis keeps under one prefix is in one slot of a cluster. */
final class AuthKeys {

    private AuthKeys() {}

    /** {@return what every key begins with} */
    static String base(String prefix) {
        return prefix + ":auth:{" + prefix + "}:";
    }

    /** {@return any text in letters, digits and {@code %+-_.*}: it ends no part of a key or of a line} */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String encoded(UserId user) {
        return encoded(user.value());
    }

    static UserId user(String encoded) {
        return new UserId(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    }
}
