package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.auth.LoginIdentity;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.util.List;
import java.util.Set;

/** What is changed of users by operators: a part of {@link UserDirectoryContract}. */
public interface UserStateRules extends UserDirectoryFactory {

    private static UserProfile register(UserDirectory users, TenantId tenant) {
        NewUser user = new NewUser(new UserId("a"), "a@example.org", "Anna", Set.of("admin", "member"), "$phc$");
        return users.register(tenant, user, Fresh.deadline()).orThrow();
    }

    private static void assertProfile(UserDirectory users, TenantId tenant, UserProfile profile) {
        UserId id = profile.id();
        assertThat(users.findById(tenant, id, Fresh.deadline())).contains(profile);
        assertThat(users.findByLogin(tenant, profile.login(), Fresh.deadline()).map(LoginIdentity::profile))
                .contains(profile);
        assertThat(users.findAll(tenant, List.of(id), Fresh.deadline())).containsEntry(id, profile);
        assertThat(users.search(tenant, "anna", 10, Fresh.deadline())).containsExactly(profile);
    }

    /** UD-11: other roles. */
    @Rule("UD-11")
    default void rolesAreReplaced() {
        TenantId tenant = Fresh.tenant();
        try (UserDirectory users = createDirectory()) {
            UserProfile profile = register(users, tenant);
            for (Set<String> roles : List.of(Set.of("member", "auditor"), Set.<String>of(), Set.of("r".repeat(32)))) {
                UserProfile changed = profile.withRoles(roles);
                assertThat(users.replaceRoles(tenant, profile.id(), roles, Fresh.deadline()))
                        .isEqualTo(Outcome.done(changed));
                assertProfile(users, tenant, changed);
            }
            assertThatExceptionOfType(ChatException.class)
                    .isThrownBy(() -> users.replaceRoles(tenant, profile.id(), Set.of("No Role"), Fresh.deadline()))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ROLES_MALFORMED));
            assertThat(users.replaceRoles(tenant, new UserId("b"), Set.of(), Fresh.deadline()))
                    .isEqualTo(Outcome.refused(ErrorCode.USER_NOT_FOUND));
            assertThat(users.replaceRoles(Fresh.tenant(), profile.id(), Set.of(), Fresh.deadline()))
                    .isEqualTo(Outcome.refused(ErrorCode.USER_NOT_FOUND));
        }
    }

    /** UD-12: disabled and enabled. */
    @Rule("UD-12")
    default void aDisabledUserSaysSo() {
        TenantId tenant = Fresh.tenant();
        try (UserDirectory users = createDirectory()) {
            UserProfile profile = register(users, tenant);
            assertThat(profile.enabled()).isTrue();
            for (boolean enabled : new boolean[] {false, false, true, true}) {
                UserProfile changed = profile.withEnabled(enabled);
                assertThat(users.setEnabled(tenant, profile.id(), enabled, Fresh.deadline()))
                        .isEqualTo(Outcome.done(changed));
                assertProfile(users, tenant, changed);
            }
            assertThat(users.setEnabled(tenant, new UserId("b"), true, Fresh.deadline()))
                    .isEqualTo(Outcome.refused(ErrorCode.USER_NOT_FOUND));
            assertThat(users.setEnabled(Fresh.tenant(), profile.id(), false, Fresh.deadline()))
                    .isEqualTo(Outcome.refused(ErrorCode.USER_NOT_FOUND));
        }
    }

    /** UD-13: whatever changes a user's access is told. */
    @Rule("UD-13")
    default void changesAreTold() {
        TenantId tenant = Fresh.tenant();
        UserId id = new UserId("a");
        try (StoreAndChanges<UserDirectory> system = createDirectoryAndChanges()) {
            UserDirectory users = system.store();
            register(users, tenant);
            List<Runnable> calls = List.of(
                    () -> users.replaceRoles(tenant, id, Set.of("member"), Fresh.deadline())
                            .orThrow(),
                    () -> users.setEnabled(tenant, id, false, Fresh.deadline()).orThrow(),
                    () -> users.setEnabled(tenant, id, true, Fresh.deadline()).orThrow(),
                    () -> users.updateCredential(tenant, id, 1, "$other$", Fresh.deadline())
                            .orThrow(),
                    () -> users.erase(tenant, id, Fresh.deadline()));
            assertThat(calls).allMatch(call -> Fresh.raises(system.changes(), tenant, id, call));
            assertThat(users.findById(tenant, id, Fresh.deadline())).isEmpty();
        }
    }

    /** UD-14: whether there is anybody in a role. */
    @Rule("UD-14")
    default void whetherAnybodyHasARoleIsTold() {
        TenantId tenant = Fresh.tenant();
        try (UserDirectory users = createDirectory()) {
            assertThat(users.anyHasRole(tenant, "admin", Fresh.deadline())).isFalse();
            UserId id = register(users, tenant).id();
            assertThat(users.anyHasRole(tenant, "admin", Fresh.deadline())).isTrue();
            assertThat(users.anyHasRole(Fresh.tenant(), "admin", Fresh.deadline()))
                    .isFalse();
            for (String other : List.of("", "Admin", "admi", "%", "auditor", "ad\u0000min")) {
                assertThat(users.anyHasRole(tenant, other, Fresh.deadline())).isFalse();
            }
            users.setEnabled(tenant, id, false, Fresh.deadline()).orThrow();
            assertRolesAreThoseOf(users, tenant, id);
            users.setEnabled(tenant, id, true, Fresh.deadline()).orThrow();
            users.replaceRoles(tenant, id, Set.of("member"), Fresh.deadline()).orThrow();
            assertRolesAreThoseOf(users, tenant, id);
        }
    }

    /** Asks what the profile says now, so that UD-11 and UD-12 are not tested once more. */
    private static void assertRolesAreThoseOf(UserDirectory users, TenantId tenant, UserId only) {
        UserProfile profile = users.findById(tenant, only, Fresh.deadline()).orElseThrow();
        for (String role : List.of("admin", "member")) {
            assertThat(users.anyHasRole(tenant, role, Fresh.deadline()))
                    .isEqualTo(profile.enabled() && profile.roles().contains(role));
        }
    }
}
