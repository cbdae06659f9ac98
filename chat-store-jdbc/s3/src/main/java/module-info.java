/** Backups in buckets of S3 and of what speaks like it. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // The digit is part of the name of what it is for.
module dev.parley.store.s3 {
    requires transitive dev.parley.core;
    requires transitive software.amazon.awssdk.services.s3;
    requires software.amazon.awssdk.auth;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.http.urlconnection;
    requires software.amazon.awssdk.identity.spi;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.retries;
    requires software.amazon.awssdk.retries.api;
    requires software.amazon.awssdk.utils;
    requires org.jspecify;
    requires org.slf4j;

    exports dev.parley.store.s3;
}
