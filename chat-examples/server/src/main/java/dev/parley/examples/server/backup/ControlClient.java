package dev.parley.examples.server.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.config.TargetSetting;
import dev.parley.operations.backup.BackupProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the server that holds an H2 database. For one thread. */
final class ControlClient {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PING = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ControlFile file;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT)
            .build();

    private ControlClient(ControlFile file) {
        this.file = file;
    }

    /** {@return who asks the server that runs on the database of the settings; none if no server does} */
    static Optional<ControlClient> find(Settings settings) throws InterruptedException {
        Optional<ControlClient> client = ControlFile.read(settings).map(ControlClient::new);
        return client.isPresent() && client.get().answers() ? client : Optional.empty();
    }

    private boolean answers() throws InterruptedException {
        try {
            return http.send(request(ControlServer.PING).timeout(PING).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 204;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        return HttpRequest.newBuilder(URI.create("http://" + host + ":" + file.port() + path))
                .header("Authorization", ControlServer.BEARER + file.token());
    }

    Report create(TargetSetting where, BackupProgress progress) throws InterruptedException {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("target", where.text())
                .toString();
        try {
            HttpResponse<InputStream> answer = http.send(
                    request(ControlServer.BACKUP)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                return read(lines, progress);
            }
        } catch (IOException e) {
            return Report.failed("failed: the server that holds the database broke off");
        }
    }

    private static Report read(BufferedReader lines, BackupProgress progress) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode json = JSON.readTree(line);
            if (json.has("exit")) {
                List<String> words = new ArrayList<>();
                json.path("lines").forEach(each -> words.add(each.asText()));
                return new Report(json.path("exit").asInt(1), words);
            }
            progress.progressed(JSON.treeToValue(json, BackupProgress.Progress.class));
        }
        return Report.failed("failed: the server that holds the database broke off");
    }
}
