package dev.parley.examples.server.accounts;

import dev.parley.core.auth.TokenHash;
import dev.parley.examples.server.config.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a system gets its first admin: whoever can read a file of the server. The file holds a token of 256 random bits,
 * which is good once and for a quarter of an hour; here only its hash is kept. Thread-safe.
 */
public final class AdminEnrolment implements AutoCloseable {

    /** For how long a token is good. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(AdminEnrolment.class);
    private static final int TOKEN_BYTES = 32;

    private final Path file;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private @Nullable Offer offer;

    /** A token that is good, by its hash. */
    private record Offer(TokenHash hash, Instant end) {}

    /**
     * No token as yet.
     *
     * @param file where tokens are left
     * @param clock the wall clock
     */
    public AdminEnrolment(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Leaves a new token in the file; one that was there is good no more.
     *
     * @throws IOException if the file can't be written
     */
    public void offer() throws IOException {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        PrivateFile.replace(file, token + "\n");
        synchronized (this) {
            offer = new Offer(TokenHash.of(token), clock.instant().plus(LIFETIME));
        }
        LOG.info(
                "There is no admin. For {} minutes, who sends the token in {} to POST /api/admin/enrol becomes one",
                LIFETIME.toMinutes(),
                file.toAbsolutePath());
    }

    /**
     * Uses a token.
     *
     * @param token what somebody has sent; blanks around it don't count
     * @param grant makes that somebody an admin; if it throws, the token stays good
     * @return whether it was good
     */
    public boolean redeem(String token, Runnable grant) {
        Offer taken = take(TokenHash.of(token.strip()));
        if (taken == null) {
            return false;
        }
        try {
            grant.run();
        } catch (RuntimeException e) {
            putBack(taken);
            throw e;
        }
        deleteFile();
        return true;
    }

    private synchronized @Nullable Offer take(TokenHash hash) {
        Offer current = offer;
        if (current == null || !current.hash().equals(hash) || !clock.instant().isBefore(current.end())) {
            return null;
        }
        offer = null;
        return current;
    }

    private synchronized void putBack(Offer taken) {
        offer = taken;
    }

    /** Deletes the file if its token is good no more. To be called from time to time. */
    public void expire() {
        boolean over;
        synchronized (this) {
            Offer current = offer;
            over = current != null && !clock.instant().isBefore(current.end());
            if (over) {
                offer = null;
            }
        }
        if (over) {
            deleteFile();
            LOG.info("Nobody has used the token of the first admin; a new start leaves a new one");
        }
    }

    /** Deletes a file that an earlier process has left: its token is not known here. */
    public void clean() {
        deleteFile();
    }

    private void deleteFile() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn(
                    "The file of the first admin's token can't be deleted: {}",
                    e.getClass().getSimpleName());
        }
    }

    /** Ends the token and deletes its file. */
    @Override
    public void close() {
        boolean open;
        synchronized (this) {
            open = offer != null;
            offer = null;
        }
        if (open) {
            deleteFile();
        }
    }
}
