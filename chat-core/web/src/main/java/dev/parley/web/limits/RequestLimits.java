package dev.parley.web.limits;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.web.headers.RequestHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How large a request may be. Immutable. Servers bound headers themselves, and must, for they read them first; this is for
 * those whose bounds are wider than wanted, and for the body.
 *
 * @param uriChars characters of path and query, 1 to 1,048,576; 4,096 by default
 * @param headerCount header lines, 1 to 10,000; 100 by default
 * @param headerBytes bytes of names and values, with four for each line, 1 to 1,048,576; 8,192 by default
 * @param bodyBytes bytes of the body, 0 to 1,073,741,824; 262,144 by default
 */
public record RequestLimits(int uriChars, int headerCount, int headerBytes, int bodyBytes) {

    /** The defaults. */
    public static final RequestLimits DEFAULT = new RequestLimits(4_096, 100, 8_192, 262_144);

    private static final int MEBI = 1_048_576;
    private static final int GIBI = 1_073_741_824;
    /** Colon, space, and the end of the line. */
    private static final int LINE_OVERHEAD = 4;

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern LONG_LENGTH = Pattern.compile("[0-9]+");

    /**
     * Checks the bounds.
     *
     * @param uriChars as in the record
     * @param headerCount as in the record
     * @param headerBytes as in the record
     * @param bodyBytes as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}, naming everything that is out of bounds
     */
    public RequestLimits {
        List<String> problems = new ArrayList<>();
        check(problems, "uriChars", uriChars, 1, MEBI);
        check(problems, "headerCount", headerCount, 1, 10_000);
        check(problems, "headerBytes", headerBytes, 1, MEBI);
        check(problems, "bodyBytes", bodyBytes, 0, GIBI);
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
    }

    private static void check(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(name + " must be " + least + " to " + most);
        }
    }

    /**
     * The same with another bound of the body.
     *
     * @param bytes as in the record
     * @return the limits
     */
    public RequestLimits withBodyBytes(int bytes) {
        return new RequestLimits(uriChars, headerCount, headerBytes, bytes);
    }

    /**
     * Looks at the head of a request, before its body is read.
     *
     * @param uri path and query, as they came
     * @param headers all header fields
     * @return what it breaks first, if anything
     */
    public Optional<RequestBreach> check(String uri, Map<String, List<String>> headers) {
        if (uri.length() > uriChars) {
            return Optional.of(RequestBreach.URI);
        }
        long count = 0;
        long bytes = 0;
        for (Map.Entry<String, List<String>> field : headers.entrySet()) {
            for (String line : field.getValue()) {
                count++;
                bytes += field.getKey().length() + (long) line.length() + LINE_OVERHEAD;
            }
        }
        if (count > headerCount) {
            return Optional.of(RequestBreach.HEADER_COUNT);
        }
        return bytes > headerBytes ? Optional.of(RequestBreach.HEADER_BYTES) : Optional.empty();
    }

    /**
     * Looks at the length that a request declares for its body. A body without one is counted as it is read.
     *
     * @param headers the header fields
     * @return what it breaks, if anything
     */
    public Optional<RequestBreach> checkDeclared(RequestHeaders headers) {
        List<String> lengths = headers.all("Content-Length");
        if (lengths.isEmpty()) {
            return Optional.empty();
        }
        String length = lengths.get(0).strip();
        if (lengths.size() > 1
                || headers.has("Transfer-Encoding")
                || !LONG_LENGTH.matcher(length).matches()) {
            return Optional.of(RequestBreach.FRAMING);
        }
        boolean within = LENGTH.matcher(length).matches() && Long.parseLong(length) <= bodyBytes;
        return within ? Optional.empty() : Optional.of(RequestBreach.BODY);
    }
}
