package dev.parley.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthValuesTest {

    private static final UserId USER = new UserId("a");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final TokenHash HASH = TokenHash.of("token");

    private static void assertInvalid(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    /** FIPS 180-2, appendix B.1. */
    @Test
    void aTokenHashIsTheSha256() {
        assertThat(TokenHash.of("abc").hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(TokenHash.of("abc")).hasToString("TokenHash[ba7816bf\u2026]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
    void otherTextsAreNoTokenHashes(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenHash(hex));
    }

    private static NewSession session(String device, String address, Duration idle, Duration absolute) {
        return new NewSession(new SessionId("s"), USER, device, address, false, idle, absolute);
    }

    @Test
    void whatASessionCarriesIsCutAndCleaned() {
        NewSession session = session("\ud83d\ude00".repeat(201), "::1\n" + "x".repeat(64), HOUR, HOUR);
        assertThat(session.device()).isEqualTo("\ud83d\ude00".repeat(200));
        assertThat(session.address()).isEqualTo("::1 " + "x".repeat(60));
        assertThat(session("a\0b\u0085c\ud800d", "", HOUR, HOUR).device()).isEqualTo("a b c d");
        assertThat(NewSession.cleanedAddress("::1\0")).isEqualTo("::1 ");
    }

    @Test
    void aSessionLastsForAWhile() {
        for (Duration idle : List.of(Duration.ZERO, Duration.ofSeconds(-1), HOUR.plusNanos(1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> session("", "", idle, HOUR));
        }
    }

    private static NewApiKey key(String id, String name, Set<String> scopes, @Nullable Duration lifetime) {
        return new NewApiKey(id, USER, name, HASH, scopes, lifetime);
    }

    @Test
    void aKeyHasBounds() {
        Set<String> some = Set.of("*");
        assertThat(key("a-_Z9".repeat(12), "n".repeat(100), Set.of("a:*", "a_b:c_d", "*"), null)
                        .scopes())
                .hasSize(3);
        for (String id : List.of("", "a b", "\u00e4", "a".repeat(65))) {
            assertThatIllegalArgumentException().isThrownBy(() -> key(id, "n", some, null));
        }
        for (String name : List.of("", " ", "a\n", "n".repeat(101))) {
            assertInvalid(ErrorCode.NAME_MALFORMED, () -> key("k", name, some, null));
        }
        for (String scope : List.of("", "a", "a:", ":a", "A:b", "*:a", "a:b:c", "a:b*")) {
            assertInvalid(ErrorCode.SCOPE_MALFORMED, () -> key("k", "n", Set.of(scope), null));
        }
        assertInvalid(ErrorCode.SCOPE_MALFORMED, () -> key("k", "n", Set.of(), null));
        assertInvalid(ErrorCode.SCOPE_MALFORMED, () -> key("k", "n", names(65, "a:"), null));
        for (Duration lifetime : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> key("k", "n", some, lifetime));
        }
    }

    private static Set<String> names(int count, String prefix) {
        return IntStream.range(0, count)
                .mapToObj(i -> prefix + (char) ('a' + i / 26) + (char) ('a' + i % 26))
                .collect(Collectors.toSet());
    }

    /** Every permission of the table may be a scope. */
    @Test
    void everyActionHasAPermissionOfItsOwn() {
        Set<String> seen = new HashSet<>();
        for (Action action : Action.values()) {
            assertThat(key("k", "n", Set.of(action.permission()), null).scopes())
                    .hasSize(1);
            assertThat(seen.add(action.permission())).isTrue();
        }
    }

    private static LoginLane lane(String subject, int failures, Duration window, Duration first, Duration longest) {
        return new LoginLane(LoginLane.Kind.ACCOUNT, subject, failures, window, first, longest);
    }

    @Test
    void aLaneHasBounds() {
        assertThat(lane("~".repeat(128), 1_000, HOUR, HOUR, HOUR).clearedBySuccess())
                .isTrue();
        assertThat(new LoginLane(LoginLane.Kind.ADDRESS, "a", 1, HOUR, HOUR, HOUR).clearedBySuccess())
                .isFalse();
        for (String subject : List.of("", "a b", "\u00e4", "a\n", "a".repeat(129))) {
            assertThatIllegalArgumentException().isThrownBy(() -> lane(subject, 1, HOUR, HOUR, HOUR));
        }
        for (int failures : new int[] {0, -1, 1_001}) {
            assertThatIllegalArgumentException().isThrownBy(() -> lane("a", failures, HOUR, HOUR, HOUR));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> lane("a", 1, Duration.ZERO, HOUR, HOUR));
        assertThatIllegalArgumentException().isThrownBy(() -> lane("a", 1, HOUR, Duration.ZERO, HOUR));
        assertThatIllegalArgumentException().isThrownBy(() -> lane("a", 1, HOUR, HOUR, HOUR.minusNanos(1)));
    }

    @Test
    void rolesHaveBounds() {
        assertThat(NewUser.requireRoles(Set.of("a-b_9", "r".repeat(32)))).hasSize(2);
        assertThat(NewUser.requireRoles(names(32, "r"))).hasSize(32);
        for (String role : List.of("", "A", "a b", "\u00e4", "r".repeat(33))) {
            assertInvalid(ErrorCode.ROLES_MALFORMED, () -> NewUser.requireRoles(Set.of(role)));
        }
        assertInvalid(ErrorCode.ROLES_MALFORMED, () -> NewUser.requireRoles(names(33, "r")));
        Set<String> roles = new HashSet<>(Set.of("a"));
        NewUser user = new NewUser(USER, "login", "name", roles, null);
        roles.add("b");
        assertThat(user.roles()).containsExactly("a");
    }

    @Test
    void aRefusalHasAReason() {
        assertThat(Authorization.denied("a_9")).isEqualTo(new Authorization.Denied("a_9"));
        assertThat(Authorization.allowed()).isEqualTo(new Authorization.Allowed());
        for (String reason : List.of("", "Not granted", "a".repeat(65))) {
            assertThatIllegalArgumentException().isThrownBy(() -> Authorization.denied(reason));
        }
    }

    @Test
    void resourcesAreValues() {
        ConversationId room = ConversationId.parse("01234567-89ab-8def-8123-456789abcdef");
        assertThat(Resource.conversation(room)).isEqualTo(new Resource.Conversation(room));
        assertThat(Resource.user(USER)).isEqualTo(new Resource.User(USER)).isNotEqualTo(Resource.tenant());
    }

    @Test
    void secretsAreCopiedComparedAndNotShown() {
        byte[] bytes = {1, 2, 3};
        Secret secret = Secret.of(bytes);
        bytes[0] = 9;
        secret.bytes()[1] = 9;
        assertThat(secret.bytes()).containsExactly(1, 2, 3);
        assertThat(secret)
                .isEqualTo(Secret.of(new byte[] {1, 2, 3}))
                .hasSameHashCodeAs(Secret.of(new byte[] {7, 8, 9}))
                .isNotEqualTo(Secret.of(new byte[] {1, 2, 4}))
                .hasToString("Secret[\u2026]");
        assertThat(Secret.of("\u00e4").length()).isEqualTo(2);
        assertThat(Secret.of("\u00e4").text()).isEqualTo("\u00e4");
    }

    @Test
    void nothingShowsPersonalDataOrSecrets() {
        Instant now = Instant.EPOCH;
        List<Object> values = List.of(
                session("hidden", "hidden", HOUR, HOUR),
                new Session(new SessionId("s"), USER, "hidden", "hidden", false, now, now, now),
                new NewUser(USER, "hidden", "hidden", "name", Set.of(), "hidden"),
                new UserProfile(USER, "hidden", "hidden", "name", Set.of(), true),
                new SecondFactor(Secret.of("hidden"), 1, 1, true),
                key("k", "hidden", Set.of("*"), null),
                new ApiKey("k", new TenantId("t"), USER, "hidden", Set.of("*"), now, null, null),
                new SecretSource.Version("v", Secret.of("hidden")));
        assertThat(values).allSatisfy(value -> assertThat(value.toString()).doesNotContain("hidden"));
        assertThat(key("k", "n", Set.of("*"), null).toString()).doesNotContain(HASH.hex());
    }

    /** All nodes must give a version the same name: it is in what they have signed. */
    @Test
    void versionsAreNamedAfterTheirValue() {
        SecretSource.Version version = SecretSource.Version.of(Secret.of("a secret of many nodes"));
        assertThat(version.version()).matches("[0-9a-f]{16}");
        assertThat(SecretSource.Version.of(Secret.of("a secret of many nodes"))).isEqualTo(version);
        assertThat(SecretSource.Version.of(Secret.of("another")).version()).isNotEqualTo(version.version());
        assertThat(version.version()).isEqualTo("e78a2d6bc07109c0");
    }
}
