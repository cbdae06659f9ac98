package dev.parley.web.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,0.0.0.0",
        "203.0.113.7,203.0.113.7",
        "255.255.255.255,255.255.255.255",
        "::,::",
        "::1,::1",
        "1::,1::",
        "2001:db8::1,2001:db8::1",
        "2001:DB8:0:0:0:0:0:1,2001:db8::1",
        "2001:0db8:0000:0000:0000:0000:0000:0001,2001:db8::1",
        "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1,2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
        "1:2:3:4:5:6:7:8,1:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33,64:ff9b::c000:221",
        "1:2:3:4:5:6:192.0.2.33,1:2:3:4:5:6:c000:221",
        "::ffff:192.0.2.33,192.0.2.33",
        "::FFFF:c000:221,192.0.2.33"
    })
    void addressesHaveOneText(String text, String canonical) {
        assertThat(AddressLiteral.parse(text))
                .hasValueSatisfying(address ->
                        assertThat(AddressText.of(address.getAddress())).isEqualTo(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "1.2.3.04",
                "1.2.3.256",
                "0x1.2.3.4",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.4\n",
                "1.2.3.-4",
                "1..3.4",
                ".1.2.3.4",
                "1.2.3.4.",
                "3405803783",
                "0xcb007107",
                "\u0661.2.3.4",
                "1.2.3.4/32",
                "1.2.3.4:80",
                "localhost",
                "example.org",
                "a.b.c.d",
                ":",
                ":::",
                "1",
                "1:2",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:",
                ":2:3:4:5:6:7:8",
                "1::2::3",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "00001::",
                "g::",
                "::1%eth0",
                "fe80::1%1",
                "fe80::1%",
                "[::1]",
                "::1.2.3",
                "::1.2.3.256",
                "::01.2.3.4",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::ffff:0x7f.0.0.1",
                "::\u0661"
            })
    void whatIsNoLiteralIsNoAddress(String text) {
        assertThat(AddressLiteral.parse(text)).isEmpty();
    }

    @Test
    void everyAddressComesBackFromItsText() throws UnknownHostException {
        Random random = new Random(20_261_122);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            for (int j = 0; j < bytes.length; j += 2) {
                if (random.nextBoolean()) {
                    bytes[j] = 0;
                    bytes[j + 1] = (byte) random.nextInt(2);
                }
            }
            InetAddress address = InetAddress.getByAddress(bytes);
            assertThat(AddressLiteral.parse(AddressText.of(address.getAddress())))
                    .contains(address);
        }
    }

    @Test
    void textsThatAreAlmostAddressesAreReadAsTheyAreWrittenOrNotAtAll() throws UnknownHostException {
        Random random = new Random(1);
        String alphabet = "0123456789abcf:::...";
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = 2 + random.nextInt(12);
            for (int j = 0; j < length; j++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            InetAddress address = AddressLiteral.parse(text.toString()).orElse(null);
            if (address != null) {
                read++;
                byte[] bytes = address.getAddress();
                assertThat(AddressLiteral.parse(AddressText.of(bytes))).contains(InetAddress.getByAddress(bytes));
            }
        }
        assertThat(read).isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.255.255,true",
        "10.0.0.0/8,11.0.0.0,false",
        "192.0.2.128/25,192.0.2.128,true",
        "192.0.2.128/25,192.0.2.127,false",
        "192.0.2.7,192.0.2.7,true",
        "192.0.2.7,192.0.2.6,false",
        "0.0.0.0/0,203.0.113.9,true",
        "2001:db8::/32,2001:db8:ffff::1,true",
        "2001:db8::/32,2001:db9::,false",
        "2001:db8::8000/113,2001:db8::ffff,true",
        "2001:db8::8000/113,2001:db8::7fff,false",
        "::1,::1,true",
        "::/0,2001:db8::1,true",
        "::/0,203.0.113.9,false",
        "0.0.0.0/0,2001:db8::1,false",
        "10.0.0.0/8,::ffff:10.1.2.3,true"
    })
    void aRangeHoldsWhatBeginsWithItsBits(String range, String address, boolean inside) {
        assertThat(AddressRange.parse(range)
                        .contains(AddressLiteral.parse(address).orElseThrow()))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0.1/8",
                "10.0.0.0 /8",
                "2001:db8::/129",
                "2001:db8::1/64",
                "::ffff:10.0.0.0/104",
                "::ffff:10.0.0.1",
                "example.org",
                "*",
                "10.*"
            })
    void aMalformedRangeEndsTheStart(String range) {
        assertThatThrownBy(() -> AddressRange.parse(range)).isInstanceOf(ChatException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7,203.0.113.7/32",
        "2001:db8:1:2:3:4:5:6,2001:db8:1:2::/64",
        "2001:db8:1:2:ffff::,2001:db8:1:2::/64",
        "::ffff:203.0.113.7,203.0.113.7/32"
    })
    void aClientIsCountedByItsNetwork(String address, String range) {
        AddressRange counting =
                AddressRange.counting(AddressLiteral.parse(address).orElseThrow());
        assertThat(counting.text()).isEqualTo(range);
        assertThat(counting).isEqualTo(AddressRange.parse(range)).hasSameHashCodeAs(AddressRange.parse(range));
        assertThat(counting.toString()).doesNotContain("203", "2001");
    }

    @Test
    void proxiesAreReadFromASetting() throws UnknownHostException {
        TrustedProxies proxies = TrustedProxies.parse(" 10.0.0.0/8 ,, 2001:db8::1 ");
        assertThat(proxies.contains(Inet4Address.getByAddress(new byte[] {10, 1, 2, 3})))
                .isTrue();
        assertThat(proxies.contains(InetAddress.getByName("[2001:db8::2]"))).isFalse();
        assertThat(TrustedProxies.parse("").isEmpty()).isTrue();
        assertThatThrownBy(() -> TrustedProxies.parse("10.0.0.0/8,0.0.0.0/0")).isInstanceOf(ChatException.class);
        assertThatThrownBy(() -> TrustedProxies.parse("::/0")).isInstanceOf(ChatException.class);
        assertThatThrownBy(() -> TrustedProxies.parse("10.0.0.0/8;10.1.0.0/16")).isInstanceOf(ChatException.class);
    }
}
