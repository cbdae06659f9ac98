package dev.parley.web.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.web.FieldLines;
import dev.parley.web.client.ClientAddress.Basis;
import dev.parley.web.headers.RequestHeaders;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientResolverTest {

    private static final InetAddress PROXY = address("10.0.0.1");
    private static final InetAddress STRANGER = address("198.51.100.9");
    private static final TrustedProxies PROXIES = TrustedProxies.parse("10.0.0.0/8, 2001:db8:ffff::/48");

    private final ClientResolver usual = new ClientResolver(PROXIES, ForwardingHeader.X_FORWARDED_FOR);
    private final ClientResolver standard = new ClientResolver(PROXIES, ForwardingHeader.FORWARDED);

    private static InetAddress address(String literal) {
        return AddressLiteral.parse(literal).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "203.0.113.7                                  | 203.0.113.7   | FORWARDED",
                "203.0.113.7, 10.0.0.2                        | 203.0.113.7   | FORWARDED",
                "203.0.113.7 ,\t10.0.0.3 , 10.0.0.2           | 203.0.113.7   | FORWARDED",
                "6.6.6.6, 203.0.113.7                         | 203.0.113.7   | FORWARDED",
                "10.0.0.9, 203.0.113.7, 10.0.0.2              | 203.0.113.7   | FORWARDED",
                "<script>, 203.0.113.7                        | 203.0.113.7   | FORWARDED",
                ",,,203.0.113.7                               | 203.0.113.7   | FORWARDED",
                "2001:db8::7                                  | 2001:db8::7   | FORWARDED",
                "[2001:db8::7]                                | 2001:db8::7   | FORWARDED",
                "[2001:db8::7]:443                            | 2001:db8::7   | FORWARDED",
                "203.0.113.7:50000                            | 203.0.113.7   | FORWARDED",
                "203.0.113.7, 2001:db8:ffff::2                | 203.0.113.7   | FORWARDED",
                "::ffff:203.0.113.7                           | 203.0.113.7   | FORWARDED",
                "203.0.113.7, ::ffff:10.0.0.2                 | 203.0.113.7   | FORWARDED",
                "10.0.0.2                                     | 10.0.0.2      | FORWARDED",
                "203.0.113.7, unknown                         | 10.0.0.1      | HIDDEN",
                "203.0.113.7, _hidden                         | 10.0.0.1      | HIDDEN",
                "203.0.113.7, unknown, 10.0.0.2               | 10.0.0.2      | HIDDEN",
                "203.0.113.7, nonsense                        | 10.0.0.1      | MALFORMED",
                "203.0.113.7,                                 | 10.0.0.1      | MALFORMED",
                "203.0.113.7, , 10.0.0.2                      | 10.0.0.2      | MALFORMED",
                "203.0.113.7, 010.0.0.2                       | 10.0.0.1      | MALFORMED",
                "203.0.113.7, 10.0.0.2.                       | 10.0.0.1      | MALFORMED",
                "203.0.113.7, fe80::1%eth0                    | 10.0.0.1      | MALFORMED",
                "203.0.113.7, 10.0.0.2:99999999               | 10.0.0.1      | MALFORMED",
                "203.0.113.7, [10.0.0.2]                      | 10.0.0.1      | MALFORMED",
                "203.0.113.7, [::1                            | 10.0.0.1      | MALFORMED",
                "203.0.113.7 198.51.100.1                     | 10.0.0.1      | MALFORMED",
                "\"203.0.113.7\"                            | 10.0.0.1      | MALFORMED",
                "for=203.0.113.7                              | 10.0.0.1      | MALFORMED",
                "example.org                                  | 10.0.0.1      | MALFORMED"
            })
    void xForwardedForIsReadFromTheRight(String value, String client, Basis basis) {
        ClientAddress found = usual.resolve(PROXY, FieldLines.of("X-Forwarded-For", value));
        assertThat(found.text()).isEqualTo(client);
        assertThat(found.basis()).isEqualTo(basis);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for=203.0.113.7                                                  | 203.0.113.7 | FORWARDED",
                "For=\"203.0.113.7\";proto=http;by=10.0.0.1                       | 203.0.113.7 | FORWARDED",
                "for=203.0.113.7:4711                                             | 10.0.0.1    | MALFORMED",
                "for=\"203.0.113.7:4711\"                                         | 203.0.113.7 | FORWARDED",
                "for=\"203.0.113.7:_port\"                                        | 203.0.113.7 | FORWARDED",
                "for=\"[2001:db8:cafe::17]:4711\"                                 | 2001:db8:cafe::17 | FORWARDED",
                "for=\"[2001:db8:cafe::17]\"                                      | 2001:db8:cafe::17 | FORWARDED",
                "for=[2001:db8:cafe::17]                                          | 10.0.0.1    | MALFORMED",
                "for=\"2001:db8:cafe::17\"                                        | 10.0.0.1    | MALFORMED",
                "for=192.0.2.43, for=203.0.113.7;host=a.example                   | 203.0.113.7 | FORWARDED",
                "for=192.0.2.43, for=\"[2001:db8:ffff::2]\"                       | 192.0.2.43  | FORWARDED",
                "for=192.0.2.43,for=10.0.0.2;by=\"a,b\"                           | 192.0.2.43  | FORWARDED",
                "for=192.0.2.43,for=10.0.0.2;by=\"a\\\",b\\\\\"                   | 192.0.2.43  | FORWARDED",
                "for=192.0.2.43,for=1\\0.0.0.2                                    | 10.0.0.1    | MALFORMED",
                "for=\"20\\3.0.113.7\"                                            | 203.0.113.7 | FORWARDED",
                "for=\"evil, for=203.0.113.7                                      | 203.0.113.7 | FORWARDED",
                "\"\"\"\\, for=203.0.113.7                                        | 203.0.113.7 | FORWARDED",
                "for=203.0.113.7;;                                                | 203.0.113.7 | FORWARDED",
                "for=unknown                                                      | 10.0.0.1    | HIDDEN",
                "for=_gazonk                                                      | 10.0.0.1    | HIDDEN",
                "for=\"_gazonk:80\"                                               | 10.0.0.1    | HIDDEN",
                "for=_gazonk, for=10.0.0.2                                        | 10.0.0.2    | HIDDEN",
                "for=203.0.113.7;for=192.0.2.43                                   | 10.0.0.1    | MALFORMED",
                "for=203.0.113.7;FOR=192.0.2.43                                   | 10.0.0.1    | MALFORMED",
                "for =203.0.113.7                                                 | 10.0.0.1    | MALFORMED",
                "for= 203.0.113.7                                                 | 10.0.0.1    | MALFORMED",
                "for=203.0.113.7 ;proto=http                                      | 10.0.0.1    | MALFORMED",
                "for=                                                             | 10.0.0.1    | MALFORMED",
                "for=\"\"                                                         | 10.0.0.1    | MALFORMED",
                "for                                                              | 10.0.0.1    | MALFORMED",
                "=203.0.113.7                                                     | 10.0.0.1    | MALFORMED",
                "for=\"203.0.113.7                                                | 10.0.0.1    | MALFORMED",
                "for=\"203.0.113.7\\                                              | 10.0.0.1    | MALFORMED",
                "for=\"203.0.113.7\"x                                             | 10.0.0.1    | MALFORMED",
                "proto=https                                                      | 10.0.0.1    | MALFORMED",
                "203.0.113.7                                                      | 10.0.0.1    | MALFORMED"
            })
    void forwardedIsReadFromTheRight(String value, String client, Basis basis) {
        ClientAddress found = standard.resolve(PROXY, FieldLines.of("Forwarded", value));
        assertThat(found.text()).isEqualTo(client);
        assertThat(found.basis()).isEqualTo(basis);
    }

    @Test
    void whoIsNotTrustedIsTheClientWhateverItSays() {
        RequestHeaders lies = FieldLines.of(
                "X-Forwarded-For", "203.0.113.7",
                "Forwarded", "for=203.0.113.7",
                "X-Forwarded-Proto", "https",
                "X-Forwarded-Host", "evil.example");
        for (ClientResolver resolver : new ClientResolver[] {usual, standard, ClientResolver.direct()}) {
            ClientAddress found = resolver.resolve(STRANGER, lies);
            assertThat(found.address()).isEqualTo(STRANGER);
            assertThat(found.basis()).isEqualTo(Basis.CONNECTION);
            assertThat(found.scheme()).isEmpty();
            assertThat(found.host()).isEmpty();
            assertThat(found.overTls()).isFalse();
        }
        assertThat(ClientResolver.direct().resolve(PROXY, lies).address()).isEqualTo(PROXY);
    }

    @Test
    void aThousandForgedAddressesAreOneClient() {
        Set<InetAddress> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String forged = "198.18." + i / 250 + "." + i % 250;
            seen.add(usual.resolve(PROXY, FieldLines.of("X-Forwarded-For", forged + ", 203.0.113.7"))
                    .address());
            seen.add(standard.resolve(PROXY, FieldLines.of("Forwarded", "for=" + forged + ", for=203.0.113.7"))
                    .address());
        }
        assertThat(seen).containsExactly(address("203.0.113.7"));
    }

    @Test
    void onlyTheChosenFieldCounts() {
        RequestHeaders both = FieldLines.of("X-Forwarded-For", "203.0.113.7", "Forwarded", "for=192.0.2.43");
        assertThat(usual.resolve(PROXY, both).text()).isEqualTo("203.0.113.7");
        assertThat(standard.resolve(PROXY, both).text()).isEqualTo("192.0.2.43");
        RequestHeaders other = FieldLines.of("Forwarded", "for=192.0.2.43");
        assertThat(usual.resolve(PROXY, other).address()).isEqualTo(PROXY);
        assertThat(usual.resolve(PROXY, other).basis()).isEqualTo(Basis.CONNECTION);
    }

    @Test
    void linesAreOneList() {
        RequestHeaders lines = FieldLines.of("X-Forwarded-For", "6.6.6.6, 203.0.113.7", "x-forwarded-for", "10.0.0.2");
        assertThat(usual.resolve(PROXY, lines).text()).isEqualTo("203.0.113.7");
        RequestHeaders open = FieldLines.of("Forwarded", "for=\"", "Forwarded", "for=203.0.113.7, for=10.0.0.2");
        assertThat(standard.resolve(PROXY, open).text()).isEqualTo("203.0.113.7");
    }

    @Test
    void tooManyProxiesEndAtTheLastThatWasLookedAt() {
        String chain = "203.0.113.7" + ", 10.0.0.3".repeat(15) + ", 10.0.0.2";
        ClientAddress found = usual.resolve(PROXY, FieldLines.of("X-Forwarded-For", chain));
        assertThat(found.text()).isEqualTo("10.0.0.3");
        assertThat(found.basis()).isEqualTo(Basis.TOO_FAR);
        ClientAddress nearer =
                usual.resolve(PROXY, FieldLines.of("X-Forwarded-For", chain.replaceFirst(", 10.0.0.3", "")));
        assertThat(nearer.text()).isEqualTo("203.0.113.7");
    }

    @Test
    void whatStandsTooFarLeftIsNotLookedAt() {
        String huge = "x".repeat(1_000_000);
        assertThat(usual.resolve(PROXY, FieldLines.of("X-Forwarded-For", huge + ", 203.0.113.7"))
                        .text())
                .isEqualTo("203.0.113.7");
        ClientAddress cut = usual.resolve(PROXY, FieldLines.of("X-Forwarded-For", huge + ", 10.0.0.2"));
        assertThat(cut.text()).isEqualTo("10.0.0.2");
        assertThat(cut.basis()).isEqualTo(Basis.TOO_FAR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "203.0.113.7           | https       | chat.example.org      | https | chat.example.org",
                "203.0.113.7           | HTTPS       | Chat.Example.org:8443 | https | chat.example.org:8443",
                "203.0.113.7           | http, https | evil.example, a.example | https | a.example",
                "203.0.113.7, 10.0.0.2 | https, http | a.example, b.internal | https | a.example",
                "203.0.113.7, 10.0.0.2 | https       | a.example             | https | a.example",
                "203.0.113.7           | ftp         | a.example/x           | -     | -",
                "203.0.113.7           | https;      | a b                   | -     | -",
                "203.0.113.7           | javascript  | <script>              | -     | -",
                "203.0.113.7           | https       | [2001:db8::1]:8443    | https | [2001:db8::1]:8443",
                "203.0.113.7           | https       | user@evil.example     | https | -"
            })
    void schemeAndHostAreThoseOfTheProxyThatSawTheClient(
            String chain, String proto, String host, String scheme, String name) {
        ClientAddress found = usual.resolve(
                PROXY, FieldLines.of("X-Forwarded-For", chain, "X-Forwarded-Proto", proto, "X-Forwarded-Host", host));
        assertThat(found.scheme().orElse(null)).isEqualTo(scheme);
        assertThat(found.host().orElse(null)).isEqualTo(name);
        assertThat(found.overTls()).isEqualTo("https".equals(scheme));
    }

    @Test
    void forwardedSaysSchemeAndHostInTheSameElement() {
        ClientAddress found = standard.resolve(
                PROXY,
                FieldLines.of(
                        "Forwarded",
                        "for=6.6.6.6;proto=http;host=evil.example, "
                                + "for=203.0.113.7;Proto=HTTPS;Host=\"Chat.example.org:443\", for=10.0.0.2;proto=http"));
        assertThat(found.scheme()).contains("https");
        assertThat(found.host()).contains("chat.example.org:443");
    }

    @Test
    void anAddressIsNotShownByAccident() {
        ClientAddress found = usual.resolve(PROXY, FieldLines.of("X-Forwarded-For", "203.0.113.7"));
        assertThat(found.toString()).doesNotContain("203").contains("FORWARDED");
        assertThat(found.counting().text()).isEqualTo("203.0.113.7/32");
    }

    @Test
    void proxiesAndTheirHeaderBelongTogether() {
        assertThatThrownBy(() -> new ClientResolver(PROXIES, ForwardingHeader.NONE))
                .isInstanceOf(ChatException.class);
        assertThatThrownBy(() -> new ClientResolver(TrustedProxies.none(), ForwardingHeader.FORWARDED))
                .isInstanceOf(ChatException.class);
    }
}
