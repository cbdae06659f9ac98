package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second factor. */
class TotpApiTest {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int STEP_SECONDS = 30;

    private static TestServer server;

    private Account ann;
    private Client client;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void register() {
        ann = Account.register(server);
        client = ann.client();
    }

    private JsonNode enrol() {
        Answer enrolled = client.post("/api/totp/enrol", json().put("password", PASSWORD));
        assertThat(enrolled.status()).as(enrolled.body()).isEqualTo(201);
        assertThat(enrolled.fields()).containsExactly("uri", "secret", "recoveryCodes");
        return enrolled.json();
    }

    private Answer confirm(String password) {
        return client.post("/api/totp/confirm", json().put("totp", password));
    }

    /** RFC 6238, written down a second time. */
    private static String password(JsonNode enrolment, int stepsFromNow) {
        String secret = enrolment.get("secret").textValue();
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < secret.length(); i++) {
            number = number.shiftLeft(5).add(BigInteger.valueOf(BASE32.indexOf(secret.charAt(i))));
        }
        int bytes = secret.length() * 5 / 8;
        byte[] digits = number.shiftRight(secret.length() * 5 - bytes * 8).toByteArray();
        byte[] key = new byte[bytes];
        for (int i = 1; i <= Math.min(bytes, digits.length); i++) {
            key[bytes - i] = digits[digits.length - i];
        }
        long step = System.currentTimeMillis() / 1000 / STEP_SECONDS + stepsFromNow;
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            ByteBuffer hash = ByteBuffer.wrap(
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array()));
            int value = hash.getInt(hash.get(19) & 0xf) & 0x7fffffff;
            return String.format("%06d", value % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aConfirmedFactorIsAskedForAtLogin() {
        JsonNode enrolment = enrol();
        assertThat(enrolment.get("uri").textValue()).startsWith("otpauth://totp/");
        assertThat(ann.login(PASSWORD).status()).as("not confirmed yet").isEqualTo(200);
        confirm("000000x").isProblem(403, "second_factor_wrong");
        assertThat(confirm(password(enrolment, 0)).status()).isEqualTo(204);

        ann.login(PASSWORD).isProblem(401, "second_factor_required");
        ann.login("wrong " + PASSWORD).isProblem(401, "login_failed");
        String next = password(enrolment, 1);
        assertThat(ann.login(PASSWORD, "totp", next).status()).isEqualTo(200);
        ann.login(PASSWORD, "totp", next).isProblem(401, "login_failed");
        client.post("/api/totp/enrol", json().put("password", PASSWORD)).isProblem(409, "second_factor_exists");
    }

    @Test
    void aRecoveryCodeLetsInOnce() {
        JsonNode enrolment = enrol();
        confirm(password(enrolment, 0));
        String code = enrolment.at("/recoveryCodes/0").textValue();
        assertThat(enrolment.get("recoveryCodes").size()).isGreaterThanOrEqualTo(8);
        assertThat(ann.login(PASSWORD, "totp", code).status()).isEqualTo(200);
        ann.login(PASSWORD, "totp", code).isProblem(401, "login_failed");
    }

    @Test
    void guessingAtItIsBounded() {
        confirm(password(enrol(), 0));
        for (int i = 0; i < TestServer.FAILURES; i++) {
            ann.login(PASSWORD, "totp", "00000" + i).isProblem(401, "login_failed");
        }
        ann.login(PASSWORD, "totp", "000009").isProblem(429, "login_throttled");
    }

    @Test
    void removingItNeedsThePassword() {
        JsonNode enrolment = enrol();
        confirm(password(enrolment, 0));
        remove("wrong " + PASSWORD).isProblem(403, "password_wrong");
        assertThat(remove(PASSWORD).status()).isEqualTo(204);
        assertThat(ann.login(PASSWORD).status()).isEqualTo(200);
        remove(PASSWORD).isProblem(404, "second_factor_not_found");
    }

    @Test
    void enrollingNeedsThePassword() {
        client.post("/api/totp/enrol", json()).isProblem(400, "field_missing");
        client.post("/api/totp/enrol", json().put("password", "wrong " + PASSWORD))
                .isProblem(403, "password_wrong");
    }

    @Test
    void aPasswordThatIsTooShortAloneKeepsItsSecondFactor() {
        JsonNode enrolment = enrol();
        confirm(password(enrolment, 0));
        String shorter = "zuqo-7vix";
        assertThat(client.post("/api/password", json().put("current", PASSWORD).put("next", shorter))
                        .status())
                .isEqualTo(204);
        remove(shorter).isProblem(400, "password_malformed");
        ann.login(shorter).isProblem(401, "second_factor_required");
    }

    private Answer remove(String password) {
        return client.send(
                "DELETE", "/api/totp", json().put("password", password).toString());
    }

    @Test
    void withoutEnrollingThereIsNothingToConfirm() {
        confirm("123456").isProblem(403, "second_factor_wrong");
    }
}
