package dev.parley.web.client;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** The proxies whose word about the client counts. Immutable. */
public final class TrustedProxies {

    private static final TrustedProxies NONE = new TrustedProxies(List.of());
    private static final int MAX = 1_000;

    private final List<AddressRange> ranges;

    private TrustedProxies(List<AddressRange> ranges) {
        this.ranges = ranges;
    }

    /** {@return no proxy: the other end of the connection is the client} */
    public static TrustedProxies none() {
        return NONE;
    }

    /**
     * Reads a setting.
     *
     * @param list ranges as {@link AddressRange#parse} reads them, with commas between them, with or without space around
     *     them; at most 1,000; empty for none
     * @return the proxies
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if one is malformed, or holds every address there is
     */
    public static TrustedProxies parse(String list) {
        List<AddressRange> ranges = Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .map(AddressRange::parse)
                .toList();
        if (ranges.size() > MAX
                || ranges.stream().anyMatch(range -> range.text().endsWith("/0"))) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION,
                    "Trusted proxies must be at most 1,000 ranges, and none of them all",
                    null);
        }
        return new TrustedProxies(ranges);
    }

    /** {@return whether there is none} */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /**
     * Whether a proxy is trusted.
     *
     * @param address its address
     * @return whether it is in one of the ranges
     */
    public boolean contains(InetAddress address) {
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "TrustedProxies[" + ranges.size() + " ranges]";
    }
}
