package dev.parley.store.s3;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where in S3 backups are, and how long it is waited for. Holds no credential. Immutable.
 *
 * @param bucket 3 to 63 of a-z, 0-9, dot and dash; must be there
 * @param prefix with what every key begins: empty, or up to 8 names that each end in a slash, of 1 to 64 of a-z, A-Z, 0-9,
 *     dot, dash and underscore; empty by default. Installations that share a bucket are apart by it
 * @param region for example {@code eu-central-1}; servers that know no regions take any, {@code us-east-1} by default
 * @param endpoint where a server is that is not of Amazon, for example {@code https://minio.example:9000}
 * @param pathStyle whether the bucket stands in the path, not in the name of the host; true by default with an endpoint
 * @param partBytes in parts of what size is uploaded, 5 MiB to 512 MiB; 16 MiB by default. One part is in memory, and an
 *     archive has at most 10,000: 160 GB by default
 * @param attempt after how long one try of a request is given up, 100 milliseconds to 10 minutes; 1 minute by default
 * @param patience for how long a request is tried again while an archive is written or read back, 1 second to 1 hour and
 *     no less than one attempt; 5 minutes by default. Who has been silent for three times as long counts as dead, and
 *     another may write a backup
 */
public record S3Config(
        String bucket,
        String prefix,
        String region,
        Optional<URI> endpoint,
        boolean pathStyle,
        int partBytes,
        Duration attempt,
        Duration patience) {

    private static final int MIB = 1024 * 1024;
    private static final int LEAST_PART = 5 * MIB;
    private static final int MOST_PART = 512 * MIB;
    private static final int DEFAULT_PART = 16 * MIB;
    private static final Duration SHORTEST_ATTEMPT = Duration.ofMillis(100);
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(10);
    private static final Duration DEFAULT_ATTEMPT = Duration.ofMinutes(1);
    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PATIENCE = Duration.ofHours(1);
    private static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(5);
    private static final String DEFAULT_REGION = "us-east-1";

    /**
     * Checks the bounds, and reports all that are broken at once.
     *
     * @param bucket as in the record
     * @param prefix as in the record
     * @param region as in the record
     * @param endpoint as in the record
     * @param pathStyle as in the record
     * @param partBytes as in the record
     * @param attempt as in the record
     * @param patience as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public S3Config {
        List<String> problems = new ArrayList<>();
        if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            problems.add("bucket must be 3 to 63 of a-z, 0-9, '.' and '-'");
        }
        if (!prefix.matches("((?!\\.{1,2}/)[A-Za-z0-9._-]{1,64}/){0,8}")) {
            problems.add(
                    "prefix must be up to 8 names of 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-', each with '/' behind");
        }
        if (!region.matches("[a-z0-9-]{1,32}")) {
            problems.add("region must be 1 to 32 of a-z, 0-9 and '-'");
        }
        if (!endpoint.map(S3Config::wellFormed).orElse(true)) {
            problems.add("endpoint must be http:// or https://, a host, and perhaps a port; no user, no password");
        }
        if (partBytes < LEAST_PART || partBytes > MOST_PART) {
            problems.add("partBytes is " + partBytes + " and must be " + LEAST_PART + " to " + MOST_PART);
        }
        if (attempt.compareTo(SHORTEST_ATTEMPT) < 0 || attempt.compareTo(LONGEST_ATTEMPT) > 0) {
            problems.add("attempt is " + attempt + " and must be " + SHORTEST_ATTEMPT + " to " + LONGEST_ATTEMPT);
        }
        if (patience.compareTo(SHORTEST_PATIENCE) < 0
                || patience.compareTo(LONGEST_PATIENCE) > 0
                || patience.compareTo(attempt) < 0) {
            problems.add("patience is " + patience + " and must be " + SHORTEST_PATIENCE + " to " + LONGEST_PATIENCE
                    + ", and no less than attempt");
        }
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
    }

    private static boolean wellFormed(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    /**
     * A bucket of Amazon, with the defaults.
     *
     * @param bucket as in the record
     * @return the config
     */
    public static S3Config of(String bucket) {
        return new S3Config(
                bucket, "", DEFAULT_REGION, Optional.empty(), false, DEFAULT_PART, DEFAULT_ATTEMPT, DEFAULT_PATIENCE);
    }

    /**
     * From one line: {@code s3://bucket/prefix?region=eu-central-1&endpoint=https://minio.example:9000}. What is not in it
     * is the default.
     *
     * @param url the line; no credential may be in it
     * @return the config
     * @throws ChatException {@link ErrorCode#CONFIGURATION}, which does not repeat the line
     */
    public static S3Config parse(String url) {
        return S3Url.parse(url);
    }

    /**
     * Under a prefix.
     *
     * @param changed as in the record
     * @return the config
     */
    public S3Config withPrefix(String changed) {
        return new S3Config(bucket, changed, region, endpoint, pathStyle, partBytes, attempt, patience);
    }

    /**
     * In a region.
     *
     * @param changed as in the record
     * @return the config
     */
    public S3Config withRegion(String changed) {
        return new S3Config(bucket, prefix, changed, endpoint, pathStyle, partBytes, attempt, patience);
    }

    /**
     * At a server that is not of Amazon, with the bucket in the path.
     *
     * @param changed as in the record
     * @return the config
     */
    public S3Config withEndpoint(URI changed) {
        return new S3Config(bucket, prefix, region, Optional.of(changed), true, partBytes, attempt, patience);
    }

    /**
     * With the bucket in the path, or in the name of the host.
     *
     * @param changed as in the record
     * @return the config
     */
    public S3Config withPathStyle(boolean changed) {
        return new S3Config(bucket, prefix, region, endpoint, changed, partBytes, attempt, patience);
    }

    /**
     * With parts of another size.
     *
     * @param changed as in the record
     * @return the config
     */
    public S3Config withPartBytes(int changed) {
        return new S3Config(bucket, prefix, region, endpoint, pathStyle, changed, attempt, patience);
    }

    /**
     * With other times.
     *
     * @param attempt as in the record
     * @param patience as in the record
     * @return the config
     */
    public S3Config withTimes(Duration attempt, Duration patience) {
        return new S3Config(bucket, prefix, region, endpoint, pathStyle, partBytes, attempt, patience);
    }
}
