package dev.parley.operations.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.SnapshotInfo;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Manifests as JSON. Fields that are not known are passed over. */
final class ManifestJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private ManifestJson() {}

    static void write(Manifest manifest, OutputStream out) throws IOException {
        JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeNumberField("archive", ArchiveHeader.VERSION);
        json.writeStringField("product", manifest.product());
        json.writeStringField("id", manifest.id().value());
        json.writeStringField("created", manifest.created().toString());
        json.writeArrayFieldStart("sources");
        for (Manifest.Source source : manifest.sources()) {
            writeSource(source, json);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("failed");
        for (Map.Entry<String, String> failed : manifest.failed().entrySet()) {
            json.writeStringField(failed.getKey(), failed.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
        json.close();
    }

    private static void writeSource(Manifest.Source source, JsonGenerator json) throws IOException {
        SnapshotInfo info = source.info();
        json.writeStartObject();
        json.writeStringField("name", source.name());
        json.writeStringField("format", info.format());
        json.writeNumberField("formatVersion", info.formatVersion());
        json.writeStringField("schema", info.schema());
        json.writeStringField("position", info.position());
        json.writeStringField("takenAt", info.takenAt().toString());
        json.writeNumberField("expectedRecords", info.expectedRecords());
        json.writeArrayFieldStart("parts");
        for (Manifest.Part part : source.parts()) {
            json.writeStartObject();
            json.writeStringField("name", part.name());
            json.writeNumberField("records", part.records());
            json.writeNumberField("bytes", part.bytes());
            json.writeStringField("sha256", part.sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * Reads one.
     *
     * @throws DamagedException if it is not of the form
     */
    static Manifest read(InputStream in) throws IOException {
        try (JsonParser json = JSON.createParser(in)) {
            Fields fields = new Fields(json);
            json.nextToken();
            fields.readObject();
            if (json.nextToken() != null) {
                throw new DamagedException("has more than one object");
            }
            if (fields.number("archive") != ArchiveHeader.VERSION) {
                throw new DamagedException("is of another version than the archive");
            }
            return new Manifest(
                    fields.text("product"),
                    new BackupId(fields.text("id")),
                    Instant.parse(fields.text("created")),
                    fields.sources,
                    fields.failed);
        } catch (JsonProcessingException | CharConversionException | IllegalArgumentException | DateTimeException e) {
            throw new DamagedException("is not a manifest", e);
        }
    }

    /** The fields of one object, by their names. */
    private static final class Fields {

        final List<Manifest.Source> sources = new ArrayList<>();
        final List<Manifest.Part> parts = new ArrayList<>();
        final Map<String, String> failed = new HashMap<>();
        private final Map<String, String> texts = new HashMap<>();
        private final Map<String, Long> numbers = new HashMap<>();
        private final JsonParser json;

        Fields(JsonParser json) {
            this.json = json;
        }

        void readObject() throws IOException {
            expect(json.currentToken(), JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                expect(json.currentToken(), JsonToken.FIELD_NAME);
                String name = json.currentName();
                readValue(name, json.nextToken());
            }
        }

        private void readValue(String name, JsonToken token) throws IOException {
            if (token == JsonToken.VALUE_STRING) {
                texts.put(name, json.getText());
            } else if (token == JsonToken.VALUE_NUMBER_INT) {
                numbers.put(name, json.getLongValue());
            } else if (token == JsonToken.START_ARRAY && name.equals("sources")) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    sources.add(object().source());
                }
            } else if (token == JsonToken.START_ARRAY && name.equals("parts")) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    parts.add(object().part());
                }
            } else if (token == JsonToken.START_OBJECT && name.equals("failed")) {
                Fields fields = new Fields(json);
                fields.readObject();
                failed.putAll(fields.texts);
            } else {
                json.skipChildren();
            }
        }

        private Fields object() throws IOException {
            Fields fields = new Fields(json);
            fields.readObject();
            return fields;
        }

        private Manifest.Source source() throws DamagedException {
            SnapshotInfo info = new SnapshotInfo(
                    text("format"),
                    Math.toIntExact(Math.max(0, Math.min(Integer.MAX_VALUE, number("formatVersion")))),
                    text("schema"),
                    text("position"),
                    Instant.parse(text("takenAt")),
                    number("expectedRecords"));
            return new Manifest.Source(text("name"), info, parts);
        }

        private Manifest.Part part() throws DamagedException {
            return new Manifest.Part(text("name"), number("records"), number("bytes"), text("sha256"));
        }

        String text(String name) throws DamagedException {
            String text = texts.get(name);
            if (text == null) {
                throw new DamagedException("has no text '" + name + "'");
            }
            return text;
        }

        long number(String name) throws DamagedException {
            Long number = numbers.get(name);
            if (number == null) {
                throw new DamagedException("has no number '" + name + "'");
            }
            return number;
        }

        private static void expect(JsonToken token, JsonToken expected) throws DamagedException {
            if (token != expected) {
                throw new DamagedException("is not a manifest");
            }
        }
    }
}
