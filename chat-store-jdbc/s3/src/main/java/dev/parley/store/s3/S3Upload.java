package dev.parley.store.s3;

import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;

/** One object that is uploaded in parts; what has only one part is put at once. For one thread. */
final class S3Upload {

    private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);
    private static final int MOST_PARTS = 10_000;

    private final S3Calls calls;
    private final String name;
    private final List<CompletedPart> parts = new ArrayList<>();
    private @Nullable String upload;

    S3Upload(S3Calls calls, String name) {
        this.calls = calls;
        this.name = name;
    }

    /** Uploads a part. It is tried again by itself, so what was uploaded before it is not uploaded anew. */
    void part(byte[] bytes, int length) {
        if (parts.size() == MOST_PARTS) {
            throw S3Failures.unavailable("An archive has at most 10000 parts; set larger partBytes");
        }
        String id = upload == null ? begin() : upload;
        int number = parts.size() + 1;
        String etag = calls.call(
                        calls.patience(),
                        request -> request.client()
                                .uploadPart(
                                        part -> part.bucket(calls.config().bucket())
                                                .key(calls.key(name))
                                                .uploadId(id)
                                                .partNumber(number)
                                                .overrideConfiguration(request.times()),
                                        body(bytes, length)))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    }

    private String begin() {
        String id = calls.call(
                        calls.patience(),
                        request -> request.client()
                                .createMultipartUpload(
                                        create -> create.bucket(calls.config().bucket())
                                                .key(calls.key(name))
                                                .contentType("application/octet-stream")
                                                .overrideConfiguration(request.times())))
                .uploadId();
        upload = id;
        return id;
    }

    private static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
    }

    /** Makes the object visible, with a last part, which is empty only if it is the only one. */
    void finish(byte[] bytes, int length) {
        if (upload == null) {
            calls.put(name, body(bytes, length), calls.patience());
            return;
        }
        if (length > 0) {
            part(bytes, length);
        }
        String id = upload;
        calls.call(
                calls.patience(),
                request -> request.client()
                        .completeMultipartUpload(
                                complete -> complete.bucket(calls.config().bucket())
                                        .key(calls.key(name))
                                        .uploadId(id)
                                        .multipartUpload(all -> all.parts(parts))
                                        .overrideConfiguration(request.times())));
    }

    /** Removes what was uploaded, as far as that is possible now. */
    void abort(Deadline deadline) {
        if (upload != null) {
            abort(calls, calls.key(name), upload, deadline);
        }
    }

    private static void abort(S3Calls calls, String key, String upload, Deadline deadline) {
        try {
            calls.call(
                    deadline,
                    request -> request.client()
                            .abortMultipartUpload(
                                    abort -> abort.bucket(calls.config().bucket())
                                            .key(key)
                                            .uploadId(upload)
                                            .overrideConfiguration(request.times())));
        } catch (ChatException e) {
            LOG.warn("Parts of an upload that was broken off could not be removed: {}", e.getMessage());
        }
    }

    /** Removes the parts of archives whose writers died. To be called by who may write, before he does. */
    static void abortAbandoned(S3Calls calls, Deadline deadline) {
        try {
            ListMultipartUploadsResponse uploads = calls.call(
                    deadline,
                    request -> request.client()
                            .listMultipartUploads(
                                    list -> list.bucket(calls.config().bucket())
                                            .prefix(calls.key(S3Keys.BACKUPS))
                                            .overrideConfiguration(request.times())));
            int prefix = calls.config().prefix().length();
            uploads.uploads().stream()
                    .filter(each -> S3Keys.ofBackup(each.key().substring(prefix))
                            .filter(of -> of.kind() == S3Keys.Kind.ARCHIVE)
                            .isPresent())
                    .forEach(each -> abort(calls, each.key(), each.uploadId(), deadline));
        } catch (ChatException e) {
            // Not every server knows the request; what is left then costs room, no more.
            LOG.debug("Uploads that were broken off can't be listed: {}", e.getMessage());
        }
    }
}
