package dev.parley.auth.apikey;

import dev.parley.auth.permission.ScopedAuthorizer;
import dev.parley.auth.token.ApiKeyLookup;
import dev.parley.core.auth.ApiKey;
import dev.parley.core.auth.ApiKeyStore;
import dev.parley.core.auth.NewApiKey;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.observe.SecurityEvent;
import dev.parley.core.time.Deadline;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes, finds and ends API keys. Thread-safe. A key is {@code pk_}, its id, {@code _} and 256 random bits in base64url,
 * 63 characters in all: the beginning lets people and scanners of secrets know one when they see it, and the id names it
 * where the key itself must not be shown. Stored is its SHA-256 only.
 *
 * <p>A key speaks as its user and may do what its scopes and the roles of the user both allow: put
 * {@link ScopedAuthorizer} before the authorizer. {@code Access} takes this as its look-up of keys.
 */
public final class ApiKeys implements ApiKeyLookup {

    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);

    private static final Pattern FORM = Pattern.compile("pk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}");
    private static final int ID_BYTES = 8;
    private static final int KEY_BYTES = 32;

    /** Often enough to see which keys are in use; a write for each request would cost more than the request. */
    private static final Duration BETWEEN_TOUCHES = Duration.ofMinutes(1);

    private final ApiKeyStore store;
    private final InstantSource clock;
    private final ChatListener listener;
    private final SecureRandom random = new SecureRandom();

    /**
     * API keys.
     *
     * @param store where they are kept; not closed
     * @param clock the time that the last use is compared with
     * @param listener is told of {@link SecurityEvent.ApiKeyChanged}
     */
    public ApiKeys(ApiKeyStore store, InstantSource clock, ChatListener listener) {
        this.store = Objects.requireNonNull(store, "store");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Tells whether a text has the form of a key, so that it need not be taken for another kind of token.
     *
     * @param text any text
     * @return whether it looks like one that this class made
     */
    public static boolean isKey(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * Makes a key.
     *
     * @param tenant the tenant
     * @param user as whom it speaks
     * @param name what its owner calls it
     * @param scopes what it is for, 1 to 64 permissions such as {@code message:post} or {@code message:*}
     * @param lifetime how long it lasts, or null for a key without end
     * @param deadline by when to answer
     * @return the key, or refused with {@code api_keys_too_many}
     * @throws ChatException {@link ErrorCode#SCOPE_MALFORMED}, also for a permission that there is not, or
     *     {@link ErrorCode#NAME_MALFORMED}
     * @throws IllegalArgumentException if the lifetime is not more than zero
     */
    public Outcome<CreatedApiKey> create(
            TenantId tenant,
            UserId user,
            String name,
            Set<String> scopes,
            @Nullable Duration lifetime,
            Deadline deadline) {
        if (!scopes.stream().allMatch(ScopedAuthorizer::isScope)) {
            throw ChatException.invalid(
                    ErrorCode.SCOPE_MALFORMED, "scopes", "must be permissions that there are, or end in ':*'");
        }
        String id = HexFormat.of().formatHex(bytes(ID_BYTES));
        String text = "pk_" + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(KEY_BYTES));
        NewApiKey key = new NewApiKey(id, user, name, TokenHash.of(text), scopes, lifetime);
        Outcome<CreatedApiKey> outcome =
                store.create(tenant, key, deadline).map(stored -> new CreatedApiKey(stored, text));
        if (outcome instanceof Outcome.Done<CreatedApiKey>) {
            listener.notifySafely(new SecurityEvent.ApiKeyChanged(tenant, user, id, false));
        }
        return outcome;
    }

    /**
     * Finds the key that a program came with, and notes its use, at most once a minute.
     *
     * @param text what it came with
     * @param deadline by when to answer
     * @return the key, if it stands
     */
    @Override
    public Optional<ApiKey> find(String text, Deadline deadline) {
        if (!isKey(text)) {
            return Optional.empty();
        }
        return store.find(TokenHash.of(text), deadline).filter(key -> !isDue(key) || touch(key, deadline));
    }

    /**
     * Lists the keys of a user.
     *
     * @param tenant the tenant
     * @param user whose
     * @param deadline by when to answer
     * @return the keys, newest first, those whose time is over included
     */
    public List<ApiKey> list(TenantId tenant, UserId user, Deadline deadline) {
        return store.list(tenant, user, deadline);
    }

    /**
     * Ends a key.
     *
     * @param tenant the tenant
     * @param user whose
     * @param id the key
     * @param deadline by when to answer
     * @return whether it was there
     */
    public boolean revoke(TenantId tenant, UserId user, String id, Deadline deadline) {
        boolean revoked = store.revoke(tenant, user, id, deadline);
        if (revoked) {
            listener.notifySafely(new SecurityEvent.ApiKeyChanged(tenant, user, id, true));
        }
        return revoked;
    }

    private boolean isDue(ApiKey key) {
        Instant last = key.lastUsedAt();
        return last == null || !clock.instant().isBefore(last.plus(BETWEEN_TOUCHES));
    }

    /**
     * Notes that a key is in use. That a use can't be written down, in a store that is read-only, does not end the key.
     *
     * @param key the key, found before
     * @param deadline by when to answer
     * @return whether it still stands, as far as the store could tell
     */
    @Override
    public boolean touch(ApiKey key, Deadline deadline) {
        try {
            return store.touch(key.tenant(), key.id(), deadline);
        } catch (ChatException e) {
            LOG.warn(
                    "The use of API key {} could not be noted: {}",
                    key.id(),
                    e.code().id());
            return true;
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
