package dev.parley.operations.backup;

import dev.parley.core.backup.Verification;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A verification as a line of text: when, SHA-256, records. */
final class VerificationText {

    private static final int WORDS = 3;

    private VerificationText() {}

    static String of(Verification verification) {
        return verification.at() + " " + verification.sha256() + " " + verification.records() + "\n";
    }

    /** {@return the verification; null if it is none: then the backup does not count as verified} */
    static @Nullable Verification parse(String text) {
        String[] words = text.strip().split(" ", -1);
        try {
            return words.length == WORDS && Sha256.isHex(words[1])
                    ? new Verification(Instant.parse(words[0]), words[1], Long.parseLong(words[2]))
                    : null;
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }
}
