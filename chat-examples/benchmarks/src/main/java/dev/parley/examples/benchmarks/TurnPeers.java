package dev.parley.examples.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.memory.repository.jdbc.JdbcChatMemoryRepository;
import org.springframework.ai.chat.memory.repository.jdbc.PostgresChatMemoryRepositoryDialect;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The memories of other libraries, each with a full window. */
final class TurnPeers {

    private static final String SCHEMA = "org/springframework/ai/chat/memory/repository/jdbc/schema-postgresql.sql";

    private final String conversation = UUID.randomUUID().toString();
    private final ChatMemory springAi;
    private final JsonWindow langChain4j;

    TurnPeers(DataSource pool, int window) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            ScriptUtils.executeSqlScript(connection, new ClassPathResource(SCHEMA));
            statement.execute(JsonWindow.TABLE);
        }
        springAi = MessageWindowChatMemory.builder()
                .chatMemoryRepository(JdbcChatMemoryRepository.builder()
                        .dataSource(pool)
                        .dialect(new PostgresChatMemoryRepositoryDialect())
                        .build())
                .maxMessages(window)
                .build();
        langChain4j = new JsonWindow(pool, conversation, window);
        List<Message> before = new ArrayList<>();
        for (int i = 0; i < window; i += 2) {
            before.add(new UserMessage(ChatTurn.QUESTION));
            before.add(new AssistantMessage(ChatTurn.ANSWER));
        }
        springAi.add(conversation, before);
        langChain4j.fill();
    }

    List<?> springAi() {
        springAi.add(conversation, new UserMessage(ChatTurn.QUESTION));
        springAi.add(conversation, new AssistantMessage(ChatTurn.ANSWER));
        return springAi.get(conversation);
    }

    List<?> langChain4j() {
        langChain4j.add(dev.langchain4j.data.message.UserMessage.from(ChatTurn.QUESTION));
        langChain4j.add(dev.langchain4j.data.message.AiMessage.from(ChatTurn.ANSWER));
        return langChain4j.messages();
    }
}
