package dev.parley.examples.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The users and the rooms of a server, with so much history that who does not read it fills every buffer. */
final class Crowd {

    /** As large as messages get: four bytes of each code point. */
    private static final int BACKLOG_CODE_POINTS = 15_000;

    private static final String BACKLOG_TEXT = Stamp.text(0, 0) + "\uD83D\uDE00".repeat(BACKLOG_CODE_POINTS);
    private static final int BACKLOG_BYTES = 4 * BACKLOG_CODE_POINTS;
    private static final int MIB = 1024 * 1024;

    private final Api api;
    private final List<Api.User> users;
    private final List<Room> rooms;

    private Crowd(Api api, List<Api.User> users, List<Room> rooms) {
        this.api = api;
        this.users = users;
        this.rooms = rooms;
    }

    static Crowd gather(Api api, int users, int rooms, int backlogMib) {
        List<Api.User> all =
                IntStream.range(0, users).mapToObj(i -> api.newUser()).toList();
        List<Room> made = IntStream.range(0, rooms)
                .mapToObj(i -> new Room(api.create(all.get(0), all.subList(1, all.size()))))
                .toList();
        Crowd crowd = new Crowd(api, all, made);
        for (int i = 0; i <= (long) backlogMib * MIB / BACKLOG_BYTES; i++) {
            CompletableFuture.allOf(made.stream()
                            .map(room -> crowd.send(room, BACKLOG_TEXT))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
        return crowd;
    }

    Room room(int number) {
        return rooms.get(number % rooms.size());
    }

    /** Sends by the one who created the rooms. */
    CompletableFuture<Long> send(Room room, String text) {
        return api.send(users.get(0), room.id(), text).whenComplete((seq, failure) -> {
            if (failure == null) {
                room.sent(seq);
            }
        });
    }

    /** Opens streams in all rooms, behind the history, or at its beginning if they are not to be read. */
    List<EventStream> open(EventStreams streams, int count, boolean stall) throws IOException {
        List<EventStream> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Room room = room(i);
            Api.User user = users.get(i % users.size());
            opened.add(streams.open(room, user, stall ? 0 : room.head(), stall));
        }
        return opened;
    }
}
