package dev.parley.auth.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.auth.Action;
import dev.parley.core.auth.ApiKey;
import dev.parley.core.auth.Authorization;
import dev.parley.core.auth.Resource;
import dev.parley.core.auth.SessionId;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.error.ChatException;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers for every request who it is and whether that may be, from the access token or the key of a machine user that the
 * request came with. Thread-safe.
 *
 * <p>A token is verified once, then known by its SHA-256; its session and its user are read once, and then trusted as long
 * as no {@link dev.parley.core.auth.AccessChanges} names the user. So a hit costs a hash, and yet a revoked session, a
 * disabled or erased user and changed roles take effect on every node within the bound (1 second by default), and on this
 * node at once with {@link #forget}. What was read is never trusted for longer than the bound without the feed having been
 * read: when it can't be, session and user are read anew.
 *
 * <p>An outage is a fault, and never a "no": every method that has a deadline throws a {@link ChatException} of kind
 * unavailable when the answer can't be had.
 */
public final class Access implements AutoCloseable {

    private final JwtAuthenticator authenticator;
    private final Supply supply;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Cache<TokenDigest, Trust> known;
    private final ThreadLocal<TokenDigest.Work> digests = ThreadLocal.withInitial(TokenDigest.Work::new);
    private final AccessNews news;
    private final TrustReader reader;

    /**
     * What it asks.
     *
     * @param keys that sign the tokens
     * @param sessions where sessions are
     * @param users where users are
     * @param apiKeys finds keys of machine users, or null if there are none
     * @param policy decides what somebody may do
     * @param leewayMillis how long a token is accepted beyond its end
     */
    record Supply(
            SigningKeys keys,
            dev.parley.core.auth.SessionStore sessions,
            dev.parley.core.auth.UserDirectory users,
            @Nullable ApiKeyLookup apiKeys,
            AccessPolicy policy,
            long leewayMillis) {}

    Access(JwtAuthenticator authenticator, Supply supply, AccessBuilder settings) {
        this.authenticator = authenticator;
        this.supply = supply;
        this.clock = settings.clock();
        this.nanoTime = settings.nanoTime();
        this.known = Caffeine.newBuilder().maximumSize(settings.capacity()).build();
        this.reader = new TrustReader(settings.bound(), clock, nanoTime);
        this.news =
                new AccessNews(settings.changes(), settings.bound(), nanoTime, reader::later, supply.keys()::refresh);
        reader.begin(news);
    }

    /** {@return a builder} */
    public static AccessBuilder builder() {
        return new AccessBuilder();
    }

    void start() {
        news.start();
    }

    /** Reads the feeds now, in this thread. */
    void poll() {
        news.poll();
    }

    /**
     * Finds out who it is.
     *
     * @param bearer the token or key, as it stands behind {@code Bearer}
     * @param deadline by when to answer
     * @return who it is, or why it is nobody
     * @throws ChatException of kind unavailable
     */
    public AccessResult authenticate(String bearer, Deadline deadline) {
        return confirmed(bearer, deadline).result();
    }

    /**
     * Decides whether who presents a token may do something.
     *
     * @param bearer the token or key
     * @param resource of what
     * @param action what for
     * @param deadline by when to answer
     * @return the decision
     * @throws ChatException of kind unavailable
     */
    public AccessDecision authorize(String bearer, Resource resource, Action action, Deadline deadline) {
        Trust.Confirmed confirmed = confirmed(bearer, deadline);
        AccessResult.Granted who = confirmed.granted();
        if (who == null) {
            return confirmed.decision();
        }
        if (!who.covers(action)) {
            return new AccessDecision.Denied(Authorization.Denied.OUT_OF_SCOPE);
        }
        return supply.policy().decide(who, resource, action, deadline) instanceof Authorization.Denied denied
                ? new AccessDecision.Denied(denied.reason())
                : confirmed.decision();
    }

    /**
     * Watches the access of somebody who was authenticated just now, for a subscription.
     *
     * @param bearer the token or key
     * @return a check that answers from memory; it holds until the token ends or its access is known to be over, and never if
     *     the token was not authenticated before
     */
    public AccessCheck check(String bearer) {
        TokenDigest digest = digest(bearer);
        Trust trust = digest == null ? null : known.getIfPresent(digest);
        if (trust == null) {
            return () -> false;
        }
        AccessCheck watch = new Watch(trust);
        trust.subject().watch(watch, trust);
        return watch;
    }

    /** One subscription. Known by its identity. */
    private final class Watch implements AccessCheck {

        private final Trust trust;

        Watch(Trust trust) {
            this.trust = trust;
        }

        @Override
        public boolean holds() {
            return clock.millis() < trust.endsAtMillis() && reader.lastKnown(trust);
        }
    }

    /**
     * Makes this node read anew what a user may do, at once: to be called by who ends a session or changes a user on this
     * node.
     *
     * @param tenant the tenant
     * @param user whose access has changed
     */
    public void forget(TenantId tenant, UserId user) {
        news.raise(new Subject.Name(tenant, user));
    }

    private @Nullable TokenDigest digest(String bearer) {
        return bearer.length() <= authenticator.maxBytes() ? digests.get().of(bearer) : null;
    }

    private Trust.Confirmed confirmed(String bearer, Deadline deadline) {
        TokenDigest digest = digest(bearer);
        if (digest == null) {
            return TrustReader.INVALID;
        }
        KeyRing ring = supply.keys().lastRing();
        Trust trust = known.getIfPresent(digest);
        if (trust == null || trust.ring() != ring) {
            Object found = bearer.startsWith(ApiKeyLookup.PREFIX) ? key(bearer, ring, deadline) : token(bearer, ring);
            if (!(found instanceof Trust fresh)) {
                return (Trust.Confirmed) found;
            }
            trust = keep(digest, fresh);
        }
        long millis = clock.millis();
        if (millis >= trust.endsAtMillis()) {
            known.invalidate(digest);
            return TrustReader.EXPIRED;
        }
        return reader.read(trust, millis, deadline);
    }

    private Trust keep(TokenDigest digest, Trust fresh) {
        Trust other = known.asMap().putIfAbsent(digest, fresh);
        if (other == null || other.ring() != fresh.ring()) {
            known.put(digest, fresh);
            return fresh;
        }
        return other;
    }

    /** What the token stands for, or the refusal. */
    private Object token(String bearer, KeyRing ring) {
        JwtResult result = authenticator.verify(bearer);
        if (result instanceof JwtResult.Rejected rejected) {
            return rejected.reason() == JwtRejection.EXPIRED ? TrustReader.EXPIRED : TrustReader.INVALID;
        }
        JwtClaims claims = ((JwtResult.Verified) result).claims();
        Optional<String> tenant = claims.text(AccessTokens.TENANT_CLAIM);
        Optional<String> session = claims.text(AccessTokens.SESSION_CLAIM);
        Optional<String> user = claims.subject();
        Optional<Instant> end = claims.expiresAt();
        if (tenant.isEmpty() || session.isEmpty() || user.isEmpty() || end.isEmpty()) {
            return TrustReader.INVALID;
        }
        try {
            Subject.Name name = new Subject.Name(new TenantId(tenant.get()), new UserId(user.get()));
            return new Trust(
                    news.subject(name),
                    new SessionCredential(supply.sessions(), supply.users(), name, new SessionId(session.get())),
                    ring,
                    end.get().toEpochMilli() + supply.leewayMillis());
        } catch (ChatException | ArithmeticException e) {
            // Signed by a key of this system, but not by AccessTokens.
            return TrustReader.INVALID;
        }
    }

    private Object key(String bearer, KeyRing ring, Deadline deadline) {
        ApiKeyLookup lookup = supply.apiKeys();
        Optional<ApiKey> found = lookup == null ? Optional.empty() : lookup.find(bearer, deadline);
        if (lookup == null || found.isEmpty()) {
            return TrustReader.INVALID;
        }
        Subject.Name name = new Subject.Name(found.get().tenant(), found.get().user());
        return new Trust(
                news.subject(name),
                new KeyCredential(lookup, supply.users(), bearer, found.get()),
                ring,
                Long.MAX_VALUE);
    }

    /** Ends the threads; closes none of what was passed in. */
    @Override
    public void close() {
        news.close();
        reader.close();
    }
}
