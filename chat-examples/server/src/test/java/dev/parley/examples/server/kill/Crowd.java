package dev.parley.examples.server.kill;

import static org.awaitility.Awaitility.await;

import dev.parley.examples.server.kill.ChatApi.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Many senders at once. Each has one user and one conversation, sends one line after the other there, and shares both
 * with senders of other conversations and other users.
 */
final class Crowd {

    static final int SENDERS = 64;
    private static final int USERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final ChatApi api;
    private final List<User> users;
    private final List<String> conversations;
    private volatile boolean stopped;

    private Crowd(ChatApi api, List<User> users, List<String> conversations) {
        this.api = api;
        this.users = users;
        this.conversations = conversations;
    }

    /** Registers the users, once for a database, and logs them in. */
    static Crowd register(ChatApi api) {
        inParallel(USERS, n -> () -> {
            api.register(name(n));
            return n;
        });
        return new Crowd(api, login(api), List.of());
    }

    /** {@return the same in new conversations} */
    Crowd moved() {
        return new Crowd(
                api,
                users,
                IntStream.range(0, SENDERS / USERS)
                        .mapToObj(n -> api.create(users.get(n), "room " + n, others(users, n)))
                        .toList());
    }

    /** {@return the same in the same conversations, logged in anew} */
    Crowd backAt(ChatApi restarted) {
        return new Crowd(restarted, login(restarted), conversations);
    }

    private static List<User> login(ChatApi api) {
        return inParallel(USERS, n -> () -> api.login(name(n)));
    }

    private static String name(int user) {
        return "sender" + user;
    }

    private static List<User> others(List<User> users, int owner) {
        return users.stream().filter(user -> !user.equals(users.get(owner))).toList();
    }

    private User user(int sender) {
        return users.get(sender % USERS);
    }

    /** Sends until each sender was cut off, that is got anything but an acknowledgement, or was stopped. */
    void sendUntilCutOff(Ledger ledger) {
        inParallel(SENDERS, sender -> () -> {
            Answer answer = new Answer.Unknown("not sent");
            for (int number = 1; !stopped && (number == 1 || answer instanceof Answer.Ok); number++) {
                String conversation = conversations.get(sender / USERS);
                Line line = Line.of(sender, number, conversation, user(sender).id());
                answer = api.send(user(sender), line);
                ledger.record(line, answer);
            }
            return answer;
        });
    }

    /** Lets the senders finish the line they are at. */
    void stop() {
        stopped = true;
    }

    /** Sends every line of a ledger again with its key, each sender its own in order, until it is acknowledged. */
    Map<Line, Answer> sendAgain(Ledger ledger) {
        Map<Line, Answer> answers = new ConcurrentHashMap<>();
        inParallel(SENDERS, sender -> () -> {
            for (Line line : ledger.linesOf(sender)) {
                answers.put(line, acknowledged(line));
            }
            return sender;
        });
        return answers;
    }

    private Answer acknowledged(Line line) throws InterruptedException {
        Answer first = api.send(user(line.sender()), line);
        return first instanceof Answer.Ok
                ? first
                : await("acknowledgement of " + line)
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> api.send(user(line.sender()), line), Answer.Ok.class::isInstance);
    }

    /** {@return everything in the conversations of the crowd, in the order of reading} */
    List<Stored> history() {
        List<List<Stored>> read =
                inParallel(conversations.size(), n -> () -> api.history(users.get(n % USERS), conversations.get(n)));
        return read.stream().flatMap(List::stream).toList();
    }

    private static <T> List<T> inParallel(int count, IntFunction<Callable<T>> work) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> one :
                    threads.invokeAll(IntStream.range(0, count).mapToObj(work).toList())) {
                results.add(one.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("A client broke down", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
