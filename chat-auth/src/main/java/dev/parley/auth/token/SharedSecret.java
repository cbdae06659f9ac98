package dev.parley.auth.token;

import dev.parley.core.auth.Secret;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells a secret that somebody made with a random generator from one that was left in from an example. No secret is ever
 * part of what is said about it.
 */
final class SharedSecret {

    private static final int MIN_BYTES = 32;
    /** 32 random hexadecimal digits, the least random of what generators give, come to 110. */
    private static final int MIN_ESTIMATED_BITS = 80;

    /** Words of examples, without what separates words. Too long to turn up in random text. */
    private static final List<String> WORDS = List.of(
            "yoursecret",
            "yoursuper",
            "yourjwt",
            "your256bit",
            "yourkey",
            "changeme",
            "changethis",
            "changeit",
            "secrethere",
            "keyhere",
            "tokenhere",
            "placeholder",
            "replaceme",
            "replacethis",
            "supersecret",
            "supersecure",
            "verysecret",
            "verysecure",
            "notsecure",
            "jwtsecret",
            "sessionsecret",
            "signingsecret",
            "appsecret",
            "secretkey",
            "encryptionkey",
            "encryptedkey",
            "password",
            "example",
            "insecure",
            "development");

    private SharedSecret() {}

    /**
     * Checks a secret.
     *
     * @param name of the secret, which is shown
     * @param secret of which nothing is shown
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if it is short, a placeholder, or not random
     */
    static void check(String name, Secret secret) {
        problem(secret).ifPresent(problem -> {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION,
                    "The secret '" + name + "' " + problem + "; make one by: openssl rand -base64 48",
                    null);
        });
    }

    private static Optional<String> problem(Secret secret) {
        if (secret.length() < MIN_BYTES) {
            return Optional.of("has less than " + MIN_BYTES + " bytes");
        }
        String text = secret.text();
        String letters = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        if (WORDS.stream().anyMatch(letters::contains)) {
            return Optional.of("is a placeholder");
        }
        if (period(text) <= text.length() / 2 || runs(text) || bits(text) < MIN_ESTIMATED_BITS) {
            return Optional.of("is not random");
        }
        return Optional.empty();
    }

    /** After how many characters the text repeats itself, by the failure function of Knuth, Morris and Pratt. */
    private static int period(String text) {
        int[] border = new int[text.length() + 1];
        border[0] = -1;
        for (int i = 0; i < text.length(); i++) {
            int length = border[i];
            while (length >= 0 && text.charAt(length) != text.charAt(i)) {
                length = border[length];
            }
            border[i + 1] = length + 1;
        }
        return text.length() - border[text.length()];
    }

    /** Whether half of the characters follow from the one before, as in "aaaa" and "1234". */
    private static boolean runs(String text) {
        int followers = 0;
        for (int i = 1; i < text.length(); i++) {
            if (Math.abs(text.charAt(i) - text.charAt(i - 1)) <= 1) {
                followers++;
            }
        }
        return followers * 2 >= text.length();
    }

    /** Shannon's estimate, from how often each character is there. */
    private static double bits(String text) {
        double length = text.length();
        return text.chars()
                .distinct()
                .mapToDouble(c -> text.chars().filter(other -> other == c).count())
                .map(count -> count * Math.log(length / count) / Math.log(2))
                .sum();
    }
}
