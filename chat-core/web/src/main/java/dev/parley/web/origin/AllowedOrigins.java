package dev.parley.web.origin;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.web.headers.RequestHeaders;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A list of trusted origins, compared exactly: no patterns, no suffixes. Immutable. */
public final class AllowedOrigins {

    private static final AllowedOrigins NONE = new AllowedOrigins(Set.of());
    private static final int MAX = 1_000;

    private final Set<String> values;

    private AllowedOrigins(Set<String> values) {
        this.values = values;
    }

    /** {@return no origin at all} */
    public static AllowedOrigins none() {
        return NONE;
    }

    /**
     * A list.
     *
     * @param origins at most 1,000
     * @return the list
     */
    public static AllowedOrigins of(Collection<Origin> origins) {
        if (origins.size() > MAX) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, "There are more than 1,000 allowed origins", null);
        }
        return new AllowedOrigins(origins.stream().map(Origin::value).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Reads a setting: origins with commas between them, with or without space around them.
     *
     * @param list the setting; empty for no origin
     * @return the list
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if one is malformed, or {@code *}, or {@code null}
     */
    public static AllowedOrigins parse(String list) {
        List<Origin> origins = Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .map(Origin::new)
                .toList();
        return of(origins);
    }

    /** {@return whether there is none} */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * Whether an origin is trusted.
     *
     * @param origin a value of {@code Origin}
     * @return whether it is one of these, to the letter
     */
    public boolean contains(String origin) {
        return values.contains(origin);
    }

    /**
     * Whether a page may open a WebSocket, which no browser asks leave for beforehand (RFC 6455, section 10.2).
     *
     * @param headers of the handshake
     * @return whether it names exactly one origin, and that is one of these
     */
    public boolean permitsSocket(RequestHeaders headers) {
        Optional<String> origin = headers.only("Origin");
        return origin.isPresent() && contains(origin.get());
    }

    @Override
    public String toString() {
        return "AllowedOrigins" + values.stream().sorted().toList();
    }
}
