package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Where the commands about backups are run. */
record BackupShell(Path directory, Map<String, String> environment) {

    private static final Duration PATIENCE = Duration.ofSeconds(100);

    /** How a command ended, and what it wrote. */
    record End(int exit, String out, String err) {

        End well() {
            assertThat(exit).as(out + err).isZero();
            return this;
        }

        End failed(String... words) {
            assertThat(exit).as(out + err).isEqualTo(1);
            assertThat(out).isEmpty();
            assertThat(err).contains(List.of(words));
            return this;
        }
    }

    BackupShell with(String name, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(name, value);
        return new BackupShell(directory, changed);
    }

    BackupShell without(String name) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.remove(name);
        return new BackupShell(directory, changed);
    }

    private static List<String> line(List<String> before, String... arguments) {
        List<String> all = new ArrayList<>(before);
        all.add("backup");
        all.addAll(List.of(arguments));
        return all;
    }

    /** Runs a command in this process: a start of Java costs seconds. */
    End run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = ParleyServer.commandLine(environment, directory)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line(List.of(), arguments).toArray(new String[0]));
        return new End(exit, out.toString(), err.toString());
    }

    /** Runs a command of the packaged server. */
    End start(String... arguments) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                        line(List.of(java, "-jar", System.getProperty("parley.server.jar")), arguments))
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new End(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
