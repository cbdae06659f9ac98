package dev.parley.store.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** What a server keeps, and what can befall it. Thread-safe. */
final class FaultyStore extends ForwardingBlobStore {

    private final Set<String> damaged = ConcurrentHashMap.newKeySet();
    private final Set<String> old = ConcurrentHashMap.newKeySet();
    private final Set<String> cut = ConcurrentHashMap.newKeySet();
    private final Map<Integer, AtomicInteger> parts = new ConcurrentHashMap<>();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> duringPart = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> afterCompletion = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> duringRead = new AtomicReference<>();

    FaultyStore(BlobStore delegate) {
        super(delegate);
    }

    /** The first byte of this object is another when it comes. */
    void damage(String key) {
        damaged.add(key);
    }

    /** These objects were last written a day ago. */
    void age(List<String> keys) {
        old.addAll(keys);
    }

    /** Listings of this folder end early, and go on at their beginning. */
    void cutListings(String prefix) {
        cut.add(prefix);
    }

    /** So many requests are answered with 503. */
    void refuse(int requests) {
        unavailable.set(requests);
    }

    /** Once, in the midst of the second part of an upload. */
    void duringSecondPart(Runnable fault) {
        duringPart.set(fault);
    }

    /** Once, before the completion of an upload is answered. */
    void afterCompletion(Runnable fault) {
        afterCompletion.set(fault);
    }

    /** Once, in the midst of an archive that is read. */
    void duringRead(Runnable fault) {
        duringRead.set(fault);
    }

    int partsBegun(int number) {
        return parts.getOrDefault(number, new AtomicInteger()).get();
    }

    int archiveReads() {
        return reads.get();
    }

    void forgetCounts() {
        parts.clear();
        reads.set(0);
    }

    private static void runOnce(AtomicReference<@Nullable Runnable> armed) {
        Runnable fault = armed.getAndSet(null);
        if (fault != null) {
            fault.run();
        }
    }

    private void answer() {
        if (unavailable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw refusal(503, "SlowDown");
        }
    }

    static S3Exception refusal(int status, String code) {
        S3Exception.Builder refusal = S3Exception.builder();
        refusal.statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(code)
                        .build())
                .message(code);
        return (S3Exception) refusal.build();
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        answer();
        return super.putBlob(request, damaged.contains(request.key()) ? new Damaged(content) : content);
    }

    @Override
    public UploadPartResponse uploadMultipartPart(
            MultipartUpload upload, UploadPartRequest request, InputStream content) {
        parts.computeIfAbsent(request.partNumber(), number -> new AtomicInteger())
                .incrementAndGet();
        answer();
        if (request.partNumber() == 2) {
            runOnce(duringPart);
        }
        return super.uploadMultipartPart(upload, request, content);
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
        runOnce(afterCompletion);
        return response;
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        answer();
        ResponseInputStream<GetObjectResponse> response = super.getBlob(request);
        if (!request.key().endsWith(".archive")) {
            return response;
        }
        reads.incrementAndGet();
        Runnable fault = duringRead.getAndSet(null);
        return fault == null
                ? response
                : new ResponseInputStream<>(response.response(), new Interrupted(response, fault));
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        answer();
        ListObjectsV2Response response = super.list(request);
        List<S3Object> objects = response.contents().stream().map(this::aged).toList();
        if (!cut.contains(request.prefix())) {
            return response.toBuilder().contents(objects).build();
        }
        return response.toBuilder()
                .contents(objects.subList(0, objects.size() / 2))
                .isTruncated(true)
                .nextContinuationToken(request.prefix())
                .build();
    }

    private S3Object aged(S3Object object) {
        return old.contains(object.key())
                ? object.toBuilder()
                        .lastModified(object.lastModified().minus(Duration.ofDays(1)))
                        .build()
                : object;
    }

    /** Changes the first byte. */
    private static final class Damaged extends FilterInputStream {

        private boolean first = true;

        Damaged(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            int read = super.read(bytes, from, count);
            if (first && read > 0) {
                bytes[from] ^= 1;
                first = false;
            }
            return read;
        }
    }

    /** Runs the fault after a mebibyte. */
    private static final class Interrupted extends FilterInputStream {

        private static final int AFTER = 1024 * 1024;

        private final Runnable fault;
        private long position;

        Interrupted(InputStream in, Runnable fault) {
            super(in);
            this.fault = fault;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            int read = super.read(bytes, from, count);
            long before = position;
            position += Math.max(0, read);
            if (before < AFTER && position >= AFTER) {
                fault.run();
            }
            return read;
        }
    }
}
