package dev.parley.testkit;

import dev.parley.core.cache.CacheCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes texts, numbers, truths and lists of texts without a line break, as the tests of caches use them. */
final class SampleCodec implements CacheCodec<Object> {

    @Override
    public int version() {
        return 1;
    }

    @Override
    public byte[] encode(Object value) {
        String text;
        if (value instanceof Integer number) {
            text = "i" + number;
        } else if (value instanceof Boolean truth) {
            text = "b" + truth;
        } else if (value instanceof List<?> list) {
            text = "l" + String.join("\n", list.stream().map(String::valueOf).toList());
        } else {
            text = "s" + value;
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object decode(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("there is nothing");
        }
        String text = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
        return switch (bytes[0]) {
            case 'i' -> Integer.valueOf(text);
            case 'b' -> Boolean.valueOf(text);
            case 'l' -> new ArrayList<>(text.isEmpty() ? List.of() : List.of(text.split("\n", -1)));
            case 's' -> text;
            default -> throw new IllegalArgumentException("not of this version");
        };
    }
}
