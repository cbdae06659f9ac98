package dev.parley.examples.server.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.examples.server.config.PrivateFile;
import dev.parley.examples.server.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the server is reached that holds an H2 database: noted in the data directory, in a file that only the user of the
 * process may read.
 *
 * @param port of the loopback address
 * @param token what proves that one could read the file; left out of {@link #toString()}
 * @param database which one is held
 */
record ControlFile(int port, String token, String database) {

    private static final String NAME = "control.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path path(Settings settings) {
        return settings.dataDirectory().resolve(NAME);
    }

    static String database(Settings settings) {
        return settings.database().toConfig().jdbcUrl();
    }

    void write(Settings settings) throws IOException {
        PrivateFile.replace(
                path(settings),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("port", port)
                        .put("token", token)
                        .put("database", database)
                        .toString());
    }

    /** {@return how the server is reached that holds, or held, the database of the settings} */
    static Optional<ControlFile> read(Settings settings) {
        try {
            JsonNode json = JSON.readTree(Files.readString(path(settings)));
            ControlFile file = new ControlFile(
                    json.path("port").asInt(),
                    json.path("token").asText(),
                    json.path("database").asText());
            return file.database.equals(database(settings)) ? Optional.of(file) : Optional.empty();
        } catch (IOException e) {
            // Not there, or of a server that died as it began: nobody is to be asked.
            return Optional.empty();
        }
    }

    /** Removes the file if it is still this one. */
    void remove(Settings settings) throws IOException {
        if (read(settings).filter(this::equals).isPresent()) {
            Files.deleteIfExists(path(settings));
        }
    }

    @Override
    public String toString() {
        return "ControlFile[port=" + port + "]";
    }
}
