package dev.parley.auth.totp;

import dev.parley.core.auth.SecondFactor;
import dev.parley.core.auth.SecondFactorStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.observe.SecurityEvent;
import dev.parley.core.time.Deadline;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.util.encoders.Base32;

/**
 * The second factors of users: one-time passwords of an authenticator app ({@link Totp}, 6 digits, 160 bits of secret), and
 * recovery codes. Thread-safe.
 *
 * <p>A one-time password is taken once, and none that is older than one that was taken, on every node: the store sees to
 * it. How many may be guessed is not bounded here: whoever asks for one bounds it together with the password.
 *
 * <p>Secrets are stored encrypted under a key that the host provides. After the key was replaced, those that were sealed
 * with an older version are read as long as it is accepted; they are sealed anew only by enrolling anew. A version that is
 * gone is a {@code CONFIGURATION} fault and not a wrong password.
 */
public final class SecondFactors {

    /** What RFC 4226, section 4, recommends: as long as the hash. */
    private static final int SECRET_BYTES = 20;

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final SecondFactorStore store;
    private final SealedSecrets sealing;
    private final InstantSource clock;
    private final ChatListener listener;
    private final Totp totp = new Totp();
    private final SecureRandom random = new SecureRandom();

    /**
     * Second factors of which nobody is told.
     *
     * @param store where they are kept; not closed
     * @param secrets where the key comes from
     * @param keyName the name of the key, of which each version has at least 32 random bytes
     * @param clock the time that one-time passwords are compared with
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if the key is absent or too short
     */
    public SecondFactors(SecondFactorStore store, SecretSource secrets, String keyName, InstantSource clock) {
        this(store, secrets, keyName, clock, ChatListener.noop());
    }

    /**
     * Second factors.
     *
     * @param store where they are kept; not closed
     * @param secrets where the key comes from
     * @param keyName the name of the key, of which each version has at least 32 random bytes
     * @param clock the time that one-time passwords are compared with
     * @param listener is told of {@link SecurityEvent.SecondFactorChanged}
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if the key is absent or too short
     */
    public SecondFactors(
            SecondFactorStore store, SecretSource secrets, String keyName, InstantSource clock, ChatListener listener) {
        this.store = Objects.requireNonNull(store, "store");
        this.sealing = new SealedSecrets(secrets, keyName);
        this.clock = Objects.requireNonNull(clock, "clock");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Makes a factor that the user has yet to confirm; logins do not ask for it before. Replaces one that was not
     * confirmed.
     *
     * @param tenant the tenant
     * @param user whose
     * @param issuer the name of this service, as the app shows it; not empty, without a colon
     * @param account the user's login name, as the app shows it; not empty
     * @param deadline by when to answer
     * @return what to show to the user, or nothing if a factor is active
     * @throws IllegalArgumentException if the issuer or the account can't be shown
     */
    public Optional<Enrolment> enrol(TenantId tenant, UserId user, String issuer, String account, Deadline deadline) {
        if (issuer.isBlank() || issuer.contains(":") || account.isBlank()) {
            throw new IllegalArgumentException("issuer and account must not be empty, and issuer not hold a colon");
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        Secret secret = Secret.of(bytes);
        List<String> codes = RecoveryCodes.make(random);
        Set<TokenHash> hashes = codes.stream()
                .flatMap(code -> RecoveryCodes.hash(code).stream())
                .collect(Collectors.toUnmodifiableSet());
        if (!store.enrol(tenant, user, sealing.seal(tenant, user, secret), hashes, deadline)) {
            return Optional.empty();
        }
        String text = Base32.toBase32String(bytes);
        return Optional.of(new Enrolment(uri(issuer, account, text), text, codes));
    }

    /**
     * Confirms a factor: from now on logins ask for it.
     *
     * @param tenant the tenant
     * @param user whose
     * @param password the first one-time password; it is used by this
     * @param deadline by when to answer
     * @return whether the factor was confirmed; not if the password is wrong, or none is to be confirmed
     */
    public boolean confirm(TenantId tenant, UserId user, String password, Deadline deadline) {
        Optional<SecondFactor> factor = store.find(tenant, user, deadline);
        OptionalLong step =
                factor.map(found -> stepOf(tenant, user, found, password)).orElse(OptionalLong.empty());
        boolean confirmed = step.isPresent() && store.confirm(tenant, user, step.getAsLong(), deadline);
        if (confirmed) {
            listener.notifySafely(new SecurityEvent.SecondFactorChanged(tenant, user, true));
        }
        return confirmed;
    }

    /**
     * Checks a one-time password or a recovery code, and uses it up.
     *
     * @param tenant the tenant
     * @param user whose
     * @param entered six digits, with spaces or without, or a recovery code, whatever its case and grouping
     * @param deadline by when to answer
     * @return whether it is right and was not used before; never if no factor is active
     */
    public boolean verify(TenantId tenant, UserId user, String entered, Deadline deadline) {
        Optional<TokenHash> code = RecoveryCodes.hash(entered);
        if (code.isPresent()) {
            return store.useRecoveryCode(tenant, user, code.get(), deadline);
        }
        Optional<SecondFactor> factor = store.find(tenant, user, deadline).filter(SecondFactor::confirmed);
        OptionalLong step =
                factor.map(found -> stepOf(tenant, user, found, entered)).orElse(OptionalLong.empty());
        return step.isPresent() && store.useStep(tenant, user, step.getAsLong(), deadline);
    }

    /**
     * Tells whether logins of a user ask for a second factor.
     *
     * @param tenant the tenant
     * @param user whose
     * @param deadline by when to answer
     * @return whether there is one that is confirmed
     */
    public boolean isActive(TenantId tenant, UserId user, Deadline deadline) {
        return store.find(tenant, user, deadline)
                .filter(SecondFactor::confirmed)
                .isPresent();
    }

    /**
     * Tells how many recovery codes a user has left.
     *
     * @param tenant the tenant
     * @param user whose
     * @param deadline by when to answer
     * @return how many; 0 if no factor is active
     */
    public int recoveryCodesLeft(TenantId tenant, UserId user, Deadline deadline) {
        return store.find(tenant, user, deadline)
                .filter(SecondFactor::confirmed)
                .map(SecondFactor::recoveryCodes)
                .orElse(0);
    }

    /**
     * Takes the factor of a user away, with its recovery codes. The caller has made sure that it is the user who asks, or
     * somebody who may.
     *
     * @param tenant the tenant
     * @param user whose
     * @param deadline by when to answer
     * @return whether there was one, confirmed or not
     */
    public boolean remove(TenantId tenant, UserId user, Deadline deadline) {
        boolean removed = store.remove(tenant, user, deadline);
        if (removed) {
            listener.notifySafely(new SecurityEvent.SecondFactorChanged(tenant, user, false));
        }
        return removed;
    }

    private OptionalLong stepOf(TenantId tenant, UserId user, SecondFactor factor, String entered) {
        Secret secret = sealing.open(tenant, user, factor.sealedSecret());
        return totp.stepOf(secret, SPACES.matcher(entered).replaceAll(""), clock.instant());
    }

    /** The form that authenticator apps read; all parameters are given, though they are the defaults. */
    private String uri(String issuer, String account, String secret) {
        return "otpauth://totp/" + encode(issuer) + ":" + encode(account) + "?secret=" + secret + "&issuer="
                + encode(issuer) + "&algorithm=SHA1&digits=" + totp.digits() + "&period="
                + Totp.PERIOD.toSeconds();
    }

    /** Percent-encodes as RFC 3986 has it: apps show a plus as a plus. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
