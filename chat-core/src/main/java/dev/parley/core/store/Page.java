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
 * @param <T> what is listed
 * @param <C> what a place in the list is
 */
public record Page<T, C>(List<T> items, @Nullable C nextCursor) {

    /**
     * Copies the list.
     *
     * @param items as in the record
     * @param nextCursor as in the record
     */
    public Page {
        items = List.copyOf(items);
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

    /** {@return where the list goes on, if it does} */
    public Optional<C> next() {
        return Optional.ofNullable(nextCursor);
    }
}
