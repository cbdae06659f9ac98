package dev.parley.redis.cache;

import java.util.Optional;

/** A copy in this process, or the knowledge that there is no value. Immutable. */
final class NearEntry<V> extends Mark {

    private final Optional<V> answer;
    private final long made;
    private final long expires;
    private final long refresh;

    /**
     * @param mark taken before the copy was asked for
     * @param answer the value, or empty if there is none
     * @param made when the value was loaded
     * @param expires until when it is kept
     * @param refresh from when on a hit begins to load it anew
     */
    NearEntry(Mark mark, Optional<V> answer, long made, long expires, long refresh) {
        super(mark);
        this.answer = answer;
        this.made = made;
        this.expires = expires;
        this.refresh = refresh;
    }

    Optional<V> answer() {
        return answer;
    }

    long made() {
        return made;
    }

    boolean usable(long now) {
        return now - expires < 0 && holds() && confirmed(now);
    }

    boolean due(long now) {
        return now - refresh >= 0;
    }
}
