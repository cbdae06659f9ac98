package dev.parley.store.s3;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Requests about one object: each with an end in time, and failures in our words. Thread-safe. */
final class S3Calls {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final S3Client client;
    private final S3Config config;

    S3Calls(S3Client client, S3Config config) {
        this.client = client;
        this.config = config;
    }

    S3Config config() {
        return config;
    }

    String key(String name) {
        return config.prefix() + name;
    }

    /** A deadline for a request while an archive is written or read back. */
    Deadline patience() {
        return Deadline.after(config.patience());
    }

    /** A deadline for clearing up. What it does not suffice for costs room or time later, but is no fault now. */
    Deadline clearing() {
        return Deadline.after(config.attempt());
    }

    /** Lets failures out as they came. */
    <T> T raw(Deadline deadline, Function<Request, T> request) {
        deadline.check();
        return request.apply(new Request(client, timed(deadline.remaining())));
    }

    /** What a request is made with. */
    record Request(S3Client client, Consumer<AwsRequestOverrideConfiguration.Builder> times) {}

    <T> T call(Deadline deadline, Function<Request, T> request) {
        try {
            return raw(deadline, request);
        } catch (SdkException e) {
            throw S3Failures.of(e);
        }
    }

    private <T> Optional<T> found(Deadline deadline, Function<Request, T> request) {
        try {
            return Optional.of(raw(deadline, request));
        } catch (SdkException e) {
            if (S3Failures.isNotFound(e)) {
                return Optional.empty();
            }
            throw S3Failures.of(e);
        }
    }

    private Consumer<AwsRequestOverrideConfiguration.Builder> timed(Duration remaining) {
        Duration whole = remaining.compareTo(SHORTEST) < 0 ? SHORTEST : remaining;
        Duration attempt = whole.compareTo(config.attempt()) < 0 ? whole : config.attempt();
        return times -> times.apiCallTimeout(whole).apiCallAttemptTimeout(attempt);
    }

    /** How many bytes an object has, if it is there. */
    Optional<Long> length(String name, Deadline deadline) {
        return found(
                        deadline,
                        request -> request.client()
                                .headObject(head -> head.bucket(config.bucket())
                                        .key(key(name))
                                        .overrideConfiguration(request.times())))
                .map(head -> head.contentLength());
    }

    Optional<ResponseInputStream<GetObjectResponse>> open(String name, Deadline deadline) {
        return found(
                deadline,
                request -> request.client()
                        .getObject(get ->
                                get.bucket(config.bucket()).key(key(name)).overrideConfiguration(request.times())));
    }

    /** The rest of an object, as long as it is the same one. */
    ResponseInputStream<GetObjectResponse> reopen(String name, String etag, long from) {
        return raw(
                patience(),
                request -> request.client()
                        .getObject(get -> get.bucket(config.bucket())
                                .key(key(name))
                                .ifMatch(etag)
                                .range("bytes=" + from + "-")
                                .overrideConfiguration(request.times())));
    }

    /** A small object as a whole. */
    Optional<byte[]> small(String name, int most, Deadline deadline) {
        Optional<ResponseInputStream<GetObjectResponse>> opened = open(name, deadline);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (ResponseInputStream<GetObjectResponse> in = opened.get()) {
            byte[] content = in.readNBytes(most + 1);
            Long length = in.response().contentLength();
            if (content.length > most) {
                in.abort();
                throw S3Failures.unreadable("An object is larger than " + most + " bytes");
            }
            if (length != null && length != content.length) {
                throw S3Failures.unavailable("S3 ended an answer too early");
            }
            return Optional.of(content);
        } catch (IOException | SdkException e) {
            throw ChatException.fault(ErrorCode.BACKUP_UNAVAILABLE, "S3 ended an answer too early", e);
        }
    }

    void put(String name, RequestBody body, Deadline deadline) {
        call(
                deadline,
                request -> request.client()
                        .putObject(
                                put -> put.bucket(config.bucket())
                                        .key(key(name))
                                        .contentType("application/octet-stream")
                                        .overrideConfiguration(request.times()),
                                body));
    }

    /** Returns when the object reads back as it was written. */
    void putSmall(String name, byte[] content, Deadline deadline) {
        put(name, RequestBody.fromBytes(content), deadline);
        Optional<byte[]> kept = small(name, content.length, deadline);
        if (kept.isEmpty() || !Arrays.equals(kept.get(), content)) {
            throw S3Failures.unavailable("S3 took what it did not keep");
        }
    }

    void delete(String name, Deadline deadline) {
        call(
                deadline,
                request -> request.client()
                        .deleteObject(delete ->
                                delete.bucket(config.bucket()).key(key(name)).overrideConfiguration(request.times())));
    }
}
