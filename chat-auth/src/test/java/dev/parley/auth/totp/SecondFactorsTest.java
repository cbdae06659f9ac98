package dev.parley.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.SecondFactorStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatEvent;
import dev.parley.core.observe.SecurityEvent;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondFactorsTest {

    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final Secret KEY = Secret.of("a key of thirty-two bytes, or so.");
    private static final Secret NEXT_KEY = Secret.of("another key of 32 bytes, or more");

    private final Deadline soon = Deadline.after(Duration.ofSeconds(60));
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T08:00:00Z"));
    private final InMemorySecrets secrets = SecretSource.inMemory();
    private final SecondFactorStore store = SecondFactorStore.inMemory();
    private final List<ChatEvent> heard = new ArrayList<>();
    private SecondFactors factors;

    @BeforeEach
    void configure() {
        secrets.put("totp", KEY);
        factors = new SecondFactors(store, secrets, "totp", clock, heard::add);
    }

    @Test
    void aFactorIsActiveOnceAPasswordHasProvedIt() {
        Enrolment enrolment = enrol(ALICE);
        assertThat(factors.isActive(TENANT, ALICE, soon)).isFalse();
        assertThat(factors.verify(TENANT, ALICE, password(enrolment), soon)).isFalse();
        assertThat(factors.confirm(TENANT, ALICE, "000000", soon)).isFalse();
        assertThat(heard).isEmpty();
        assertThat(factors.confirm(TENANT, ALICE, password(enrolment), soon)).isTrue();
        assertThat(factors.isActive(TENANT, ALICE, soon)).isTrue();
        assertThat(factors.isActive(TENANT, BOB, soon)).isFalse();
        assertThat(factors.isActive(new TenantId("other"), ALICE, soon)).isFalse();
        assertThat(heard).containsExactly(new SecurityEvent.SecondFactorChanged(TENANT, ALICE, true));
        clock.advance(Totp.PERIOD);
        assertThat(factors.confirm(TENANT, ALICE, password(enrolment), soon)).isFalse();
    }

    @Test
    void aPasswordIsTakenOnceAndNoneBeforeIt() {
        Enrolment enrolment = active(ALICE);
        String proving = password(enrolment);
        assertThat(factors.verify(TENANT, ALICE, proving, soon)).isFalse();
        clock.advance(Totp.PERIOD);
        String next = password(enrolment);
        assertThat(factors.verify(TENANT, ALICE, next, soon)).isTrue();
        assertThat(factors.verify(TENANT, ALICE, next, soon)).isFalse();
        assertThat(factors.verify(TENANT, ALICE, proving, soon)).isFalse();
        clock.advance(Totp.PERIOD);
        String spaced = password(enrolment);
        assertThat(factors.verify(TENANT, ALICE, " " + spaced.substring(0, 3) + " " + spaced.substring(3), soon))
                .isTrue();
    }

    @Test
    void aPasswordOfAnHourAgoIsWrong() {
        Enrolment enrolment = active(ALICE);
        clock.advance(Totp.PERIOD);
        String old = password(enrolment);
        clock.advance(Duration.ofHours(1));
        assertThat(factors.verify(TENANT, ALICE, old, soon)).isFalse();
        assertThat(factors.verify(TENANT, ALICE, password(enrolment), soon)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "12345", "1234567", "aaaa-bbbb-cccc-ddd1", "aaaa-bbbb-cccc-dddd", "null"})
    void whatIsNeitherPasswordNorCodeIsWrong(String entered) {
        active(ALICE);
        clock.advance(Totp.PERIOD);
        assertThat(factors.verify(TENANT, ALICE, entered, soon)).isFalse();
        assertThat(factors.verify(TENANT, BOB, entered, soon)).isFalse();
    }

    @Test
    void eachRecoveryCodeReplacesAPasswordOnce() {
        Enrolment enrolment = active(ALICE);
        List<String> codes = enrolment.recoveryCodes();
        assertThat(codes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("([a-z2-7]{4}-){3}[a-z2-7]{4}"));
        assertThat(factors.recoveryCodesLeft(TENANT, ALICE, soon)).isEqualTo(10);
        assertThat(factors.verify(TENANT, ALICE, codes.get(0), soon)).isTrue();
        assertThat(factors.verify(TENANT, ALICE, codes.get(0), soon)).isFalse();
        String rewritten = " " + codes.get(1).toUpperCase(Locale.ROOT).replace('-', ' ') + "\n";
        assertThat(factors.verify(TENANT, ALICE, rewritten, soon)).isTrue();
        assertThat(factors.verify(TENANT, ALICE, codes.get(1), soon)).isFalse();
        assertThat(factors.verify(TENANT, BOB, codes.get(2), soon)).isFalse();
        assertThat(factors.recoveryCodesLeft(TENANT, ALICE, soon)).isEqualTo(8);
        assertThat(factors.recoveryCodesLeft(TENANT, BOB, soon)).isZero();
    }

    @Test
    void recoveryCodesOfAnUnconfirmedFactorAreWorthNothing() {
        Enrolment enrolment = enrol(ALICE);
        assertThat(factors.verify(TENANT, ALICE, enrolment.recoveryCodes().get(0), soon))
                .isFalse();
        assertThat(factors.confirm(TENANT, ALICE, enrolment.recoveryCodes().get(0), soon))
                .isFalse();
    }

    @Test
    void enrollingAnewReplacesWhatWasNotConfirmedAndLeavesWhatIsActive() {
        Enrolment first = enrol(ALICE);
        Enrolment second = enrol(ALICE);
        assertThat(factors.confirm(TENANT, ALICE, password(first), soon)).isFalse();
        assertThat(factors.confirm(TENANT, ALICE, password(second), soon)).isTrue();
        assertThat(factors.enrol(TENANT, ALICE, "Parley", "alice", soon)).isEmpty();
        clock.advance(Totp.PERIOD);
        assertThat(factors.verify(TENANT, ALICE, password(second), soon)).isTrue();
    }

    @Test
    void aRemovedFactorIsGone() {
        Enrolment enrolment = active(ALICE);
        heard.clear();
        assertThat(factors.remove(TENANT, BOB, soon)).isFalse();
        assertThat(factors.remove(TENANT, ALICE, soon)).isTrue();
        assertThat(factors.remove(TENANT, ALICE, soon)).isFalse();
        assertThat(heard).containsExactly(new SecurityEvent.SecondFactorChanged(TENANT, ALICE, false));
        clock.advance(Totp.PERIOD);
        assertThat(factors.isActive(TENANT, ALICE, soon)).isFalse();
        assertThat(factors.verify(TENANT, ALICE, password(enrolment), soon)).isFalse();
        assertThat(factors.verify(TENANT, ALICE, enrolment.recoveryCodes().get(0), soon))
                .isFalse();
    }

    @Test
    void theUriIsWhatAuthenticatorAppsRead() {
        Enrolment enrolment = factors.enrol(TENANT, ALICE, "Parley & Söhne", "alice+1@example.com", soon)
                .orElseThrow();
        assertThat(enrolment.secret()).matches("[A-Z2-7]{32}");
        assertThat(enrolment.uri())
                .isEqualTo("otpauth://totp/Parley%20%26%20S%C3%B6hne:alice%2B1%40example.com?secret="
                        + enrolment.secret()
                        + "&issuer=Parley%20%26%20S%C3%B6hne&algorithm=SHA1&digits=6&period=30");
        assertThat(enrolment.toString()).isEqualTo("Enrolment[…]");
    }

    @ParameterizedTest
    @CsvSource({"'',alice", "Par:ley,alice", "Parley,' '"})
    void whatAnAppCanNotShowIsRefused(String issuer, String account) {
        assertThatThrownBy(() -> factors.enrol(TENANT, ALICE, issuer, account, soon))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everySecretIsAnother() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            seen.add(enrol(ALICE).secret());
        }
        assertThat(seen).hasSize(20);
    }

    @Test
    void afterTheKeyWasReplacedOlderFactorsAreReadAsLongAsItIsAccepted() {
        Enrolment enrolment = active(ALICE);
        secrets.rotate("totp", NEXT_KEY);
        clock.advance(Totp.PERIOD);
        assertThat(factors.verify(TENANT, ALICE, password(enrolment), soon)).isTrue();
        Enrolment bobs = active(BOB);
        clock.advance(Totp.PERIOD);
        secrets.put("totp", NEXT_KEY);
        assertThat(factors.verify(TENANT, BOB, password(bobs), soon)).isTrue();
        assertThatThrownBy(() -> factors.verify(TENANT, ALICE, password(enrolment), soon))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("'totp'");
    }

    @Test
    void theSecretIsNotStoredInClearAndIsBoundToItsUser() {
        Enrolment enrolment = active(ALICE);
        Secret sealed = store.find(TENANT, ALICE, soon).orElseThrow().sealedSecret();
        assertThat(HexFormat.of().formatHex(sealed.bytes()))
                .hasSize(2 * 57)
                .doesNotContain(HexFormat.of().formatHex(Base32.decode(enrolment.secret())));
        for (UserId other : List.of(BOB, new UserId("alic"))) {
            store.enrol(TENANT, other, sealed, Set.of(), soon);
            assertThatThrownBy(() -> factors.confirm(TENANT, other, password(enrolment), soon))
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
        }
        TenantId elsewhere = new TenantId("other");
        store.enrol(elsewhere, ALICE, sealed, Set.of(), soon);
        assertThatThrownBy(() -> factors.confirm(elsewhere, ALICE, password(enrolment), soon))
                .isInstanceOf(ChatException.class);
    }

    @Test
    void aSealedSecretThatWasTouchedIsAFaultAndNotAWrongPassword() {
        Enrolment enrolment = enrol(ALICE);
        byte[] sealed =
                store.find(TENANT, ALICE, soon).orElseThrow().sealedSecret().bytes();
        for (int at : new int[] {0, 1, 9, 21, 56}) {
            byte[] touched = sealed.clone();
            touched[at] ^= 1;
            store.enrol(TENANT, ALICE, Secret.of(touched), Set.of(), soon);
            assertThatThrownBy(() -> factors.confirm(TENANT, ALICE, password(enrolment), soon))
                    .as("byte %d", at)
                    .isInstanceOf(ChatException.class)
                    .hasMessageNotContaining(enrolment.secret());
        }
        store.enrol(TENANT, ALICE, Secret.of(new byte[] {1, 2, 3}), Set.of(), soon);
        assertThatThrownBy(() -> factors.confirm(TENANT, ALICE, password(enrolment), soon))
                .isInstanceOf(ChatException.class);
    }

    @Test
    void aKeyThatIsAbsentOrTooShortEndsTheStart() {
        assertThatThrownBy(() -> new SecondFactors(store, secrets, "absent", clock))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("absent");
        secrets.put("short", Secret.of("31 bytes are not enough for it."));
        assertThatThrownBy(() -> new SecondFactors(store, secrets, "short", clock))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("fewer than 32 bytes");
    }

    private Enrolment enrol(UserId user) {
        return factors.enrol(TENANT, user, "Parley", "someone", soon).orElseThrow();
    }

    private Enrolment active(UserId user) {
        Enrolment enrolment = enrol(user);
        assertThat(factors.confirm(TENANT, user, password(enrolment), soon)).isTrue();
        return enrolment;
    }

    /** What the user's app shows now. */
    private String password(Enrolment enrolment) {
        Secret secret = Secret.of(Base32.decode(enrolment.secret()));
        return new Totp().passwordAt(secret, Totp.stepAt(clock.instant()));
    }
}
