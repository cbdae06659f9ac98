package dev.parley.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.TenantId;
import dev.parley.core.store.ChatStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a subscriber that is behind holds in memory. */
class CatchUpTest {

    private static final int BOUND = 32 * 1024;

    private final ChatStore store = ChatStore.inMemory(InstantSource.system());
    private final ChatEngine engine = ChatEngine.builder(store).build();
    private final ChatSession alice = engine.session(Principal.of("alice"));
    private final ConversationId room =
            alice.create(NewConversation.of("Room")).orThrow().id();

    @AfterEach
    void close() {
        engine.close();
        store.close();
    }

    private CatchUp catchUp(List<Long> arrivals) {
        Feed feed = new Feed(room, new FeedReads(store.feed(), Runnable::run, Duration.ofSeconds(10)), Runnable::run);
        feed.open(TenantId.DEFAULT, alice.conversation(room).orThrow().headSeq());
        return new CatchUp(feed, () -> arrivals.add((long) arrivals.size()));
    }

    private void send(int count, int length) {
        for (int i = 0; i < count; i++) {
            alice.send(room, Draft.of(length + "-" + i, "x".repeat(length))).orThrow();
        }
    }

    private static List<List<Entry>> pages(CatchUp catchUp, long last) {
        List<List<Entry>> pages = new ArrayList<>();
        long seq = 0;
        while (seq < last) {
            catchUp.read(seq);
            List<Entry> page = catchUp.page();
            pages.add(page);
            seq = page.get(page.size() - 1).seq();
            catchUp.given(page.size());
            assertThat(catchUp.page()).isEmpty();
        }
        return pages;
    }

    @Test
    void aPageOfLongTextsHasFewEntries() {
        send(20, 10_000);
        List<Long> arrivals = new ArrayList<>();
        List<List<Entry>> pages = pages(catchUp(arrivals), 20);
        assertThat(pages)
                .allSatisfy(page -> assertThat(
                                page.stream().mapToLong(EntryRing::length).sum())
                        .isLessThanOrEqualTo(BOUND));
        assertThat(pages.stream().flatMap(List::stream).map(Entry::seq))
                .hasSize(20)
                .isSorted();
        assertThat(arrivals).hasSameSizeAs(pages);
    }

    @Test
    void aPageHasOneEntryHoweverLongItIs() {
        send(1, 16_000);
        alice.send(room, Draft.of("pairs", "😀".repeat(16_000))).orThrow();
        send(1, 15_999);
        assertThat(pages(catchUp(new ArrayList<>()), 3)).hasSize(3);
    }

    @Test
    void shortTextsComeFiftyAtATimeAgainAfterALongOne() {
        send(3, 16_000);
        send(150, 10);
        List<List<Entry>> pages = pages(catchUp(new ArrayList<>()), 153);
        assertThat(pages.get(0)).hasSizeLessThan(50);
        assertThat(pages.get(pages.size() - 2)).hasSize(50);
    }

    @Test
    void whatWasGivenOutIsHeldNoLonger() {
        send(3, 10);
        CatchUp catchUp = catchUp(new ArrayList<>());
        catchUp.read(0);
        catchUp.given(2);
        assertThat(catchUp.page()).extracting(Entry::seq).containsExactly(3L);
    }
}
