package dev.parley.auth.login;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens by which a device is known that has logged in before. Such a device is counted apart when passwords are guessed,
 * so that strangers who try an account do not lock its user out. A token lets nobody in.
 *
 * <p>A token is 128 random bits and the date of issue, under HMAC-SHA256 together with tenant and login name. Nothing is
 * stored. It holds for a year, and as long as the key that made it is accepted. Thread-safe.
 */
public final class DeviceTokens {

    /** For how long a token is accepted after it was issued. */
    public static final Duration LIFETIME = Duration.ofDays(365);

    /** A whole number of base64 groups: no bit is left over, so a token has one spelling. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{76}");

    private static final byte FORMAT = 1;
    private static final int DEVICE_BYTES = 16;
    private static final int BODY_BYTES = 1 + DEVICE_BYTES + Long.BYTES;
    private static final int MAC_BYTES = 32;
    private static final int MIN_KEY_BYTES = 32;
    private static final String LABEL = "parley device token";
    private static final String MAC = "HmacSHA256";

    private final SecretSource secrets;
    private final String name;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * Tokens under a secret.
     *
     * @param secrets where the key is; at least 32 random bytes, used for nothing else
     * @param name the name of the secret
     * @param clock what time it is
     */
    public DeviceTokens(SecretSource secrets, String name, InstantSource clock) {
        this.secrets = Objects.requireNonNull(secrets, "secrets");
        this.name = Objects.requireNonNull(name, "name");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Makes a token for a new device.
     *
     * @param tenant the tenant
     * @param login who has logged in on it
     * @return the token
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if the key is not there or too short
     */
    public String issue(TenantId tenant, LoginName login) {
        byte[] device = new byte[DEVICE_BYTES];
        random.nextBytes(device);
        return sign(device, tenant, login);
    }

    /**
     * Makes a token of today for a device that is known.
     *
     * @param device as {@link #deviceOf} gave it
     * @param tenant the tenant
     * @param login who has logged in on it
     * @return the token
     * @throws IllegalArgumentException if {@code device} is no such id
     */
    public String renew(String device, TenantId tenant, LoginName login) {
        byte[] bytes = Base64.getUrlDecoder().decode(device);
        if (bytes.length != DEVICE_BYTES) {
            throw new IllegalArgumentException("device must be an id as it was given out");
        }
        return sign(bytes, tenant, login);
    }

    private String sign(byte[] device, TenantId tenant, LoginName login) {
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .put(FORMAT)
                .put(device)
                .putLong(clock.instant().getEpochSecond())
                .array();
        byte[] token = Arrays.copyOf(body, BODY_BYTES + MAC_BYTES);
        byte[] mac = mac(secrets.current(name).value(), body, tenant, login);
        System.arraycopy(mac, 0, token, BODY_BYTES, MAC_BYTES);
        return Base64.getUrlEncoder().encodeToString(token);
    }

    /**
     * Tells which device a token is of.
     *
     * @param token what the client sent
     * @param tenant the tenant
     * @param login who wants to log in
     * @return the id of the device, or nothing if the token is not one of ours, of another user, or too old
     */
    public Optional<String> deviceOf(String token, TenantId tenant, LoginName login) {
        if (!FORM.matcher(token).matches()) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        byte[] body = Arrays.copyOf(bytes, BODY_BYTES);
        byte[] mac = Arrays.copyOfRange(bytes, BODY_BYTES, BODY_BYTES + MAC_BYTES);
        boolean ours = false;
        for (SecretSource.Version version : secrets.accepted(name)) {
            ours |= MessageDigest.isEqual(mac, mac(version.value(), body, tenant, login));
        }
        Instant issued = Instant.ofEpochSecond(ByteBuffer.wrap(body).getLong(1 + DEVICE_BYTES));
        if (!ours || body[0] != FORMAT || !clock.instant().isBefore(issued.plus(LIFETIME))) {
            return Optional.empty();
        }
        byte[] device = Arrays.copyOfRange(body, 1, 1 + DEVICE_BYTES);
        return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(device));
    }

    private byte[] mac(Secret key, byte[] body, TenantId tenant, LoginName login) {
        if (key.length() < MIN_KEY_BYTES) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION,
                    "The secret " + name + " has fewer than " + MIN_KEY_BYTES + " bytes",
                    null);
        }
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key.bytes(), MAC));
            // Neither a tenant nor a login name can hold the separator.
            mac.update((LABEL + '\0' + tenant.value() + '\0' + login.normalised() + '\0')
                    .getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must provide HMAC-SHA256", e);
        }
    }
}
