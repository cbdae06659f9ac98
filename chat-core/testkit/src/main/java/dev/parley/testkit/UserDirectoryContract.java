package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.LoginIdentity;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The contract of {@link UserDirectory}: one test for each of its numbered rules. The test of an adapter implements this
 * interface and writes {@link #createDirectory()} and {@link #createDirectoryAndChanges()}.
 */
public interface UserDirectoryContract extends UserStateRules {

    private static TenantId newTenant() {
        return new TenantId("t-" + UUID.randomUUID());
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    private static NewUser user(String id, @Nullable String credential) {
        return new NewUser(new UserId(id), id + "@example.org", "Name of " + id, Set.of("admin"), credential);
    }

    private static UserProfile profile(String id) {
        return UserProfile.of(user(id, null));
    }

    /** UD-1: found as registered. */
    @Rule("UD-1")
    default void registeredIsFound() {
        TenantId tenant = newTenant();
        try (UserDirectory users = createDirectory()) {
            assertThat(users.register(tenant, user("a", "$phc$"), deadline())).isEqualTo(Outcome.done(profile("a")));
            users.register(tenant, user("b", null), deadline()).orThrow();
            assertThat(users.findByLogin(tenant, "a@example.org", deadline()))
                    .contains(new LoginIdentity(profile("a"), "$phc$", 1));
            assertThat(users.findByLogin(tenant, "b@example.org", deadline()))
                    .contains(new LoginIdentity(profile("b"), null, 1));
            assertThat(users.findById(tenant, new UserId("a"), deadline())).contains(profile("a"));
            assertThat(users.findByLogin(tenant, "c@example.org", deadline())).isEmpty();
            assertThat(users.findById(tenant, new UserId("c"), deadline())).isEmpty();
        }
    }

    /** UD-2: one user for a login name, also of 64 at once. */
    @Rule("UD-2")
    default void aLoginNameBelongsToOne() {
        TenantId tenant = newTenant();
        try (UserDirectory users = createDirectory()) {
            List<Outcome<UserProfile>> outcomes = Concurrently.run(
                    64,
                    number -> users.register(
                            tenant,
                            new NewUser(new UserId("u" + number), "same@example.org", "N" + number, Set.of(), null),
                            deadline()));
            assertThat(outcomes)
                    .filteredOn(Outcome.refused(ErrorCode.LOGIN_TAKEN)::equals)
                    .hasSize(63);
            UserProfile first = outcomes.stream()
                    .filter(Outcome.Done.class::isInstance)
                    .map(Outcome::orThrow)
                    .findFirst()
                    .orElseThrow();
            assertThat(users.findByLogin(tenant, "same@example.org", deadline()).map(LoginIdentity::profile))
                    .contains(first);
            assertThat(users.search(tenant, "", 100, deadline())).containsExactly(first);
        }
    }

    /** UD-3: one user for an id. */
    @Rule("UD-3")
    default void anIdBelongsToOne() {
        TenantId tenant = newTenant();
        try (UserDirectory users = createDirectory()) {
            users.register(tenant, user("a", null), deadline()).orThrow();
            NewUser sameId = new NewUser(new UserId("a"), "other@example.org", "Other", Set.of(), null);
            assertThat(users.register(tenant, sameId, deadline())).isEqualTo(Outcome.refused(ErrorCode.LOGIN_TAKEN));
            assertThat(users.findById(tenant, new UserId("a"), deadline())).contains(profile("a"));
            assertThat(users.findByLogin(tenant, "other@example.org", deadline()))
                    .isEmpty();
        }
    }

    /** UD-4: exact comparison. */
    @Rule("UD-4")
    default void loginNamesAreComparedExactly() {
        TenantId tenant = newTenant();
        try (UserDirectory users = createDirectory()) {
            for (String login : List.of("a@example.org", "A@example.org", "a@example.org ", "\u00e4", "a\u0308")) {
                NewUser user = new NewUser(new UserId(UUID.randomUUID().toString()), login, "Name", Set.of(), null);
                UserProfile profile = users.register(tenant, user, deadline()).orThrow();
                assertThat(users.findByLogin(tenant, login, deadline()).map(LoginIdentity::profile))
                        .contains(profile);
            }
        }
    }

    /** UD-5: tenants are apart. */
    @Rule("UD-5")
    default void tenantsAreApart() {
        TenantId tenant = newTenant();
        TenantId other = newTenant();
        UserId id = new UserId("a");
        try (UserDirectory users = createDirectory()) {
            users.register(tenant, user("a", "$one$"), deadline()).orThrow();
            assertThat(users.findById(other, id, deadline())).isEmpty();
            assertThat(users.findByLogin(other, "a@example.org", deadline())).isEmpty();
            assertThat(users.findAll(other, List.of(id), deadline())).isEmpty();
            assertThat(users.search(other, "", 10, deadline())).isEmpty();
            assertThat(users.updateCredential(other, id, 1, "$x$", deadline()))
                    .isEqualTo(Outcome.refused(ErrorCode.USER_NOT_FOUND));
            assertThat(users.erase(other, id, deadline())).isFalse();
            users.register(other, user("a", "$two$"), deadline()).orThrow();
            assertThat(users.findByLogin(tenant, "a@example.org", deadline()).map(LoginIdentity::credential))
                    .isEqualTo(Optional.of("$one$"));
        }
    }

    /** UD-6: compare and set. */
    @Rule("UD-6")
    default void credentialsChangeAtTheExpectedVersion() {
        TenantId tenant = newTenant();
        UserId id = new UserId("a");
        try (UserDirectory users = createDirectory()) {
            users.register(tenant, user("a", "$0$"), deadline()).orThrow();
            assertThat(users.updateCredential(tenant, new UserId("b"), 1, "$x$", deadline()))
                    .isEqualTo(Outcome.refused(ErrorCode.USER_NOT_FOUND));
            assertThat(users.updateCredential(tenant, id, 2, "$x$", deadline()))
                    .isEqualTo(Outcome.refused(ErrorCode.VERSION_CONFLICT));
            List<Outcome<Integer>> outcomes = Concurrently.run(
                    64, number -> users.updateCredential(tenant, id, 1, "$" + number + "$", deadline()));
            assertThat(outcomes).filteredOn(Outcome.done(2)::equals).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Outcome.refused(ErrorCode.VERSION_CONFLICT)::equals)
                    .hasSize(63);
            int winner = outcomes.indexOf(Outcome.done(2));
            assertThat(users.findByLogin(tenant, "a@example.org", deadline()))
                    .contains(new LoginIdentity(profile("a"), "$" + winner + "$", 2));
        }
    }

    /** UD-7: many at once. */
    @Rule("UD-7")
    default void manyAreFoundAtOnce() {
        TenantId tenant = newTenant();
        try (UserDirectory users = createDirectory()) {
            users.register(tenant, user("a", null), deadline()).orThrow();
            users.register(tenant, user("b", null), deadline()).orThrow();
            users.register(tenant, user("c", null), deadline()).orThrow();
            assertThat(users.findAll(
                            tenant, List.of(new UserId("c"), new UserId("unknown"), new UserId("a")), deadline()))
                    .containsOnlyKeys(new UserId("a"), new UserId("c"))
                    .containsEntry(new UserId("a"), profile("a"));
            assertThat(users.findAll(tenant, List.of(), deadline())).isEmpty();
        }
    }

    /** UD-8: search by a part of the name. */
    @Rule("UD-8")
    default void searchFindsParts() {
        TenantId tenant = newTenant();
        try (UserDirectory users = createDirectory()) {
            List<String> names =
                    List.of("Zo\u00cb", "anna", "Anna", "100% sure", "under_score", "back\\slash", "Hannah", "Anna");
            for (int i = 0; i < names.size(); i++) {
                NewUser user = new NewUser(new UserId("u" + i), "l" + i, names.get(i), Set.of(), null);
                users.register(tenant, user, deadline()).orThrow();
            }
            assertThat(found(users, tenant, "ANNA", 10)).containsExactly("u2", "u7", "u6", "u1");
            assertThat(found(users, tenant, "anna", 2)).containsExactly("u2", "u7");
            assertThat(found(users, tenant, "o\u00eb", 10)).containsExactly("u0");
            assertThat(found(users, tenant, "%", 10)).containsExactly("u3");
            assertThat(found(users, tenant, "_", 10)).containsExactly("u4");
            assertThat(found(users, tenant, "\\", 10)).containsExactly("u5");
            assertThat(found(users, tenant, "", 10)).hasSize(8);
            assertThat(found(users, tenant, "nobody", 10)).isEmpty();
        }
    }

    private static List<String> found(UserDirectory users, TenantId tenant, String query, int limit) {
        return users.search(tenant, query, limit, deadline()).stream()
                .map(profile -> profile.id().value())
                .toList();
    }

    /** UD-9: gone for good. */
    @Rule("UD-9")
    default void erasedIsGone() {
        TenantId tenant = newTenant();
        UserId id = new UserId("a");
        try (UserDirectory users = createDirectory()) {
            users.register(tenant, user("a", "$phc$"), deadline()).orThrow();
            assertThat(users.erase(tenant, id, deadline())).isTrue();
            assertThat(users.erase(tenant, id, deadline())).isFalse();
            assertThat(users.findById(tenant, id, deadline())).isEmpty();
            assertThat(users.findByLogin(tenant, "a@example.org", deadline())).isEmpty();
            assertThat(users.search(tenant, "", 10, deadline())).isEmpty();
            assertThat(users.register(tenant, user("a", null), deadline())).isEqualTo(Outcome.done(profile("a")));
        }
    }

    /** UD-10: names to the last code point, and the login name as it is shown. */
    @Rule("UD-10")
    default void namesComeBackAsRegistered() {
        TenantId tenant = newTenant();
        try (UserDirectory users = createDirectory()) {
            for (String name :
                    List.of(" padded ", "\ud83d\ude00\u200d\ud83d\udd25", "e\u0301", "\u202eabc", "O'Brien; --")) {
                UserId id = new UserId(UUID.randomUUID().toString());
                users.register(tenant, new NewUser(id, id.value(), name, Set.of("b", "a"), null), deadline())
                        .orThrow();
                assertThat(users.findById(tenant, id, deadline()))
                        .contains(new UserProfile(id, id.value(), id.value(), name, Set.of("a", "b"), true));
            }
            NewUser shown =
                    new NewUser(new UserId("a"), "\u00e4@example.org", "\u00c4@Example.ORG", "A", Set.of(), null);
            assertThat(users.register(tenant, shown, deadline())).isEqualTo(Outcome.done(UserProfile.of(shown)));
            assertThat(users.findByLogin(tenant, shown.login(), deadline()).map(LoginIdentity::profile))
                    .contains(UserProfile.of(shown));
        }
    }
}
