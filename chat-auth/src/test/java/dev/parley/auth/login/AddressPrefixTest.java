package dev.parley.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPrefixTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1/32",
        "0.0.0.0, 0.0.0.0/32",
        "255.255.255.255, 255.255.255.255/32",
        "::ffff:192.0.2.1, 192.0.2.1/32",
        "::FFFF:c000:201, 192.0.2.1/32",
        "0:0:0:0:0:ffff:192.0.2.1, 192.0.2.1/32",
        "2001:db8:1:2::1, 20010db800010002/64",
        "2001:DB8:1:2:ffff:ffff:ffff:ffff, 20010db800010002/64",
        "2001:0db8:0001:0002:0000:0000:0000:0001, 20010db800010002/64",
        "2001:db8:1:3::1, 20010db800010003/64",
        "::1, 0000000000000000/64"
    })
    void theNetworkOfALiteralAddress(String address, String prefix) {
        assertThat(AddressPrefix.of(address)).contains(prefix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.org",
                "cafe",
                "1",
                "127.1",
                "2130706433",
                "0x7f.0.0.1",
                "010.0.0.1",
                "1.2.3.4.5",
                "1.2.3.256",
                " 1.2.3.4",
                "1.2.3.4 ",
                "1.2.3.4:80",
                "[::1]",
                "fe80::1%eth0",
                ":",
                ":::",
                "1::2::3",
                "2001:db8:1:2:3:4:5:6:7",
                "12345::",
                "::ffff:1.2.3.256",
                "unknown",
                "_hidden",
                "\u0661.2.3.4"
            })
    void whatIsNoLiteralAddressHasNone(String address) {
        assertThat(AddressPrefix.of(address)).isEmpty();
    }

    @Test
    void aLongTextIsReadInNoTime() {
        assertThat(AddressPrefix.of(":".repeat(1_000_000))).isEmpty();
        assertThat(AddressPrefix.of("f".repeat(1_000_000))).isEmpty();
    }
}
