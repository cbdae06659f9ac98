package dev.parley.web.headers;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A directive of {@link ContentSecurityPolicy}. They are written in this order. */
public enum CspDirective {
    /** What holds for every kind of source that has no directive of its own. */
    DEFAULT_SRC,
    /** Scripts. */
    SCRIPT_SRC,
    /** Styles. */
    STYLE_SRC,
    /** Images. */
    IMG_SRC,
    /** Fonts. */
    FONT_SRC,
    /** Audio and video. */
    MEDIA_SRC,
    /** Where scripts may connect to. */
    CONNECT_SRC,
    /** Workers. */
    WORKER_SRC,
    /** The manifest of an application. */
    MANIFEST_SRC,
    /** What may be shown in frames of the page. */
    FRAME_SRC,
    /** Plug-ins. */
    OBJECT_SRC,
    /** What {@code <base>} may say. */
    BASE_URI,
    /** Where forms may be sent to. */
    FORM_ACTION,
    /** Who may show the page in a frame. */
    FRAME_ANCESTORS,
    /** Where only values of a trusted type may become code. */
    REQUIRE_TRUSTED_TYPES_FOR,
    /** Which policies may make such values. */
    TRUSTED_TYPES,
    /** Has browsers ask for {@code https} where a page says {@code http}. */
    UPGRADE_INSECURE_REQUESTS,
    /** Where violations are reported to: an address. */
    REPORT_URI,
    /** Where violations are reported to: a name of {@code Reporting-Endpoints}. */
    REPORT_TO;

    private static final Pattern SOURCE = Pattern.compile("[!-+\\--:<-~]+");
    private static final Pattern HASH = Pattern.compile("'sha(?:256|384|512)-[A-Za-z0-9+/_-]+={0,2}'");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    private static final Pattern HOST =
            Pattern.compile("(?:(?:https?|wss?)://)?(?:\\*\\.)?[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[^\\s'\"]*)?");
    private static final Set<String> KEYWORDS = Set.of("'self'", "'none'", "'strict-dynamic'", "'report-sample'");
    /** Schemes that a page can fill itself are no bound, but harmless for what is only looked at. */
    private static final Set<String> LOOKED_AT = Set.of("https:", "data:", "blob:");

    private static final Set<String> CONNECTED = Set.of("https:", "wss:");

    /** {@return the directive as it is written} */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void check(String source) {
        boolean right = SOURCE.matcher(source).matches()
                && switch (this) {
                    case REQUIRE_TRUSTED_TYPES_FOR -> source.equals("'script'");
                    case TRUSTED_TYPES -> source.equals("'none'") || source.matches("[A-Za-z0-9#=_/@.%-]+");
                    case UPGRADE_INSECURE_REQUESTS -> false;
                    case REPORT_URI -> source.matches("(?:https://[^\\s'\"]+|/[^\\s'\"]*)");
                    case REPORT_TO -> source.matches("[A-Za-z0-9_-]+");
                    default -> isSource(source);
                };
        if (!right) {
            throw new IllegalArgumentException(keyword() + " must not have the source " + shown(source));
        }
    }

    private boolean isSource(String source) {
        if (KEYWORDS.contains(source)) {
            return true;
        }
        if (HASH.matcher(source).matches()) {
            return this == SCRIPT_SRC || this == STYLE_SRC || this == DEFAULT_SRC;
        }
        if (SCHEME.matcher(source).matches()) {
            return switch (this) {
                case IMG_SRC, MEDIA_SRC, FONT_SRC -> LOOKED_AT.contains(source);
                case CONNECT_SRC -> CONNECTED.contains(source);
                default -> false;
            };
        }
        return HOST.matcher(source).matches();
    }

    /** What came from a setting may be long, or break a line. */
    private static String shown(String source) {
        String ascii = source.replaceAll("[^ -~]", "?");
        return ascii.length() <= 64 ? ascii : ascii.substring(0, 64) + "…";
    }
}
