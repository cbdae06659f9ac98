package dev.parley.store.s3;

import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.S3Client;

/** A server of this process that speaks S3, checks signatures, and keeps all in memory. */
final class TestS3 implements AutoCloseable {

    static final String BUCKET = "backups-of-tests";
    static final String ACCESS_KEY = "access-of-tests";
    static final String SECRET_KEY = "secret-kept-from-everybody";

    private final FaultyStore store = new FaultyStore(new TransientNio2BlobStore());
    private final S3Proxy server;
    private final S3Client client;

    TestS3() {
        server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The server does not start", e);
        }
        client = OwnClient.of(config(), secrets());
        client.createBucket(create -> create.bucket(BUCKET));
    }

    static InMemorySecrets secrets() {
        InMemorySecrets secrets = SecretSource.inMemory();
        secrets.put(SecretCredentials.ACCESS_KEY, Secret.of(ACCESS_KEY));
        secrets.put(SecretCredentials.SECRET_KEY, Secret.of(SECRET_KEY));
        return secrets;
    }

    static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    S3Config config() {
        return S3Config.of(BUCKET).withEndpoint(at(server.getPort()));
    }

    int port() {
        return server.getPort();
    }

    FaultyStore store() {
        return store;
    }

    S3Client client() {
        return client;
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.stop();
    }
}
