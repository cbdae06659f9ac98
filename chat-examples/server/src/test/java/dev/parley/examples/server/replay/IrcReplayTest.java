package dev.parley.examples.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.config.Backend;
import dev.parley.examples.server.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports real logs, and reads them back. */
class IrcReplayTest {

    /** Independent of what is tested: other groups, other classes, applied to the whole file at once. */
    private static final Pattern MESSAGES = Pattern.compile("(?m)^\\[[0-9]{2}:[0-9]{2}\\] <([^>\n]+)> ([^\n]+)$");

    private static final UserId READER = new UserId("reader");

    @TempDir
    private Path directory;

    private Backend backend;
    private IrcReplay replay;

    @BeforeEach
    void open() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        backend = Backend.open(
                Settings.read(Map.of("DATABASE_URL", url), directory).database());
        replay = new IrcReplay(backend.store(), backend.directory());
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private static Path log(String name) {
        try {
            return Path.of(Objects.requireNonNull(IrcReplayTest.class.getResource("/irc/" + name + ".raw.txt"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is to be there: nick and text of each message, in order. */
    private static List<String> expected(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        Matcher matcher = MESSAGES.matcher(Files.readString(file));
        while (matcher.find()) {
            lines.add(matcher.group(1) + "|" + matcher.group(2));
        }
        return lines;
    }

    private List<Message> messages(UserId reader) {
        try (ChatEngine engine = ChatEngine.builder(backend.store()).build()) {
            ChatSession session = engine.session(Principal.of(TenantId.DEFAULT, reader));
            List<ConversationId> conversations = session.conversations(null, 10).orThrow().items().stream()
                    .map(summary -> summary.id())
                    .toList();
            assertThat(conversations).hasSize(1);
            List<Message> messages = new ArrayList<>();
            Page<Message, Long> page = session.messages(conversations.get(0), HistoryRange.after(0, 200))
                    .orThrow();
            messages.addAll(page.items());
            while (page.nextCursor() != null) {
                page = session.messages(conversations.get(0), HistoryRange.after(page.nextCursor(), 200))
                        .orThrow();
                messages.addAll(page.items());
            }
            return messages;
        }
    }

    private String name(UserId user) {
        return backend.directory()
                .findById(TenantId.DEFAULT, user, Deadline.after(Duration.ofSeconds(2)))
                .map(UserProfile::name)
                .orElseThrow();
    }

    private ReplayReport replay(Path file) throws IOException {
        return replay.replay(file, Set.of(READER), bytes -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"2007-12-17", "2016-12-19_20"})
    void everyMessageIsThereOnceInOrder(String name) throws IOException {
        Path file = log(name);
        List<String> expected = expected(file);
        assertThat(expected).hasSizeGreaterThan(1_000);

        ReplayReport first = replay(file);
        assertThat(first.stored()).isEqualTo(expected.size());
        assertThat(first.duplicates()).isZero();
        assertThat(first.refused()).isZero();
        assertThat(first.malformedBytes()).isZero();
        List<Message> messages = messages(READER);
        assertThat(messages)
                .extracting(message -> name(message.author()) + "|" + message.text())
                .isEqualTo(expected);
        assertThat(messages)
                .extracting(Message::author)
                .allMatch(author -> author.value().startsWith("irc:"));

        ReplayReport second = replay(file);
        assertThat(second.stored()).isZero();
        assertThat(second.duplicates()).isEqualTo(expected.size());
        assertThat(messages(READER)).isEqualTo(messages);
    }

    @Test
    void anImportThatWasCutOffIsFinishedInOrder() throws IOException {
        Path file = log("2016-12-19_20");
        assertThatThrownBy(() -> replay.replay(file, Set.of(READER), bytes -> {
                    if (bytes > 30_000) {
                        throw new UncheckedIOException(new IOException("cut off"));
                    }
                }))
                .isInstanceOf(UncheckedIOException.class);
        int begun = messages(READER).size();
        List<String> expected = expected(file);
        assertThat(begun).isBetween(1, expected.size() - 1);

        ReplayReport rest = replay(file);
        assertThat(rest.duplicates()).isEqualTo(begun);
        assertThat(rest.stored()).isEqualTo(expected.size() - begun);
        assertThat(messages(READER))
                .extracting(message -> name(message.author()) + "|" + message.text())
                .isEqualTo(expected);
    }

    private Path file(String content) throws IOException {
        return Files.write(directory.resolve("channel.log"), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void nicksDifferByCaseAndLinesByTheirNumber() throws IOException {
        ReplayReport report = replay(file("[00:00] <a> x\n=== joins\n[00:00] <A> x\r\n[00:00] <a> x\n[00:00] <a>  \n"));
        assertThat(report.stored()).isEqualTo(4);
        assertThat(messages(READER))
                .extracting(message -> message.author().value() + message.text())
                .containsExactly("irc:ax", "irc:Ax", "irc:ax", "irc:a ");
    }

    @Test
    void whatBreaksARuleIsLeftOutAndCounted() throws IOException {
        String longText = "x".repeat(16_001);
        String longNick = "n".repeat(200);
        ReplayReport report = replay(file("[00:00] <a> \0\n[00:00] <a> " + longText + "\n[00:00] <" + longNick
                + "> x\n[00:00] < > x\n[00:00] <a\1> x\n[00:00] <a> caf\u00e9\n"));
        assertThat(report.refused()).isEqualTo(5);
        assertThat(report.stored()).isEqualTo(1);
        assertThat(report.malformedBytes()).isEqualTo(1);
        assertThat(messages(READER)).extracting(Message::text).containsExactly("caf\ufffd");
    }

    @Test
    void theConversationIsNamedAfterTheFileAndItsReadersAreMembers() throws IOException {
        replay(file("[00:00] <a> x\n"));
        try (ChatEngine engine = ChatEngine.builder(backend.store()).build()) {
            ChatSession session = engine.session(Principal.of(TenantId.DEFAULT, READER));
            var summary = session.conversations(null, 10).orThrow().items().get(0);
            assertThat(summary.title()).isEqualTo("channel.log");
            var conversation = session.conversation(summary.id()).orThrow();
            assertThat(conversation.openHistory()).isTrue();
            assertThat(conversation.participants())
                    .extracting(p -> p.user().value() + " " + p.role().id())
                    .containsExactlyInAnyOrder("irc:importer owner", "reader member", "irc:a member");
            assertThat(conversation.participants()).extracting(p -> p.role()).contains(ParticipantRole.OWNER);
        }
    }

    @Test
    void twoFilesAreTwoConversations() throws IOException {
        Path one = file("[00:00] <a> x\n");
        Path two = Files.copy(one, directory.resolve("two.log"));
        assertThat(replay(one).stored()).isEqualTo(1);
        assertThat(replay(two).stored()).isEqualTo(1);
        // The same file by another path to it is the same conversation.
        assertThat(replay(directory.resolve("./two.log")).stored()).isZero();
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> replay(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void theReportIsOneLine() {
        ReplayReport report = new ReplayReport(7, 3, 1, 0, Duration.ofMillis(500));
        assertThat(report.format()).matches("stored=7 duplicates=3 rate=20/s peak_mib=[1-9][0-9]*");
    }
}
