package dev.parley.store.jdbc;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few mebibytes in memory, which root alone can make. */
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 4_096;

    private final Path directory;
    private final Path filler;

    private SmallDisk(Path directory) {
        this.directory = directory;
        this.filler = directory.resolve("filler");
    }

    /** Makes one in a directory; where that is not allowed the test is skipped and says why. */
    static SmallDisk mount(Path parent, int mebibytes) throws IOException {
        Path at = Files.createDirectory(parent.resolve("disk"));
        String said;
        try {
            said = run(List.of("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", at.toString()));
        } catch (IOException e) {
            said = e.toString();
        }
        if (!said.isEmpty()) {
            System.out.println("Skipped, for no small disk can be mounted here: " + said);
            Assumptions.abort(said);
        }
        return new SmallDisk(at);
    }

    /** {@return what it said, or that it failed; empty if all is well} */
    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            return process.waitFor() == 0 ? "" : said + " (status " + process.exitValue() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Takes all space that is left. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] block = new byte[BLOCK];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (Files.getFileStore(directory).getUsableSpace() >= BLOCK) {
                throw e;
            }
        }
    }

    void free() throws IOException {
        Files.delete(filler);
    }

    @Override
    public void close() throws IOException {
        String said = run(List.of("umount", "-l", directory.toString()));
        if (!said.isEmpty()) {
            throw new IOException(said);
        }
    }
}
