package dev.parley.examples.server.page;

import java.nio.charset.StandardCharsets;

/**
 * A file of the page as it is given out: what it names has the names of assets.
 *
 * @param name the name that it is given out under; holds the hash of the content
 * @param kind what it is
 * @param plain the content
 * @param gzip the content, compressed
 */
record Asset(String name, FileKind kind, Representation plain, Representation gzip) {

    static Asset of(String file, FileKind kind, String content) {
        Representation plain = new Representation(content.getBytes(StandardCharsets.UTF_8));
        String stem = file.substring(0, file.length() - kind.extension().length());
        String name = stem + '.' + plain.hash() + kind.extension();
        return new Asset(name, kind, plain, plain.gzipped());
    }
}
