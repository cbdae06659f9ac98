package dev.parley.core.auth;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that holds one secret. Thread-safe. Keeps what it has read, for as long as the file can't have changed. */
final class SecretFile {

    private static final int MAX_BYTES = 64 * 1024;

    /**
     * A file that is written twice within one tick of the file system's clock looks the same after both. So what was read
     * sooner than this after a change is read again.
     */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final String label;
    private final Path path;
    private final InstantSource clock;
    private volatile @Nullable Reading last;

    private record Reading(
            FileTime changed, long size, @Nullable Object key, boolean settled, Optional<Secret> secret) {

        boolean holds(BasicFileAttributes now) {
            return settled
                    && changed.equals(now.lastModifiedTime())
                    && size == now.size()
                    && Objects.equals(key, now.fileKey());
        }

        /** Leaves out even that there is a secret. */
        @Override
        public String toString() {
            return "Reading[changed=" + changed + "]";
        }
    }

    /** By the name that messages give it: a path may be a secret that was set in the wrong place. */
    SecretFile(String label, Path path, InstantSource clock) {
        this.label = label;
        this.path = path;
        this.clock = clock;
    }

    /** {@return the secret; empty if there is no file, or nothing in it} */
    Optional<Secret> read() {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            Reading known = last;
            if (known != null && known.holds(now)) {
                return known.secret();
            }
            Instant begun = clock.instant();
            Optional<Secret> secret = content();
            boolean settled = now.lastModifiedTime().toInstant().plus(SETTLED).isBefore(begun);
            last = new Reading(now.lastModifiedTime(), now.size(), now.fileKey(), settled, secret);
            return secret;
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable("can't be read: " + e.getClass().getSimpleName());
        }
    }

    private Optional<Secret> content() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw unreadable("has more than 64 KiB");
        }
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == '\n') {
            length -= length > 1 && bytes[length - 2] == '\r' ? 2 : 1;
        }
        return length == 0 ? Optional.empty() : Optional.of(Secret.of(Arrays.copyOf(bytes, length)));
    }

    private ChatException unreadable(String how) {
        return ChatException.fault(ErrorCode.CONFIGURATION, label + " " + how, null);
    }
}
