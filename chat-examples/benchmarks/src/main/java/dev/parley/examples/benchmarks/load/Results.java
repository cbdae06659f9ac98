package dev.parley.examples.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The results as a file. */
final class Results {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Results() {}

    static void write(Path directory, String name, Object results) throws IOException {
        JSON.writeValue(
                Files.createDirectories(directory).resolve(name + ".json").toFile(), results);
    }
}
