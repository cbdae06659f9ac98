package dev.parley.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.web.FieldLines;
import dev.parley.web.client.ClientAddress.Basis;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** Whatever stands in the fields of proxies: one answer, and never one that the left end of the field decides. */
class ForwardedFuzz {

    private static final TrustedProxies PROXIES = TrustedProxies.parse("10.0.0.0/8");
    private static final InetAddress PROXY = AddressLiteral.parse("10.0.0.1").orElseThrow();
    private static final InetAddress CLIENT =
            AddressLiteral.parse("203.0.113.7").orElseThrow();

    private final ClientResolver usual = new ClientResolver(PROXIES, ForwardingHeader.X_FORWARDED_FOR);
    private final ClientResolver standard = new ClientResolver(PROXIES, ForwardingHeader.FORWARDED);

    @DictionaryEntries({
        "for=",
        "10.0.0.2",
        "\"[2001:db8::1]:80\"",
        "unknown",
        "_x",
        ";proto=https",
        ";host=",
        "\\\"",
        ", "
    })
    @FuzzTest(maxDuration = "20s")
    void proxies(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        check(usual.resolve(PROXY, FieldLines.of("X-Forwarded-For", text, "X-Forwarded-Host", text)));
        check(standard.resolve(PROXY, FieldLines.of("Forwarded", text)));
        assertThat(usual.resolve(PROXY, FieldLines.of("X-Forwarded-For", text + ",203.0.113.7"))
                        .address())
                .isEqualTo(CLIENT);
        assertThat(standard.resolve(PROXY, FieldLines.of("Forwarded", text + ",for=203.0.113.7"))
                        .address())
                .isEqualTo(CLIENT);
    }

    private static void check(ClientAddress found) {
        boolean known = found.basis() == Basis.FORWARDED;
        assertThat(known || PROXIES.contains(found.address())).isTrue();
        assertThat(AddressLiteral.parse(found.text())).contains(found.address());
        found.host().ifPresent(host -> assertThat(host).doesNotContainAnyWhitespaces());
    }
}
