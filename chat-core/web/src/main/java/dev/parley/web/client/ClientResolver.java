package dev.parley.web.client;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.web.client.ClientAddress.Basis;
import dev.parley.web.headers.RequestHeaders;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells from where a request comes. Begins at the connection and goes back from proxy to proxy as long as they are
 * trusted; whatever the first one that is not trusted says, and what stands left of it, is not looked at. Never asks a
 * name server. Immutable.
 *
 * <p>The proxies must add to the chosen header field, and set {@code X-Forwarded-Proto} and {@code X-Forwarded-Host}, or
 * leave out what clients send of them.
 */
public final class ClientResolver {

    /** After so many proxies nothing more is looked at. */
    public static final int MAX_HOPS = 16;

    /** Beyond so many characters, from the end of the field, nothing more is looked at. */
    public static final int MAX_LENGTH = 4_096;

    private static final Pattern HOST =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}\\])(?::[0-9]{1,5})?");

    private final TrustedProxies proxies;
    private final ForwardingHeader header;

    /**
     * A resolver.
     *
     * @param proxies whose word counts
     * @param header where they give it
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if there are proxies without a header, or a header without
     *     proxies
     */
    public ClientResolver(TrustedProxies proxies, ForwardingHeader header) {
        if (proxies.isEmpty() != (header == ForwardingHeader.NONE)) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, "Trusted proxies and the header that they set belong together", null);
        }
        this.proxies = proxies;
        this.header = header;
    }

    /** {@return the resolver where there are no proxies} */
    public static ClientResolver direct() {
        return new ClientResolver(TrustedProxies.none(), ForwardingHeader.NONE);
    }

    /**
     * Tells from where a request comes.
     *
     * @param peer the other end of the connection
     * @param request the header fields
     * @return the client
     */
    public ClientAddress resolve(InetAddress peer, RequestHeaders request) {
        if (!proxies.contains(peer)) {
            return new ClientAddress(peer, Basis.CONNECTION, Optional.empty(), Optional.empty());
        }
        boolean standard = header == ForwardingHeader.FORWARDED;
        List<String> lines = request.all(standard ? "Forwarded" : "X-Forwarded-For");
        List<String> items = ListTail.read(lines, standard, MAX_HOPS, MAX_LENGTH);
        InetAddress known = peer;
        Hop said = standard ? Hop.MALFORMED : other(request, 0);
        for (int i = 0; i < items.size(); i++) {
            Hop hop = standard ? ForwardedElement.read(items.get(i)) : Hop.item(items.get(i));
            InetAddress address = hop.address();
            if (address == null) {
                Basis basis = hop.kind() == Hop.Kind.HIDDEN ? Basis.HIDDEN : Basis.MALFORMED;
                return answer(known, basis, standard ? hop : other(request, i));
            }
            known = address;
            said = standard ? hop : other(request, i);
            if (!proxies.contains(address)) {
                return answer(known, Basis.FORWARDED, said);
            }
        }
        // All that is left are trusted proxies: one of them asks for itself, or there is more than is looked at.
        boolean cut = items.size() == MAX_HOPS || length(lines) > MAX_LENGTH;
        Basis basis = items.isEmpty() ? Basis.CONNECTION : Basis.FORWARDED;
        return answer(known, cut ? Basis.TOO_FAR : basis, said);
    }

    private static int length(List<String> lines) {
        return lines.stream().mapToInt(line -> line.length() + 1).sum() - 1;
    }

    /** Proxies that only pass these two fields on make them shorter than the list of addresses. */
    private static Hop other(RequestHeaders request, int hop) {
        return Hop.HIDDEN.with(nth(request.all("X-Forwarded-Proto"), hop), nth(request.all("X-Forwarded-Host"), hop));
    }

    private static @Nullable String nth(List<String> lines, int hop) {
        List<String> items = ListTail.read(lines, false, MAX_HOPS, MAX_LENGTH);
        return items.isEmpty() ? null : items.get(Math.min(hop, items.size() - 1));
    }

    private static ClientAddress answer(InetAddress address, Basis basis, Hop said) {
        Optional<String> scheme = lower(said.scheme()).filter(s -> s.equals("http") || s.equals("https"));
        Optional<String> host = lower(said.host())
                .filter(h -> h.length() <= 260 && HOST.matcher(h).matches());
        return new ClientAddress(address, basis, scheme, host);
    }

    private static Optional<String> lower(@Nullable String text) {
        return Optional.ofNullable(text).map(value -> value.toLowerCase(Locale.ROOT));
    }
}
