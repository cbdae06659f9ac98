package dev.parley.examples.benchmarks;

import com.microsoft.bot.builder.Bot;
import com.microsoft.bot.builder.BotAdapter;
import com.microsoft.bot.builder.TurnContext;
import com.microsoft.bot.builder.TurnContextImpl;
import com.microsoft.bot.schema.Activity;
import com.microsoft.bot.schema.ConversationReference;
import com.microsoft.bot.schema.ResourceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A channel of the Bot Framework SDK that leads nowhere: it keeps what a bot says. */
final class LocalChannel extends BotAdapter {

    private final List<Activity> sent = new ArrayList<>();

    /** Has a bot take its turn; {@return the one thing that it said} */
    Activity answerTo(Activity message, Bot bot) {
        sent.clear();
        runPipeline(new TurnContextImpl(this, message), bot::onTurn).join();
        if (sent.size() != 1) {
            throw new IllegalStateException("The bot said " + sent.size() + " things");
        }
        return sent.get(0);
    }

    @Override
    public CompletableFuture<ResourceResponse[]> sendActivities(TurnContext turn, List<Activity> activities) {
        sent.addAll(activities);
        ResourceResponse[] responses = new ResourceResponse[activities.size()];
        for (int i = 0; i < responses.length; i++) {
            responses[i] = new ResourceResponse("answer");
        }
        return CompletableFuture.completedFuture(responses);
    }

    @Override
    public CompletableFuture<ResourceResponse> updateActivity(TurnContext turn, Activity activity) {
        return takesNothingBack();
    }

    @Override
    public CompletableFuture<Void> deleteActivity(TurnContext turn, ConversationReference reference) {
        return takesNothingBack();
    }

    /** The bot of the benchmark only says things; one that did more would not be measured as what it is. */
    private static <T> CompletableFuture<T> takesNothingBack() {
        return CompletableFuture.failedFuture(new IllegalStateException("The bot changed what it had said"));
    }
}
