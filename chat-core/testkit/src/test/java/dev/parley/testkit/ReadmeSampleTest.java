package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.Receipt;
import dev.parley.core.auth.Action;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.ratelimit.RateRules;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.time.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the README shows first compiles, runs, and is what is run here. */
class ReadmeSampleTest {

    private static void sample(PrintStream out) {
        // sample begins
        try (ChatEngine engine = ChatEngine.inMemory()) {
            ChatSession alice = engine.session(Principal.of("alice"));
            ChatSession bob = engine.session(Principal.of("bob"));
            ConversationId lunch = alice.create(NewConversation.of("Lunch", new UserId("bob")))
                    .orThrow()
                    .id();
            Receipt receipt =
                    alice.send(lunch, Draft.of("key-1", "Pizza at noon?")).orThrow();
            bob.send(lunch, Draft.of("key-1", "Sure.").inReplyTo(receipt.message()))
                    .orThrow();
            bob.messages(lunch, HistoryRange.latest(50))
                    .orThrow()
                    .items()
                    .forEach(message -> out.println(message.text()));
        }
        // sample ends
    }

    private static void liveSample(ChatStore store, PrintStream out) {
        // live sample begins
        ChatEngine engine = ChatEngine.builder(store)
                .responder(new UserId("helper"), (turn, sink, cancellation) -> {
                    sink.write("You said: ");
                    sink.write(turn.question().text());
                    return ReplyOutcome.completed();
                })
                .build();
        ChatSession alice = engine.session(Principal.of("alice"));
        NewConversation withHelper = NewConversation.of("Help").with(new UserId("helper"), ParticipantRole.BOT);
        ConversationId help = alice.create(withHelper).orThrow().id();
        try (Subscription live = alice.subscribe(help, 0, AccessCheck.always()).orThrow()) {
            alice.send(help, Draft.of("key-1", "Hello")).orThrow();
            while (live.cursor() < 2) {
                for (LiveEvent event : live.take(100, Deadline.after(Duration.ofSeconds(30)))) {
                    if (event instanceof LiveEvent.Appended appended
                            && appended.entry() instanceof Entry.Posted posted) {
                        out.println(posted.author() + ": " + posted.text());
                    }
                }
            }
        }
        engine.close();
        // live sample ends
    }

    private static void limitSample(ChatStore store, PrintStream out) {
        // limit sample begins
        RateLimit limit = RateLimit.parse("20/h:2");
        RateRules rules = RateRules.perUser(Map.of(Action.POST, limit));
        RateLimiter limiter = RateLimiter.inMemory();
        ChatEngine engine =
                ChatEngine.builder(store).rateLimiter(limiter, rules).build();
        ChatSession alice = engine.session(Principal.of("alice"));
        ConversationId notes =
                alice.create(NewConversation.of("Notes")).orThrow().id();
        for (int i = 1; i <= 3; i++) {
            boolean sent = alice.send(notes, Draft.of("key-" + i, "Hello")) instanceof Outcome.Done;
            out.println(sent ? "sent" : "rate_limited");
        }
        engine.close();
        limiter.close();
        // limit sample ends
    }

    @Test
    void theLimitSampleRuns() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ChatStore store = ChatStore.inMemory(InstantSource.system())) {
            limitSample(store, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly("sent", "sent", "rate_limited");
    }

    @Test
    void theReadmeShowsTheLimitSample() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        String shown = between(readme.substring(readme.indexOf("### Rate limits")), "```java\n", "```");
        String source = Files.readString(Path.of("src/test/java/dev/parley/testkit/ReadmeSampleTest.java"));
        String run = between(source, "// limit sample begins\n", "// limit sample ends");
        assertThat(shown.replaceAll("\\s", "")).isEqualTo(run.replaceAll("\\s", ""));
    }

    @Test
    void theLiveSampleRuns() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ChatStore store = ChatStore.inMemory(InstantSource.system())) {
            liveSample(store, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("alice: Hello", "helper: You said: Hello");
    }

    @Test
    void theReadmeShowsTheLiveSample() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        String shown = between(readme.substring(readme.indexOf("Give a bot its voice")), "```java\n", "```");
        String source = Files.readString(Path.of("src/test/java/dev/parley/testkit/ReadmeSampleTest.java"));
        String run = between(source, "// live sample begins\n", "// live sample ends");
        assertThat(shown.replaceAll("\\s", "")).isEqualTo(run.replaceAll("\\s", ""));
    }

    @Test
    void theSampleRuns() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sample(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly("Pizza at noon?", "Sure.");
    }

    @Test
    void theReadmeShowsThisSample() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        String shown = between(readme, "```java\n", "```");
        String source = Files.readString(Path.of("src/test/java/dev/parley/testkit/ReadmeSampleTest.java"));
        String run = between(source, "// sample begins\n", "// sample ends");
        assertThat(shown.replaceAll("\\s", "")).isEqualTo(run.replaceAll("\\s", ""));
        assertThat(shown.lines()).hasSizeLessThanOrEqualTo(10);
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
