package dev.parley.operations.backup;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text of a list of erasures: a salt, then on each line the first 128 bits of the HMAC of a user, and the second of the
 * erasure. Immutable.
 *
 * @param salt in base64url
 * @param erased the seconds since 1970, by HMAC in base64url
 */
record ErasureNote(String salt, Map<String, Long> erased) {

    private static final String HEAD = "parley-erased 1 ";
    private static final Pattern SALT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]{22}) (-?[0-9]{1,13})");
    private static final int SALT_BYTES = 32;
    private static final int DIGEST_BYTES = 16;

    ErasureNote {
        erased = Map.copyOf(erased);
    }

    static ErasureNote empty(RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new ErasureNote(base64(salt), Map.of());
    }

    /** {@return the note, if it is one} */
    static Optional<ErasureNote> parse(String text) {
        String[] lines = text.split("\n", -1);
        if (!lines[0].startsWith(HEAD)
                || !SALT.matcher(lines[0].substring(HEAD.length())).matches()
                || !lines[lines.length - 1].isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> erased = new TreeMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length - 1)) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                return Optional.empty();
            }
            erased.put(parts.group(1), Long.parseLong(parts.group(2)));
        }
        return Optional.of(new ErasureNote(lines[0].substring(HEAD.length()), erased));
    }

    String text() {
        return new TreeMap<>(erased)
                .entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue() + "\n")
                        .collect(Collectors.joining("", HEAD + salt + "\n", ""));
    }

    ErasureNote with(TenantId tenant, UserId user, Instant at) {
        Map<String, Long> more = new TreeMap<>(erased);
        more.merge(new Digests(salt).of(tenant, user), at.getEpochSecond(), Math::max);
        return new ErasureNote(salt, more);
    }

    ErasureNote without(Instant before) {
        Map<String, Long> fewer = new TreeMap<>(erased);
        fewer.values().removeIf(at -> at < before.getEpochSecond());
        return new ErasureNote(salt, fewer);
    }

    BiPredicate<TenantId, UserId> since(Instant from) {
        Digests digests = new Digests(salt);
        return (tenant, user) -> {
            Long at = erased.get(digests.of(tenant, user));
            return at != null && at >= from.getEpochSecond();
        };
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Makes HMACs under one salt. For one thread. */
    private static final class Digests {

        private static final String HMAC = "HmacSHA256";

        private final Mac mac;

        Digests(String salt) {
            try {
                mac = Mac.getInstance(HMAC);
                mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(salt), HMAC));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java platform must provide HmacSHA256", e);
            }
        }

        String of(TenantId tenant, UserId user) {
            mac.update(tenant.value().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            byte[] digest = mac.doFinal(user.value().getBytes(StandardCharsets.UTF_8));
            return base64(Arrays.copyOf(digest, DIGEST_BYTES));
        }
    }
}
