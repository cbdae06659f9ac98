package dev.parley.web.cors;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.web.origin.AllowedOrigins;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a {@link CorsPolicy}, and names every default. Not thread-safe. */
public final class CorsPolicyBuilder {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'+.^_`|~-]{1,64}");
    private static final Duration LONGEST = Duration.ofDays(1);

    AllowedOrigins origins = AllowedOrigins.none();
    boolean anyOrigin;
    boolean credentials;
    Set<String> methods = new LinkedHashSet<>(List.of("GET", "HEAD", "POST"));
    Set<String> headers = Set.of();
    Set<String> exposed = Set.of();
    Duration maxAge = Duration.ofMinutes(10);

    CorsPolicyBuilder() {}

    /**
     * Whose pages may read answers.
     *
     * @param allowed exact origins; none by default
     * @return this builder
     */
    public CorsPolicyBuilder origins(AllowedOrigins allowed) {
        this.origins = allowed;
        this.anyOrigin = false;
        return this;
    }

    /**
     * Lets pages of every origin read answers, for what is public anyway. Not possible together with credentials.
     *
     * @return this builder
     */
    public CorsPolicyBuilder anyOrigin() {
        this.origins = AllowedOrigins.none();
        this.anyOrigin = true;
        return this;
    }

    /**
     * Whether pages may have cookies sent along. A token in {@code Authorization} needs none of that.
     *
     * @param allowed false by default
     * @return this builder
     */
    public CorsPolicyBuilder credentials(boolean allowed) {
        this.credentials = allowed;
        return this;
    }

    /**
     * Which methods pages may use.
     *
     * @param names GET, HEAD and POST by default, which browsers allow in any case
     * @return this builder
     */
    public CorsPolicyBuilder methods(String... names) {
        this.methods = tokens(names);
        return this;
    }

    /**
     * Which header fields pages may send, beside the few that browsers allow in any case.
     *
     * @param names such as {@code Authorization} and {@code Content-Type}; none by default
     * @return this builder
     */
    public CorsPolicyBuilder headers(String... names) {
        this.headers = tokens(names);
        return this;
    }

    /**
     * Which header fields of answers pages may read, beside the few that browsers allow in any case.
     *
     * @param names such as {@code ETag} and {@code Retry-After}; none by default
     * @return this builder
     */
    public CorsPolicyBuilder expose(String... names) {
        this.exposed = tokens(names);
        return this;
    }

    /**
     * How long browsers may remember the answer to a preflight.
     *
     * @param time 0 to 1 day, in whole seconds; 10 minutes by default
     * @return this builder
     */
    public CorsPolicyBuilder maxAge(Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw configuration("maxAge must be 0 to 1 day");
        }
        this.maxAge = time;
        return this;
    }

    /**
     * Makes the policy.
     *
     * @return the policy
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if pages of every origin are allowed with credentials
     */
    public CorsPolicy build() {
        if (anyOrigin && credentials) {
            throw configuration("Credentials can't be allowed to pages of every origin");
        }
        return new CorsPolicy(this);
    }

    /** A star is not among them: it would stand for everything, and with credentials for nothing. */
    private static Set<String> tokens(String... names) {
        Set<String> set = new LinkedHashSet<>();
        for (String name : names) {
            if (!TOKEN.matcher(name).matches()) {
                throw configuration("Methods and header fields must be named one by one");
            }
            set.add(name);
        }
        return Collections.unmodifiableSet(set);
    }

    private static ChatException configuration(String detail) {
        return ChatException.fault(ErrorCode.CONFIGURATION, detail, null);
    }
}
