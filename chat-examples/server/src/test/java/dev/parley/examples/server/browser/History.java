package dev.parley.examples.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The messages of a long conversation, of which the page shows a part at a time. */
final class History {

    static final int MAX_SHOWN = 200;

    private static final double PATIENCE_MILLIS = 120_000;

    private final ChatPage page;
    private final SortedMap<Long, Shown> read = new TreeMap<>();

    History(ChatPage page) {
        this.page = page;
    }

    /** Takes in what is shown, and gives it: a part without gap or repeat, and not too much. */
    List<Shown> look() {
        List<Shown> shown =
                page.messages().stream().filter(message -> message.seq() > 0).toList();
        assertThat(shown).hasSizeLessThanOrEqualTo(MAX_SHOWN);
        for (int i = 1; i < shown.size(); i++) {
            assertThat(shown.get(i).seq()).isEqualTo(shown.get(i - 1).seq() + 1);
        }
        shown.forEach(message -> read.put(message.seq(), message));
        return shown;
    }

    /** The least that was seen so far. */
    long oldest() {
        return read.firstKey();
    }

    /** Checks that nothing was passed over. */
    void isWhole() {
        assertThat(read.lastKey() - read.firstKey()).isEqualTo(read.size() - 1);
    }

    /** Scrolls up until so many messages have been seen; all of them, without a gap. */
    SortedMap<Long, Shown> readAll(int count) {
        page.tab()
                .waitForCondition(
                        () -> {
                            look();
                            page.log().evaluate("(log) => { log.scrollTop -= log.clientHeight / 2 }");
                            return read.size() >= count;
                        },
                        new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(read).hasSize(count);
        isWhole();
        return read;
    }
}
