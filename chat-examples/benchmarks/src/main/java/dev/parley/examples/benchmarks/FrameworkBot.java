package dev.parley.examples.benchmarks;

import com.microsoft.bot.builder.ActivityHandler;
import com.microsoft.bot.builder.ConversationState;
import com.microsoft.bot.builder.MemoryStorage;
import com.microsoft.bot.builder.MessageFactory;
import com.microsoft.bot.builder.StatePropertyAccessor;
import com.microsoft.bot.builder.TurnContext;
import com.microsoft.bot.schema.Activity;
import com.microsoft.bot.schema.ChannelAccount;
import com.microsoft.bot.schema.ConversationAccount;
import com.microsoft.bot.schema.ResourceResponse;
import java.util.concurrent.CompletableFuture;

/**
 * An echo bot on the Bot Framework SDK, as its sample of state management has one: the conversation's memory is read when
 * a message comes and saved when the turn ends. Not thread-safe.
 */
final class FrameworkBot {

    private final int lines;
    private final LocalChannel channel = new LocalChannel();
    private final Handler handler = new Handler();
    private int sent;

    /** A bot that remembers so many lines, and has heard and said them already. */
    FrameworkBot(int lines) {
        this.lines = lines;
        for (int i = 0; i < lines; i += 2) {
            turn();
        }
    }

    /** The SDK's last version calls the base of every bot deprecated, and has nothing in its place. */
    @SuppressWarnings("deprecation")
    private final class Handler extends ActivityHandler {

        private final ConversationState conversations = new ConversationState(new MemoryStorage());
        private final StatePropertyAccessor<BotMemory> memories = conversations.createProperty("memory");

        @Override
        public CompletableFuture<Void> onTurn(TurnContext turn) {
            return super.onTurn(turn).thenCompose(done -> conversations.saveChanges(turn));
        }

        @Override
        protected CompletableFuture<Void> onMessageActivity(TurnContext turn) {
            return memories.get(turn, BotMemory::new).thenCompose(memory -> {
                if (memory.getLines().size() != Math.min(lines, 2 * memory.getTurns())) {
                    throw new IllegalStateException("The bot has forgotten " + memory.getTurns() + " turns");
                }
                String question = turn.getActivity().getText();
                String answer = EchoRoom.answerTo(question);
                memory.add(question, answer, lines);
                return turn.sendActivity(MessageFactory.text(answer)).thenApply((ResourceResponse response) -> null);
            });
        }
    }

    /** {@return what the bot says to one message} */
    Activity turn() {
        Activity message = Activity.createMessageActivity();
        message.setId("message-" + sent++);
        message.setText(Burst.TEXT);
        message.setChannelId("local");
        message.setConversation(new ConversationAccount("room"));
        message.setFrom(new ChannelAccount("user"));
        message.setRecipient(new ChannelAccount("bot"));
        return channel.answerTo(message, handler);
    }
}
