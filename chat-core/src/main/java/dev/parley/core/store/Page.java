package dev.parley.core.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a longer list. Immutable.
 *
 * @param items the items
 * @param nextCursor where the list goes on, or null when this is its end
 * @param firstKept the first place that is left, if what the reader would have seen before it, within what was asked for, was
 *     removed because of its age; else null
 * @param <T> what is listed
 * @param <C> what a place in the list is
 */
public record Page<T, C>(
        List<T> items, @Nullable C nextCursor, @Nullable C firstKept) {

    /**
     * Copies the list.
     *
     * @param items as in the record
     * @param nextCursor as in the record
     * @param firstKept as in the record
     */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * A part of a list of which nothing was removed.
     *
     * @param items as in the record
     * @param nextCursor as in the record
     */
    public Page(List<T> items, @Nullable C nextCursor) {
        this(items, nextCursor, null);
    }

    /**
     * Cuts a list that was read with one item more than asked for: the surplus item only tells that there is more.
     *
     * @param read up to {@code limit + 1} items, in the direction of reading
     * @param limit how many items the page has at most
     * @param place the place of an item
     * @param <T> what is listed
     * @param <C> what a place in the list is
     * @return the page
     */
    public static <T, C> Page<T, C> cut(List<T> read, int limit, Function<T, C> place) {
        if (read.size() <= limit) {
            return new Page<>(read, null);
        }
        List<T> items = read.subList(0, limit);
        return new Page<>(items, place.apply(items.get(limit - 1)));
    }

    /**
     * The same page, of a list whose beginning was removed.
     *
     * @param first as {@link #firstKept}
     * @return the page
     */
    public Page<T, C> truncatedAt(C first) {
        return new Page<>(items, nextCursor, first);
    }

    /** {@return the first place that is left, if what was asked for was removed in part} */
    public Optional<C> truncated() {
        return Optional.ofNullable(firstKept);
    }

    /** {@return where the list goes on, if it does} */
    public Optional<C> next() {
        return Optional.ofNullable(nextCursor);
    }
}
