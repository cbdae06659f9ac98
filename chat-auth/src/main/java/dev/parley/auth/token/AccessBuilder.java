package dev.parley.auth.token;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.Authorizer;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets up an {@link Access}. Not thread-safe. Keys, issuer, audience, sessions, users and at least one feed of changes are
 * needed. What is passed in stays the host's to close.
 */
public final class AccessBuilder {

    private static final Duration DEFAULT_BOUND = Duration.ofSeconds(1);
    private static final Duration MIN_BOUND = Duration.ofMillis(100);
    private static final Duration MAX_BOUND = Duration.ofSeconds(60);
    private static final int DEFAULT_CAPACITY = 100_000;
    private static final int MAX_CAPACITY = 10_000_000;
    /** What the clocks of two nodes may differ by. */
    private static final Duration LEEWAY = Duration.ofSeconds(5);

    private final List<AccessChanges> changes = new ArrayList<>();
    private @Nullable SigningKeys keys;
    private @Nullable String issuer;
    private @Nullable String audience;
    private @Nullable SessionStore sessions;
    private @Nullable UserDirectory users;
    private @Nullable ApiKeyLookup apiKeys;
    private AccessPolicy policy = AccessPolicy.of(Authorizer.standard());
    private Duration bound = DEFAULT_BOUND;
    private int capacity = DEFAULT_CAPACITY;
    private InstantSource clock = InstantSource.system();
    private LongSupplier nanoTime = System::nanoTime;

    AccessBuilder() {}

    /**
     * Sets the keys.
     *
     * @param signing those that sign the tokens
     * @return this
     */
    public AccessBuilder keys(SigningKeys signing) {
        keys = Objects.requireNonNull(signing, "signing");
        return this;
    }

    /**
     * Sets the issuer.
     *
     * @param demanded the {@code iss} of the tokens
     * @return this
     */
    public AccessBuilder issuer(String demanded) {
        issuer = Objects.requireNonNull(demanded, "demanded");
        return this;
    }

    /**
     * Sets the audience.
     *
     * @param demanded the {@code aud} of the tokens
     * @return this
     */
    public AccessBuilder audience(String demanded) {
        audience = Objects.requireNonNull(demanded, "demanded");
        return this;
    }

    /**
     * Sets where sessions are.
     *
     * @param store the store
     * @return this
     */
    public AccessBuilder sessions(SessionStore store) {
        sessions = Objects.requireNonNull(store, "store");
        return this;
    }

    /**
     * Sets where users are.
     *
     * @param directory the directory
     * @return this
     */
    public AccessBuilder users(UserDirectory directory) {
        users = Objects.requireNonNull(directory, "directory");
        return this;
    }

    /**
     * Sets what finds keys of machine users.
     *
     * @param lookup finds them; without one there are none
     * @return this
     */
    public AccessBuilder apiKeys(ApiKeyLookup lookup) {
        apiKeys = Objects.requireNonNull(lookup, "lookup");
        return this;
    }

    /**
     * Adds feeds: those of the systems that hold sessions, users and keys.
     *
     * @param feeds one or several
     * @return this
     */
    public AccessBuilder changes(AccessChanges... feeds) {
        changes.addAll(List.of(feeds));
        return this;
    }

    /**
     * Sets what decides on actions.
     *
     * @param decides the policy; by default that of {@link Authorizer#standard}
     * @return this
     */
    public AccessBuilder policy(AccessPolicy decides) {
        policy = Objects.requireNonNull(decides, "decides");
        return this;
    }

    /**
     * Sets within what time a change takes effect on every node.
     *
     * @param within 100 milliseconds to 60 seconds; 1 second by default. The feeds are read four times in it
     * @return this
     * @throws ChatException {@link ErrorCode#CONFIGURATION} beyond the bounds
     */
    public AccessBuilder bound(Duration within) {
        if (within.compareTo(MIN_BOUND) < 0 || within.compareTo(MAX_BOUND) > 0) {
            throw fault("bound must be 100 milliseconds to 60 seconds");
        }
        bound = within;
        return this;
    }

    /**
     * Sets how many tokens are known at most; each takes about 600 bytes.
     *
     * @param tokens 1 to 10,000,000; 100,000 by default
     * @return this
     * @throws ChatException {@link ErrorCode#CONFIGURATION} beyond the bounds
     */
    public AccessBuilder capacity(int tokens) {
        if (tokens < 1 || tokens > MAX_CAPACITY) {
            throw fault("capacity must be 1 to 10,000,000");
        }
        capacity = tokens;
        return this;
    }

    /**
     * Sets the wall clock.
     *
     * @param source by default the system's
     * @return this
     */
    public AccessBuilder clock(InstantSource source) {
        clock = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Sets the monotonic clock.
     *
     * @param source by default {@link System#nanoTime}
     * @return this
     */
    public AccessBuilder nanoTime(LongSupplier source) {
        nanoTime = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Builds it, and starts the thread that reads the feeds.
     *
     * @return the access, to be closed
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if something that is needed is not there
     */
    public Access build() {
        Access access = unstarted();
        access.start();
        return access;
    }

    /** {@return one whose feeds are read when {@link Access#poll} says so} */
    Access unstarted() {
        if (keys == null || issuer == null || audience == null) {
            throw fault("keys, issuer and audience are needed");
        }
        if (sessions == null || users == null || changes.isEmpty()) {
            throw fault("sessions, users and a feed of changes are needed");
        }
        JwtAuthenticator authenticator = JwtAuthenticator.builder()
                .keys(keys)
                .issuer(issuer)
                .audience(audience)
                .type(AccessTokens.TYPE)
                .requireExpiry()
                .clock(clock)
                .leeway(LEEWAY)
                .build();
        return new Access(
                authenticator, new Access.Supply(keys, sessions, users, apiKeys, policy, LEEWAY.toMillis()), this);
    }

    private static ChatException fault(String problem) {
        return ChatException.fault(ErrorCode.CONFIGURATION, "Access: " + problem, null);
    }

    List<AccessChanges> changes() {
        return changes;
    }

    Duration bound() {
        return bound;
    }

    int capacity() {
        return capacity;
    }

    InstantSource clock() {
        return clock;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }
}
