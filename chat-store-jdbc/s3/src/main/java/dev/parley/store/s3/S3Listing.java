package dev.parley.store.s3;

import dev.parley.core.time.Deadline;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * The objects of one folder, all of them.
 *
 * @param objects in the order of their names
 * @param now the time of the server, if it told
 */
record S3Listing(List<Listed> objects, Optional<Instant> now) {

    /** One object. */
    record Listed(String name, long bytes, Instant modified) {}

    static S3Listing of(S3Calls calls, String folder, int page, Deadline deadline) {
        List<Listed> objects = new ArrayList<>();
        String token = null;
        while (true) {
            ListObjectsV2Response answer = page(calls, folder, page, token, deadline);
            requireWhole(answer);
            int prefix = calls.config().prefix().length();
            answer.contents()
                    .forEach(each ->
                            objects.add(new Listed(each.key().substring(prefix), each.size(), each.lastModified())));
            if (!answer.isTruncated()) {
                return new S3Listing(objects, dateOf(answer));
            }
            String next = answer.nextContinuationToken();
            if (next == null || next.isEmpty() || next.equals(token)) {
                throw S3Failures.unavailable("S3 does not tell how a listing goes on");
            }
            token = next;
        }
    }

    private static ListObjectsV2Response page(
            S3Calls calls, String folder, int page, @Nullable String token, Deadline deadline) {
        return calls.call(
                deadline,
                request -> request.client()
                        .listObjectsV2(list -> list.bucket(calls.config().bucket())
                                .prefix(calls.key(folder))
                                .delimiter("/")
                                // Names that XML can't hold must not make the folder unreadable.
                                .encodingType(EncodingType.URL)
                                .maxKeys(page)
                                .continuationToken(token)
                                .overrideConfiguration(request.times())));
    }

    private static void requireWhole(ListObjectsV2Response answer) {
        int there = answer.contents().size() + answer.commonPrefixes().size();
        if (answer.isTruncated() == null || (answer.keyCount() != null && answer.keyCount() != there)) {
            throw S3Failures.unavailable("S3 cut a listing short");
        }
    }

    private static Optional<Instant> dateOf(ListObjectsV2Response answer) {
        try {
            return answer.sdkHttpResponse()
                    .firstMatchingHeader("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
