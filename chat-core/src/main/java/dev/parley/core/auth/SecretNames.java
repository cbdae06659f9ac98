package dev.parley.core.auth;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What all sources of secrets have in common: the form of names, and what an answer is made of. */
final class SecretNames {

    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,64}");
    private static final byte[] PURPOSE = "dev.parley: version of a secret".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_BYTES = 8;

    private SecretNames() {}

    static String require(String name) {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("The name of a secret must be 1 to 64 of a-z, 0-9 and '-'");
        }
        return name;
    }

    static ChatException missing(String name, String where) {
        return ChatException.fault(
                ErrorCode.CONFIGURATION, "There is no secret '" + name + "'; it was looked for in " + where, null);
    }

    /** {@return the versions; the older one only if it is another} */
    static List<SecretSource.Version> versions(Secret current, Optional<Secret> previous) {
        return Stream.concat(Stream.of(current), previous.stream())
                .distinct()
                .map(SecretSource.Version::of)
                .toList();
    }

    static String versionOf(Secret value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(PURPOSE, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(value.bytes()), 0, VERSION_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must provide HmacSHA256", e);
        }
    }
}
