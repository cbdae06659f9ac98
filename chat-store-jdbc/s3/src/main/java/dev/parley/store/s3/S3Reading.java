package dev.parley.store.s3;

import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads an object to its end, over as many connections as that takes: what was read is not read again. Closing it early
 * ends the connection. For one thread.
 */
final class S3Reading extends InputStream {

    private static final int MOST_FAILURES_IN_A_ROW = 5;

    private final S3Calls calls;
    private final String name;
    private final String etag;
    private final long length;
    private ResponseInputStream<GetObjectResponse> in;
    private long position;
    private int failures;

    private S3Reading(S3Calls calls, String name, ResponseInputStream<GetObjectResponse> in) {
        this.calls = calls;
        this.name = name;
        this.in = in;
        this.etag = Objects.requireNonNullElse(in.response().eTag(), "");
        this.length = Objects.requireNonNullElse(in.response().contentLength(), -1L);
    }

    static Optional<InputStream> open(S3Calls calls, String name, Deadline deadline) {
        return calls.open(name, deadline).map(in -> new S3Reading(calls, name, in));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, bytes.length);
        while (true) {
            try {
                int read = in.read(bytes, from, count);
                if (read < 0 && position < length) {
                    throw new IOException("S3 ended an answer too early");
                }
                position += Math.max(0, read);
                failures = read > 0 ? 0 : failures;
                return read;
            } catch (IOException | SdkException e) {
                resume(e);
            }
        }
    }

    private void resume(Exception failure) throws IOException {
        in.abort();
        failures++;
        if (failures > MOST_FAILURES_IN_A_ROW || length < 0 || etag.isEmpty()) {
            throw new IOException("S3 broke off while an archive was read", failure);
        }
        try {
            in = calls.reopen(name, etag, position);
        } catch (SdkException e) {
            throw S3Failures.isNotFound(e) || S3Failures.isChanged(e)
                    ? new IOException("An archive was removed or replaced while it was read", e)
                    : new IOException("S3 broke off while an archive was read", S3Failures.of(e));
        }
    }

    @Override
    public void close() {
        // To read the rest, only so that the connection can be used again, may take hours.
        in.abort();
    }
}
