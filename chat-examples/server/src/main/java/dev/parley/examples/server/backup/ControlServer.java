package dev.parley.examples.server.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.core.error.ChatException;
import dev.parley.examples.server.config.SettingException;
import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.config.TargetSetting;
import dev.parley.operations.backup.BackupProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a backup when the command asks for it: on a port of the loopback address, which no proxy forwards, from who shows the
 * token of the {@link ControlFile}. Answers with a line of JSON for each progress, and one at the end. Has threads, which end
 * when this is closed. Thread-safe.
 */
final class ControlServer implements AutoCloseable {

    static final String BACKUP = "/backup";
    static final String PING = "/ping";
    static final String BEARER = "Bearer ";

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOKEN_BYTES = 32;
    private static final int LONGEST_REQUEST = 8192;
    private static final int THREADS = 4;

    /** Makes a backup. */
    interface Creation {
        Report create(TargetSetting where, BackupProgress progress);
    }

    private final Settings settings;
    private final Creation creation;
    private final HttpServer http;
    private final ControlFile file;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "backup-control");
        thread.setDaemon(true);
        return thread;
    });

    private ControlServer(Settings settings, Creation creation) throws IOException {
        this.settings = settings;
        this.creation = creation;
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        file = new ControlFile(
                http.getAddress().getPort(), HexFormat.of().formatHex(token), ControlFile.database(settings));
        http.setExecutor(threads);
        http.createContext(BACKUP, this::backup);
        http.createContext(PING, exchange -> answer(exchange, isAllowed(exchange) ? 204 : 401));
    }

    /** {@return the server; null if it can't be made: the chat does not need it} */
    static @Nullable ControlServer start(Settings settings, Creation creation) {
        try {
            ControlServer server = new ControlServer(settings, creation);
            server.http.start();
            server.file.write(settings);
            return server;
        } catch (IOException e) {
            LOG.warn(
                    "Backups can't be asked for while the server runs: {}",
                    e.getClass().getSimpleName());
            return null;
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        return shown != null
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8),
                        (BEARER + file.token()).getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void backup(HttpExchange exchange) throws IOException {
        if (!isAllowed(exchange)) {
            answer(exchange, 401);
            return;
        }
        JsonNode request = JSON.readTree(exchange.getRequestBody().readNBytes(LONGEST_REQUEST));
        exchange.sendResponseHeaders(200, 0);
        AtomicBoolean heard = new AtomicBoolean(true);
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            Report report =
                    create(request.path("target").asText(), progress -> tell(out, JSON.valueToTree(progress), heard));
            ObjectNode end = JsonNodeFactory.instance.objectNode().put("exit", report.exit());
            report.lines().forEach(end.putArray("lines")::add);
            tell(out, end, heard);
        }
    }

    private Report create(String target, BackupProgress progress) {
        try {
            return creation.create(TargetSetting.parse("--target", target, Path.of("")), progress);
        } catch (SettingException | ChatException e) {
            return Report.failed("failed: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("A backup was broken off", e);
            return Report.failed("failed: see the log of the server");
        }
    }

    /** Who asked may go away: the backup is made all the same. */
    private static void tell(OutputStream out, JsonNode line, AtomicBoolean heard) {
        if (!heard.get()) {
            return;
        }
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            heard.set(false);
        }
    }

    @Override
    public void close() {
        try {
            file.remove(settings);
        } catch (IOException e) {
            LOG.debug("The control file stays; nobody answers at its port", e);
        }
        http.stop(0);
        threads.shutdown();
    }
}
