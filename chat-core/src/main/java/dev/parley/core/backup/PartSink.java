package dev.parley.core.backup;

import java.io.IOException;
import java.io.OutputStream;

/** Takes the parts of a snapshot, one after the other. */
public interface PartSink {

    /** Writes one part. */
    interface Body {

        /**
         * Writes the part.
         *
         * @param out where to; buffered, and closed by whom it came from
         * @return how many records were written
         * @throws IOException if the stream or the source failed
         */
        long writeTo(OutputStream out) throws IOException;
    }

    /**
     * Takes a part. Returns when it was written.
     *
     * @param name 1 to 255 of {@code a-z}, {@code A-Z}, {@code 0-9}, dot, dash, underscore and slash; no segment between
     *     slashes is empty, {@code .} or {@code ..}; another for each part of a source
     * @param body writes it
     * @throws IOException if writing failed; the backup is then not complete
     * @throws IllegalArgumentException if the name is not of that form, or was used
     */
    void part(String name, Body body) throws IOException;
}
