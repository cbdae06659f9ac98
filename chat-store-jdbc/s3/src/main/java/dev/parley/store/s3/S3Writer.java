package dev.parley.store.s3;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one archive: parts, the whole, reading it back, and last the entry that makes it a backup. */
final class S3Writer implements BackupTarget.Writer {

    private static final Logger LOG = LoggerFactory.getLogger(S3Writer.class);
    private static final int PIECE = 64 * 1024;

    private final S3Calls calls;
    private final BackupId id;
    private final S3Claims.Claim claim;
    private final S3Upload upload;
    private final S3Parts out;
    private boolean uploaded;
    private boolean ended;

    S3Writer(S3Calls calls, BackupId id, S3Claims.Claim claim) {
        this.calls = calls;
        this.id = id;
        this.claim = claim;
        this.upload = new S3Upload(calls, S3Keys.archive(id));
        this.out = new S3Parts(upload, claim, calls.config().partBytes());
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void commit(StoredBackup.State state) throws IOException {
        if (ended || uploaded || state == StoredBackup.State.FAILED) {
            throw new IllegalStateException("Only what is being written is committed, as complete or partial");
        }
        uploaded = true;
        S3Entry entry = new S3Entry(state, out.length(), out.sha256());
        @Nullable ChatException lost = finish();
        readBack(entry, lost);
        calls.putSmall(S3Keys.entry(id), entry.encode(id), calls.patience());
        if (calls.length(S3Keys.archive(id), calls.patience())
                .filter(bytes -> bytes == entry.bytes())
                .isEmpty()) {
            calls.delete(S3Keys.entry(id), calls.patience());
            throw new IOException("Backup " + id + " was removed while it was written");
        }
        ended = true;
        claim.release(calls.clearing());
    }

    /** An answer that was lost tells nothing; whether the whole is there is seen when it is read back. */
    private @Nullable ChatException finish() {
        try {
            out.finish();
            return null;
        } catch (ChatException e) {
            return e;
        }
    }

    private void readBack(S3Entry entry, @Nullable ChatException lost) throws IOException {
        Optional<InputStream> opened = S3Reading.open(calls, S3Keys.archive(id), calls.patience());
        if (opened.isEmpty()) {
            if (lost != null) {
                throw lost;
            }
            throw new IOException("S3 took backup " + id + ", but does not have it");
        }
        MessageDigest digest = S3Parts.sha256Digest();
        long length = 0;
        try (InputStream in = opened.get()) {
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
                length += read;
                claim.renewIfDue();
            }
        }
        if (length != entry.bytes()
                || !HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
            throw new IOException("What S3 has of backup " + id + " is not what was written");
        }
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        out.end();
        Deadline clearing = calls.clearing();
        upload.abort(clearing);
        if (uploaded) {
            try {
                calls.delete(S3Keys.archive(id), clearing);
            } catch (ChatException e) {
                LOG.warn("Backup {} failed and could not be removed: {}", id, e.getMessage());
            }
        }
        claim.release(clearing);
    }
}
