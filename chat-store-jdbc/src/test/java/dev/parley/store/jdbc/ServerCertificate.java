package dev.parley.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate of a server, signed by itself, and its key, as a server and a driver read them. The JDK's keytool makes it.
 *
 * @param certificate the file with the certificate
 * @param key the file with the key
 */
record ServerCertificate(Path certificate, Path key) {

    private static final String ALIAS = "server";
    private static final String PASSWORD = "password";

    /** Makes one for a name of a host. */
    static ServerCertificate of(String host, Path directory) throws IOException, GeneralSecurityException {
        Path store = directory.resolve("store.p12");
        run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        KeyStore opened = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            opened.load(in, PASSWORD.toCharArray());
        }
        Path certificate = write(
                directory.resolve("server.crt"),
                "CERTIFICATE",
                opened.getCertificate(ALIAS).getEncoded());
        Path key = write(
                directory.resolve("server.key"),
                "PRIVATE KEY",
                opened.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        return new ServerCertificate(certificate, key);
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** What only its owner may read, for a server refuses a key that others can. */
    private static Path write(Path file, String kind, byte[] content) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
