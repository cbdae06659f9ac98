package dev.parley.examples.server.replay;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.Receipt;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.ErrorKind;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.ChatLimits;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatStore;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports IRC logs through the engine: each file a conversation, each nick a user, each line of a message a message. Every
 * key is derived from the input (the path, the number of the line), and the lines go in one after the other; so an import
 * that was cut off, even by the death of the process, is finished by running it again, each message once and in order.
 */
final class IrcReplay {

    private static final Logger LOG = LoggerFactory.getLogger(IrcReplay.class);

    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final Principal IMPORTER = Principal.service(TENANT, new UserId("irc:importer"));
    private static final int MAX_PARTICIPANTS = 100_000;
    /** An import waits out what a person would not. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ChatEngine engine;
    private final UserDirectory directory;

    IrcReplay(ChatStore store, UserDirectory directory) {
        this.engine = ChatEngine.builder(store)
                .limits(ChatLimits.DEFAULT.withMaxParticipants(MAX_PARTICIPANTS))
                .timeout(TIMEOUT)
                .build();
        this.directory = directory;
    }

    /**
     * Imports a file.
     *
     * @param file the log
     * @param readers who else takes part, so that they can read it
     * @param progress takes the number of bytes read so far
     * @return what came of it
     * @throws IOException if the file can't be read to its end; what was read is stored
     */
    ReplayReport replay(Path file, Set<UserId> readers, LongConsumer progress) throws IOException {
        long start = System.nanoTime();
        try (LineReader lines = new LineReader(Files.newInputStream(file))) {
            FileImport target = new FileImport(conversation(file));
            readers.forEach(target::join);
            String line = lines.next();
            for (long number = 1; line != null; number++) {
                long current = number;
                IrcLine.parse(line).ifPresent(message -> target.send(message, current));
                progress.accept(lines.bytes());
                line = lines.next();
            }
            return new ReplayReport(
                    target.stored,
                    target.duplicates,
                    target.refused,
                    lines.malformedBytes(),
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Conversation conversation(Path file) {
        register(IMPORTER.user(), "IRC import");
        NewConversation conversation = NewConversation.of(title(file)).withOpenHistory();
        return engine.session(IMPORTER)
                .create(conversation, new IdempotencyKey(sha256(file)))
                .orThrow();
    }

    private static String title(Path file) {
        String name = String.valueOf(file.getFileName());
        int most = Math.min(ChatLimits.DEFAULT.maxTitleCodePoints(), name.codePointCount(0, name.length()));
        return name.substring(0, name.offsetByCodePoints(0, most));
    }

    /** A path may be longer than a key, and hold what a key must not. */
    private static String sha256(Path file) {
        try {
            String path = file.toAbsolutePath().normalize().toString();
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must provide SHA-256", e);
        }
    }

    /** A second registration is refused, which is as good. */
    private void register(UserId id, String name) {
        NewUser user = new NewUser(id, id.value(), name, Set.of(), null);
        Outcome<?> registered = directory.register(TENANT, user, Deadline.after(TIMEOUT));
        if (registered instanceof Outcome.Refused<?> refused && refused.code() != ErrorCode.LOGIN_TAKEN) {
            registered.orThrow();
        }
    }

    /** One file on its way into one conversation. */
    private final class FileImport {

        private final ConversationId conversation;
        private final Map<String, ChatSession> sessions = new HashMap<>();
        private long stored;
        private long duplicates;
        private long refused;

        FileImport(Conversation conversation) {
            this.conversation = conversation.id();
        }

        void join(UserId user) {
            Outcome<Change> joined =
                    engine.session(IMPORTER).addParticipant(conversation, user, ParticipantRole.MEMBER);
            // Who takes part in another role, an owner by now for example, is as welcome.
            if (!(joined instanceof Outcome.Refused<?> no) || no.code() != ErrorCode.PARTICIPANT_EXISTS) {
                joined.orThrow();
            }
        }

        void send(IrcLine line, long number) {
            try {
                Receipt receipt = sessions.computeIfAbsent(line.nick(), this::session)
                        .send(conversation, Draft.of(Long.toString(number), line.text()))
                        .orThrow();
                if (receipt.repeat()) {
                    duplicates++;
                } else {
                    stored++;
                }
            } catch (ChatException e) {
                if (e.code().kind() != ErrorKind.INVALID) {
                    throw e;
                }
                refused++;
                LOG.warn("Line {} is left out: {}", number, e.code().id());
            }
        }

        private ChatSession session(String nick) {
            UserId user = new UserId("irc:" + nick);
            register(user, nick);
            join(user);
            return engine.session(Principal.of(TENANT, user));
        }
    }
}
