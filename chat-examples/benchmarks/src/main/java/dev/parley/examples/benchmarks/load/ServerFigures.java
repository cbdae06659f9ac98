package dev.parley.examples.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the server takes of the machine. */
final class ServerFigures {

    private static final Pattern USED = Pattern.compile("garbage-first heap.*?used (\\d+)K");

    private final long pid;

    ServerFigures(long pid) {
        this.pid = pid;
    }

    int threads() throws IOException {
        return (int) status("Threads:");
    }

    long residentKib() throws IOException {
        return status("VmRSS:");
    }

    /** {@return how many files and sockets it has open} */
    int descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return (int) open.count();
        }
    }

    private long status(String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("The system does not tell " + name);
    }

    /** Collects all garbage, which stops the server for a moment, and {@return what is left} */
    long heapAfterGcKib() throws IOException {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        if (!used.find()) {
            throw new IOException("The server does not tell its heap");
        }
        return Long.parseLong(used.group(1));
    }

    private String jcmd(String command) throws IOException {
        Process process = new ProcessBuilder(List.of(ServerProcess.program("jcmd"), Long.toString(pid), command))
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
