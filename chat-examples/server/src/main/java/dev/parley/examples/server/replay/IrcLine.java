package dev.parley.examples.server.replay;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message in an IRC log: {@code [HH:MM] <nick> text}. Any other line (joins, leaves, {@code /me}) is none.
 *
 * @param nick who; upper and lower case are two people
 * @param text what was said; not empty, but may be blank
 */
record IrcLine(String nick, String text) {

    private static final Pattern MESSAGE = Pattern.compile("\\[\\d\\d:\\d\\d] <([^>]+)> (.+)", Pattern.DOTALL);

    static Optional<IrcLine> parse(String line) {
        Matcher matcher = MESSAGE.matcher(line);
        return matcher.matches() ? Optional.of(new IrcLine(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** Leaves the text out: a line may end up in a log. */
    @Override
    public String toString() {
        return "IrcLine[nick=" + nick + "]";
    }
}
