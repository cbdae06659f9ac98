package dev.parley.store.s3;

import dev.parley.core.auth.SecretSource;
import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.Verification;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Backups in a bucket of S3, or of a server that speaks like it. Thread-safe; writers and streams are each for one thread.
 *
 * <p>An archive is uploaded in parts, of which one is in memory. A part that fails is sent again, and those before it are
 * not. At the commit the whole archive is read back, and only if its length and SHA-256 are right its entry is written,
 * without which it is no backup: what the server answered to the upload counts for nothing. So each archive is downloaded
 * once.
 *
 * <p>Under the prefix there are {@code backups/ID.archive}, {@code .entry} and {@code .verified}, {@code notes/NAME}, and
 * while a backup is written {@code claims/ID.TOKEN}. The server has to show what was written to who reads or lists after it,
 * as S3 does; it needs neither conditional requests nor checksums. Every request ends in its time. What fails is
 * {@code BACKUP_UNAVAILABLE}, or {@code CONFIGURATION} where the bucket is not there or access is refused.
 */
public final class S3BackupTarget implements BackupTarget {

    static final int PAGE = 1_000;

    private static final int LONGEST_NOTE = 16 * 1024 * 1024;

    private final S3Client client;
    private final boolean own;
    private final S3Calls calls;
    private final S3Claims claims;
    private final S3Catalogue catalogue;
    private volatile boolean closed;

    private S3BackupTarget(S3Client client, boolean own, S3Config config, int page, LongSupplier nanoTime) {
        this.client = client;
        this.own = own;
        this.calls = new S3Calls(client, config);
        this.claims = new S3Claims(calls, page, nanoTime);
        this.catalogue = new S3Catalogue(calls, claims, page);
    }

    /**
     * Opens a target with a client of its own. Nothing is asked of the server yet.
     *
     * @param config where
     * @param secrets has {@code s3-access-key} and {@code s3-secret-key}; asked for each request
     * @return the target, whose close also closes the client
     */
    public static S3BackupTarget open(S3Config config, SecretSource secrets) {
        return new S3BackupTarget(OwnClient.of(config, secrets), true, config, PAGE, System::nanoTime);
    }

    /**
     * Opens a target over the client of the host: with its credentials, its retries, and its end of waiting while an archive
     * is read. Of the config only bucket, prefix, size of parts and times count.
     *
     * @param client never closed here
     * @param config where
     * @return the target
     */
    public static S3BackupTarget over(S3Client client, S3Config config) {
        return over(client, config, PAGE, System::nanoTime);
    }

    static S3BackupTarget over(S3Client client, S3Config config, int page, LongSupplier nanoTime) {
        return new S3BackupTarget(client, false, config, page, nanoTime);
    }

    @Override
    public String describe() {
        S3Config config = calls.config();
        return "s3://" + config.bucket() + "/" + config.prefix()
                + config.endpoint().map(at -> " at " + at.getAuthority()).orElse("");
    }

    @Override
    public String toString() {
        return describe();
    }

    @Override
    public Writer begin(BackupId id, Deadline deadline) {
        require(deadline);
        S3Claims.Claim claim = claims.take(id, deadline);
        try {
            if (catalogue.isThere(id, deadline)) {
                throw new IllegalArgumentException("Backup " + id + " is there already");
            }
            S3Upload.abortAbandoned(calls, deadline);
            return new S3Writer(calls, id, claim);
        } catch (RuntimeException e) {
            claim.release(deadline);
            throw e;
        }
    }

    @Override
    public List<StoredBackup> list(Deadline deadline) {
        require(deadline);
        return catalogue.list(deadline);
    }

    @Override
    public InputStream read(BackupId id, Deadline deadline) {
        require(deadline);
        return S3Reading.open(calls, S3Keys.archive(id), deadline).orElseThrow(() -> S3Catalogue.notFound(id));
    }

    @Override
    public void markVerified(BackupId id, Verification verification, Deadline deadline) {
        require(deadline);
        catalogue.markVerified(id, verification, deadline);
    }

    @Override
    public void delete(BackupId id, @Nullable BackupId guard, Deadline deadline) {
        require(deadline);
        catalogue.delete(id, guard, deadline);
    }

    @Override
    public Optional<String> note(String name, Deadline deadline) {
        String key = S3Keys.note(name);
        require(deadline);
        return calls.small(key, LONGEST_NOTE, deadline).map(text -> new String(text, StandardCharsets.UTF_8));
    }

    @Override
    public void note(String name, String text, Deadline deadline) {
        String key = S3Keys.note(name);
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        if (content.length > LONGEST_NOTE) {
            throw new IllegalArgumentException("A note has at most 16 MiB");
        }
        require(deadline);
        calls.putSmall(key, content, deadline);
    }

    private void require(Deadline deadline) {
        if (closed) {
            throw ChatException.fault(ErrorCode.CLOSED, "The backup target is closed", null);
        }
        deadline.check();
    }

    @Override
    public void close() {
        closed = true;
        if (own) {
            client.close();
        }
    }
}
