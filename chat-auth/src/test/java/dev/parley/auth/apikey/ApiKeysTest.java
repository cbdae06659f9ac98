package dev.parley.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.auth.token.Access;
import dev.parley.auth.token.AccessResult;
import dev.parley.auth.token.SigningKeys;
import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.ApiKey;
import dev.parley.core.auth.ApiKeyStore;
import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatEvent;
import dev.parley.core.observe.SecurityEvent;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final UserId ROBOT = new UserId("robot");
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    private final Deadline soon = Deadline.after(Duration.ofSeconds(60));
    private final ManualClock clock = new ManualClock(START);
    private final AccessChanges changes = AccessChanges.inMemory(clock);
    private final ApiKeyStore store = ApiKeyStore.inMemory(clock, changes);
    private final List<ChatEvent> heard = new ArrayList<>();
    private final ApiKeys keys = new ApiKeys(store, clock, heard::add);

    @Test
    void aKeyIsFoundByItsText() {
        CreatedApiKey created = create(null);
        assertThat(created.text()).matches("pk_" + created.key().id() + "_[A-Za-z0-9_-]{43}");
        assertThat(ApiKeys.isKey(created.text())).isTrue();
        ApiKey found = keys.find(created.text(), soon).orElseThrow();
        assertThat(found.id()).isEqualTo(created.key().id());
        assertThat(found.user()).isEqualTo(ROBOT);
        assertThat(found.scopes()).containsExactlyInAnyOrder("message:*", "conversation:read");
        assertThat(heard)
                .containsExactly(new SecurityEvent.ApiKeyChanged(
                        TENANT, ROBOT, created.key().id(), false));
    }

    @Test
    void theTextIsShownNowhereElse() {
        CreatedApiKey created = create(null);
        String random = created.text().substring(20);
        assertThat(created.toString()).contains(created.key().id()).doesNotContain(random);
        assertThat(heard.toString() + keys.list(TENANT, ROBOT, soon)).doesNotContain(random);
        assertThat(create(null).text()).isNotEqualTo(created.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pk_", "eyJhbGciOiJub25lIn0.e30.", "PK_%s", "%sA", " %s", "%s\n"})
    void whatIsNoKeyIsNotFound(String pattern) {
        String text = pattern.formatted(create(null).text());
        assertThat(ApiKeys.isKey(text)).isFalse();
        assertThat(keys.find(text, soon)).isEmpty();
    }

    @Test
    void aKeyWithOneOtherCharacterIsNotFound() {
        String text = create(null).text();
        String other = text.substring(0, 62) + (text.endsWith("A") ? "B" : "A");
        assertThat(ApiKeys.isKey(other)).isTrue();
        assertThat(keys.find(other, soon)).isEmpty();
    }

    @Test
    void aKeyEndsWithItsTime() {
        CreatedApiKey created = create(Duration.ofHours(1));
        clock.advance(Duration.ofMinutes(59));
        assertThat(keys.find(created.text(), soon)).isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(keys.find(created.text(), soon)).isEmpty();
        assertThat(keys.list(TENANT, ROBOT, soon)).hasSize(1);
    }

    @Test
    void aRevokedKeyIsGone() {
        CreatedApiKey created = create(null);
        heard.clear();
        String id = created.key().id();
        assertThat(keys.revoke(TENANT, new UserId("another"), id, soon)).isFalse();
        assertThat(keys.revoke(new TenantId("other"), ROBOT, id, soon)).isFalse();
        assertThat(keys.find(created.text(), soon)).isPresent();
        assertThat(keys.revoke(TENANT, ROBOT, id, soon)).isTrue();
        assertThat(keys.revoke(TENANT, ROBOT, id, soon)).isFalse();
        assertThat(keys.find(created.text(), soon)).isEmpty();
        assertThat(keys.list(TENANT, ROBOT, soon)).isEmpty();
        assertThat(heard).containsExactly(new SecurityEvent.ApiKeyChanged(TENANT, ROBOT, id, true));
    }

    @Test
    void theLastUseIsNotedAtMostOnceAMinute() {
        CreatedApiKey created = create(null);
        assertThat(lastUse()).isNull();
        keys.find(created.text(), soon);
        assertThat(lastUse()).isEqualTo(START);
        clock.advance(Duration.ofSeconds(59));
        keys.find(created.text(), soon);
        assertThat(lastUse()).isEqualTo(START);
        clock.advance(Duration.ofSeconds(1));
        keys.find(created.text(), soon);
        assertThat(lastUse()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void accessNotesTheUseOfAKeyThatItKnows() {
        UserDirectory users = UserDirectory.inMemory(changes);
        users.register(TENANT, new NewUser(ROBOT, "robot", "Robot", Set.of(), null), soon);
        String text = create(null).text();
        InMemorySecrets secrets = SecretSource.inMemory();
        secrets.put("jwt", Secret.of("q8Kf2vLx0Tz5Wn7Yb3Rc9Jd1Hg6Mp4Qs"));
        try (Access access = Access.builder()
                .keys(SigningKeys.fromSharedSecret(secrets, "jwt"))
                .issuer("i")
                .audience("a")
                .sessions(SessionStore.inMemory(clock, changes))
                .users(users)
                .changes(changes)
                .apiKeys(keys)
                .clock(clock)
                .nanoTime(() -> 0)
                .build()) {
            assertThat(access.authenticate(text, soon)).isInstanceOf(AccessResult.Granted.class);
            clock.advance(Duration.ofSeconds(60));
            assertThat(access.authenticate(text, soon)).isInstanceOf(AccessResult.Granted.class);
            assertThat(lastUse()).isEqualTo(START.plusSeconds(60));
        }
    }

    @Test
    void aUseThatCanNotBeNotedDoesNotTurnTheKeyAway() {
        CreatedApiKey created = create(null);
        ApiKeys readOnly = new ApiKeys(
                new ForwardingApiKeyStore(store) {
                    @Override
                    public boolean touch(TenantId tenant, String id, Deadline deadline) {
                        throw ChatException.passing(
                                ErrorCode.STORE_READ_ONLY, "The store is read-only", Duration.ofSeconds(1), null);
                    }
                },
                clock,
                heard::add);
        assertThat(readOnly.find(created.text(), soon)).isPresent();
    }

    @Test
    void aKeyThatWasRevokedBetweenFindingAndNotingIsNotFound() {
        CreatedApiKey created = create(null);
        ApiKeys late = new ApiKeys(
                new ForwardingApiKeyStore(store) {
                    @Override
                    public boolean touch(TenantId tenant, String id, Deadline deadline) {
                        store.revoke(TENANT, ROBOT, id, deadline);
                        return super.touch(tenant, id, deadline);
                    }
                },
                clock,
                heard::add);
        assertThat(late.find(created.text(), soon)).isEmpty();
    }

    @Test
    void anOutageIsNotAMissingKey() {
        CreatedApiKey created = create(null);
        store.close();
        assertThatThrownBy(() -> keys.find(created.text(), soon)).isInstanceOf(ChatException.class);
    }

    @Test
    void moreKeysThanAUserMayHaveAreRefusedAndNobodyIsTold() {
        for (int i = 0; i < ApiKeyStore.MAX_PER_USER; i++) {
            create(null);
        }
        heard.clear();
        assertThat(keys.create(TENANT, ROBOT, "one more", Set.of("*"), null, soon))
                .isEqualTo(Outcome.refused(ErrorCode.API_KEYS_TOO_MANY));
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "message:pst", "messages:*", "message", "**", "MESSAGE:*"})
    void scopesThatThereAreNotAreRefused(String scope) {
        assertThatThrownBy(() -> keys.create(TENANT, ROBOT, "robot", Set.of("message:post", scope), null, soon))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCOPE_MALFORMED));
    }

    @Test
    void aKeyWithoutScopesIsRefused() {
        assertThatThrownBy(() -> keys.create(TENANT, ROBOT, "robot", Set.of(), null, soon))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCOPE_MALFORMED));
    }

    private CreatedApiKey create(@Nullable Duration lifetime) {
        return keys.create(TENANT, ROBOT, "robot", Set.of("message:*", "conversation:read"), lifetime, soon)
                .orThrow();
    }

    private @Nullable Instant lastUse() {
        return keys.list(TENANT, ROBOT, soon).get(0).lastUsedAt();
    }
}
