package dev.parley.redis.ratelimit;

import dev.parley.core.ratelimit.LimitKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names of the buckets in Redis: {@code prefix:rate:tenant|scope|subject}. One bucket is one key, so that a cluster spreads
 * them. What is not plain ASCII, or would be taken for a part of the form, is written as {@code %} and four hexadecimal digits;
 * no two keys have the same name. Of what is longer than 256 characters the name holds the SHA-256 instead.
 */
final class RateKeys {

    private static final String PLAIN_TOO = "._-:@/+=,;!~*";
    private static final int LONGEST = 256;
    private static final int HEX = 16;
    private static final int DIGITS = 4;

    private final String beginning;

    RateKeys(String prefix) {
        this.beginning = prefix + ":rate:";
    }

    String of(LimitKey key) {
        String scope = key.scope();
        String subject = key.subject();
        if (scope.length() + subject.length() > LONGEST) {
            return beginning + key.tenant().value() + "|#" + hash(escaped(scope, subject));
        }
        if (plain(scope) && plain(subject)) {
            return beginning + key.tenant().value() + '|' + scope + '|' + subject;
        }
        return beginning + key.tenant().value() + escaped(scope, subject);
    }

    private static String escaped(String scope, String subject) {
        StringBuilder name = new StringBuilder();
        escape(scope, name.append('|'));
        escape(subject, name.append('|'));
        return name.toString();
    }

    private static String hash(String text) {
        try {
            byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ascii));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!plain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean plain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN_TOO.indexOf(c) >= 0;
    }

    private static void escape(String text, StringBuilder into) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (plain(c)) {
                into.append(c);
            } else {
                String hex = Integer.toString(c, HEX);
                into.append('%').append("0".repeat(DIGITS - hex.length())).append(hex);
            }
        }
    }
}
