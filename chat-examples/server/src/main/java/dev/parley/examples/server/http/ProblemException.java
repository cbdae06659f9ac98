package dev.parley.examples.server.http;

import dev.parley.core.error.Outcome;
import java.io.Serial;

/** Ends the handling of a request with a problem. Carries no stack trace: it is an answer, not a fault. */
public final class ProblemException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What to answer. */
    private final transient Problem problem;

    /**
     * An end.
     *
     * @param problem what to answer
     */
    public ProblemException(Problem problem) {
        super(problem.code(), null, false, false);
        this.problem = problem;
    }

    /** {@return what to answer} */
    public Problem problem() {
        return problem;
    }

    /**
     * The value of a call, or the end of the request if it was refused.
     *
     * @param outcome what the call came to
     * @param <T> the type of the value
     * @return the value
     */
    public static <T> T orProblem(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T> done) {
            return done.value();
        }
        throw new ProblemException(Problem.of((Outcome.Refused<T>) outcome));
    }
}
