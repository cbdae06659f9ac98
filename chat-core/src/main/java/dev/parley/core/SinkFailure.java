package dev.parley.core;

import java.io.Serial;
import java.util.function.Consumer;

/** Carries what a host's own sink threw through the engine, so that it reaches the host as it was. */
final class SinkFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What the sink threw. */
    private final RuntimeException original;

    private SinkFailure(RuntimeException original) {
        super(original);
        this.original = original;
    }

    static <T> void guard(Consumer<T> sink, T item) {
        try {
            sink.accept(item);
        } catch (RuntimeException e) {
            throw new SinkFailure(e);
        }
    }

    RuntimeException original() {
        return original;
    }
}
