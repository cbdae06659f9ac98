package dev.parley.examples.benchmarks.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users who stay logged in, and conversations of two of them each. Thread-safe. */
final class Members implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    private final Api api;
    private final CopyOnWriteArrayList<Api.User> users;
    private final List<String> rooms;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private Members(Api api, List<Api.User> users, List<String> rooms, long renewalSeconds) {
        this.api = api;
        this.users = new CopyOnWriteArrayList<>(users);
        this.rooms = rooms;
        var unused = clock.scheduleAtFixedRate(this::renew, renewalSeconds, renewalSeconds, TimeUnit.SECONDS);
    }

    static Members gather(Api api, int count, int rooms) {
        List<Api.User> users =
                IntStream.range(0, count).mapToObj(i -> api.newUser()).toList();
        List<String> made = IntStream.range(0, rooms)
                .mapToObj(i -> api.create(users.get(i % count), List.of(users.get((i + 1) % count))))
                .toList();
        return new Members(api, users, made, Math.max(1, users.get(0).expiresIn() / 3));
    }

    private void renew() {
        for (int i = 0; i < users.size(); i++) {
            try {
                users.set(i, api.renew(users.get(i)));
            } catch (RuntimeException e) {
                LOG.warn("A login could not be renewed; it is tried again", e);
            }
        }
    }

    /** Sends to the rooms in turn; {@return the status of the answer} */
    CompletableFuture<Integer> send(int number, String text) {
        int room = number % rooms.size();
        return api.offer(users.get(room % users.size()), rooms.get(room), text);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
