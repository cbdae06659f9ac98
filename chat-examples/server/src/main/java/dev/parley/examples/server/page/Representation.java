package dev.parley.examples.server.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Bytes as they go out, and the name of exactly these bytes. */
final class Representation {

    private static final int HASH_LENGTH = 16;

    private final byte[] bytes;
    private final String hash;

    Representation(byte[] bytes) {
        this.bytes = bytes;
        this.hash = hash(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    /** {@return the beginning of the SHA-256 of the bytes, in hex} */
    String hash() {
        return hash;
    }

    /** {@return a strong entity tag: other bytes have another, those of another encoding too} */
    String entityTag() {
        return '"' + hash + '"';
    }

    Representation gzipped() {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Representation(compressed.toByteArray());
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
