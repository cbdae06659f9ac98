package dev.parley.operations.backup;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * How the files of a folder are written. Parts {@code files/000001} and so on of up to 1,000 files or 64 MiB, whatever comes
 * first: of each file its name (two bytes of length, then UTF-8), its size in eight bytes, its bytes, and the SHA-256 of name
 * and bytes. At the end the part {@code index}: how many files and bytes there are, in eight bytes each.
 */
final class FolderFormat {

    static final String NAME = "parley-files";
    static final int VERSION = 1;
    static final String INDEX = "index";
    static final int MOST_FILES = 1_000;
    static final long ENOUGH_BYTES = 64L << 20;
    static final int HASH_BYTES = 32;

    private static final Pattern BUNDLE = Pattern.compile("files/[0-9]{6,9}");

    private FolderFormat() {}

    static String bundle(int number) {
        return "files/%06d".formatted(number);
    }

    static boolean isBundle(String part) {
        return BUNDLE.matcher(part).matches();
    }

    /** {@return whether it is the name of a file that is backed up} */
    static boolean isFile(String name) {
        return Names.isPart(name) && Arrays.stream(name.split("/", -1)).noneMatch(segment -> segment.startsWith("."));
    }
}
