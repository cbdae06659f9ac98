package dev.parley.examples.benchmarks;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.store.memory.chat.ChatMemoryStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A store of LangChain4j as its documentation has one write it, which keeps the window as JSON in a row; and in front of it what
 * {@code MessageWindowChatMemory} does with each message: read all, add it, drop the oldest, write all.
 */
final class JsonWindow implements ChatMemoryStore {

    static final String TABLE = "CREATE TABLE json_window (id text PRIMARY KEY, messages text NOT NULL)";

    private final DataSource pool;
    private final String id;
    private final int window;

    JsonWindow(DataSource pool, String id, int window) {
        this.pool = pool;
        this.id = id;
        this.window = window;
    }

    void fill() {
        List<ChatMessage> messages = new ArrayList<>();
        for (int i = 0; i < window; i += 2) {
            messages.add(UserMessage.from(ChatTurn.QUESTION));
            messages.add(AiMessage.from(ChatTurn.ANSWER));
        }
        updateMessages(id, messages);
    }

    void add(ChatMessage message) {
        List<ChatMessage> messages = new ArrayList<>(messages());
        messages.add(message);
        updateMessages(id, messages.subList(Math.max(0, messages.size() - window), messages.size()));
    }

    List<ChatMessage> messages() {
        return getMessages(id);
    }

    @Override
    public List<ChatMessage> getMessages(Object memoryId) {
        try (Connection connection = pool.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT messages FROM json_window WHERE id = ?")) {
            query.setString(1, memoryId.toString());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? ChatMessageDeserializer.messagesFromJson(rows.getString(1)) : List.of();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void updateMessages(Object memoryId, List<ChatMessage> messages) {
        run(
                "INSERT INTO json_window VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET messages = EXCLUDED.messages",
                memoryId.toString(),
                ChatMessageSerializer.messagesToJson(messages));
    }

    @Override
    public void deleteMessages(Object memoryId) {
        run("DELETE FROM json_window WHERE id = ?", memoryId.toString());
    }

    private void run(String sql, String... values) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
