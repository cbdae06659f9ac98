package dev.parley.store.s3;

import dev.parley.core.auth.SecretSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Credentials that are asked for again for each request, so that they can be replaced while backups go on. */
record SecretCredentials(SecretSource secrets) implements AwsCredentialsProvider {

    static final String ACCESS_KEY = "s3-access-key";
    static final String SECRET_KEY = "s3-secret-key";

    @Override
    public AwsCredentials resolveCredentials() {
        return AwsBasicCredentials.create(
                secrets.current(ACCESS_KEY).value().text(),
                secrets.current(SECRET_KEY).value().text());
    }

    @Override
    public String toString() {
        return "credentials from a secret source";
    }
}
