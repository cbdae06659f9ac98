package dev.parley.store.s3;

import dev.parley.testkit.BackupTargetContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class S3BackupTargetIT implements BackupTargetContract {

    private static TestS3 server;

    @BeforeAll
    static void start() {
        server = new TestS3();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    public Place createPlace() {
        return new S3Place(server);
    }
}
