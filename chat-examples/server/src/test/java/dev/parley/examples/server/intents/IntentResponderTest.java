package dev.parley.examples.server.intents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.reply.Cancellation;
import dev.parley.core.reply.IntentClassifier;
import dev.parley.core.reply.RankedIntent;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.Responder;
import dev.parley.core.reply.Turn;
import dev.parley.core.time.Deadline;
import dev.parley.examples.intents.LinearIntentClassifier;
import dev.parley.testkit.ResponderContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntentResponderTest implements ResponderContract {

    private static final LinearIntentClassifier REAL = LinearIntentClassifier.load();
    private static final double THRESHOLD = 0.3;

    private static final Cancellation NEVER = new Cancellation() {
        @Override
        public boolean requested() {
            return false;
        }

        @Override
        public void onRequest(Runnable action) {
            // Never requested.
        }
    };

    @Override
    public Responder createResponder() {
        return new IntentResponder(REAL, THRESHOLD, Duration.ZERO);
    }

    /** Thinks the same of every text. */
    private record Fixed(List<RankedIntent> ranking) implements IntentClassifier {

        Fixed(String intent, double confidence) {
            this(List.of(new RankedIntent(intent, confidence)));
        }

        @Override
        public List<RankedIntent> classify(String text, Deadline deadline) {
            return ranking;
        }

        @Override
        public Set<String> intents() {
            return Set.of("weather");
        }
    }

    private static Turn turn(String text, int attempt) {
        ConversationId conversation = new ConversationId(new UUID(0, 7));
        Message question = new Message(
                new MessageId(conversation, 1),
                new UserId("ann"),
                MessageKind.USER,
                text,
                null,
                Instant.parse("2026-01-02T03:04:05Z"),
                null,
                1,
                false,
                1,
                null);
        TurnId id = new TurnId(conversation, 1, new UserId("parley-bot"));
        return new Turn(id, TenantId.DEFAULT, attempt, question, List.of());
    }

    private static String answer(IntentClassifier classifier, String text) {
        return answer(classifier, turn(text, 1));
    }

    private static String answer(IntentClassifier classifier, Turn turn) {
        return said(new IntentResponder(classifier, THRESHOLD, Duration.ZERO), turn);
    }

    private static String said(Responder responder, Turn turn) {
        StringBuilder said = new StringBuilder();
        assertThat(responder.respond(turn, said::append, NEVER)).isInstanceOf(ReplyOutcome.Completed.class);
        return said.toString();
    }

    @Test
    void saysWhatItUnderstoodAndHowSureItIs() {
        assertThat(answer(new Fixed("weather", 0.874), "Rain?"))
                .startsWith("You want to know the weather (weather, 87 % sure). ");
        assertThat(answer(new Fixed("weather", 1), "Rain?")).contains("(weather, 99 % sure)");
    }

    @Test
    void belowTheThresholdItSaysSoAndOffersWhatItCanDo() {
        String offer = answer(new Fixed(List.of()), "Qwertz?");
        assertThat(offer).startsWith("Sorry, I did not understand that.").contains("\"my card was declined\"");
        assertThat(answer(new Fixed("weather", Math.nextDown(THRESHOLD)), "Rain?"))
                .isEqualTo(offer);
    }

    /** What it offers, it must understand. */
    @ParameterizedTest
    @ValueSource(
            strings = {"how is the weather in paris", "my card was declined", "roll a die", "how do i change a tire"})
    void understandsItsOwnExamples(String example) {
        assertThat(AnswerBook.load().notUnderstood()).contains(example);
        assertThat(REAL.classify(example, Deadline.after(Duration.ofSeconds(30)))
                        .get(0)
                        .confidence())
                .isGreaterThan(0.8);
    }

    @Test
    void anotherAttemptTellsTheSameTimeAndTheSameCoin() {
        for (String intent : List.of("time", "date", "flip_coin", "roll_dice")) {
            Fixed classifier = new Fixed(intent, 0.9);
            assertThat(answer(classifier, turn("?", 2))).isEqualTo(answer(classifier, turn("?", 1)));
        }
        assertThat(answer(new Fixed("time", 0.9), "?")).isEqualTo("It is 03:04 in UTC.");
        assertThat(answer(new Fixed("date", 0.9), "?")).isEqualTo("It is Friday, 2 January 2026, in UTC.");
    }

    @Test
    void hasASentenceForEveryIntent() {
        AnswerBook answers = AnswerBook.load();
        assertThat(answers.intents())
                .containsAll(REAL.intents())
                .hasSize(REAL.intents().size() + 1);
        List<String> said = new ArrayList<>();
        REAL.intents().forEach(intent -> said.add(answers.answer(new RankedIntent(intent, 0.9), turn("?", 1))));
        assertThat(said).noneMatch(String::isBlank).noneMatch(text -> text.contains("{"));
    }

    @Test
    void anIntentWithoutASentenceIsNoFault() {
        assertThat(answer(new Fixed("new_one", 0.9), "?")).contains("(new_one, 90 % sure)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Parley bot, how is the weather today?",
                "@parley-bot how is the weather today?",
                "how is the weather today, PARLEY BOT!",
                "how is @parley-bot the weather today?"
            })
    void itsNameIsNoPartOfTheQuestion(String text) {
        Responder named = new IntentResponder(REAL, THRESHOLD, Duration.ZERO, "Parley bot", "parley-bot");
        assertThat(said(named, turn(text, 1))).isEqualTo(said(named, turn("how is the weather today?", 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Parley bot", "@parley-bot!", "parley bots", "my-parley-botanist, what is my balance?"})
    void aNameAloneOrWithinAWordIsLeft(String text) {
        Responder named = new IntentResponder(REAL, THRESHOLD, Duration.ZERO, "Parley bot", "parley-bot");
        Responder nameless = new IntentResponder(REAL, THRESHOLD, Duration.ZERO);
        assertThat(said(named, turn(text, 1))).isEqualTo(said(nameless, turn(text, 1)));
    }
}
