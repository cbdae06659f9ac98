package dev.parley.auth.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Authorization;
import dev.parley.core.auth.Authorizer;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.Resource;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleAuthorizerTest {

    private static final Authorization ALLOWED = Authorization.allowed();
    private static final Authorization RULE = Authorization.denied("rule");
    private static final Authorization NOT_GRANTED = Authorization.denied("not_granted");

    private final Principal alice = Principal.of("alice");
    private final Deadline soon = Deadline.after(Duration.ofSeconds(30));

    @ParameterizedTest
    @EnumSource
    void whatNoRoleAllowsIsNotGranted(Action action) {
        RoleAuthorizer.Builder builder =
                RoleAuthorizer.builder().role("nobody").role("all").allow("*");
        assertThat(decide(builder.roles(RoleSource.everybody("nobody", "unheard-of")), action))
                .isEqualTo(NOT_GRANTED);
    }

    @ParameterizedTest
    @EnumSource
    void thePermissionOfAnActionAllowsThatActionOnly(Action action) {
        Authorizer authorizer = RoleAuthorizer.builder()
                .role("one")
                .allow(action.permission())
                .roles(RoleSource.everybody("one"))
                .build();
        Set<Action> allowed = EnumSet.noneOf(Action.class);
        for (Action other : Action.values()) {
            if (authorizer.authorize(alice, other, Resource.tenant(), soon).equals(ALLOWED)) {
                allowed.add(other);
            }
        }
        assertThat(allowed).containsExactly(action);
    }

    @Test
    void wildcardsCoverADomainOrAll() {
        RoleAuthorizer.Builder messages =
                RoleAuthorizer.builder().role("writer").allow("message:*").roles(RoleSource.everybody("writer"));
        assertThat(decide(messages, Action.POST)).isEqualTo(ALLOWED);
        assertThat(decide(messages, Action.REDACT)).isEqualTo(ALLOWED);
        assertThat(decide(messages, Action.READ)).isEqualTo(NOT_GRANTED);
        RoleAuthorizer.Builder all =
                RoleAuthorizer.builder().role("admin").allow("*").roles(RoleSource.everybody("admin"));
        assertThat(decide(all, Action.SET_ROLES)).isEqualTo(ALLOWED);
        assertThat(decide(all, Action.POST)).isEqualTo(ALLOWED);
    }

    @Test
    void aRoleHasWhatItInheritsAtAnyDistanceWhateverTheOrderOfDeclaration() {
        RoleAuthorizer.Builder builder = RoleAuthorizer.builder()
                .role("admin")
                .inherits("moderator")
                .role("moderator")
                .inherits("member", "reader")
                .allow("message:redact")
                .role("member")
                .allow("message:post")
                .role("reader")
                .allow("conversation:read")
                .roles(RoleSource.everybody("admin"));
        assertThat(decide(builder, Action.REDACT)).isEqualTo(ALLOWED);
        assertThat(decide(builder, Action.POST)).isEqualTo(ALLOWED);
        assertThat(decide(builder, Action.READ)).isEqualTo(ALLOWED);
        assertThat(decide(builder, Action.EDIT)).isEqualTo(NOT_GRANTED);
    }

    @Test
    void denyWinsOverEveryAllowAlsoInheritedAndFromAnotherSource() {
        RoleAuthorizer.Builder builder = RoleAuthorizer.builder()
                .role("admin")
                .allow("*")
                .role("muted")
                .deny("message:post")
                .role("guest")
                .inherits("muted")
                .allow("message:*");
        assertThat(decide(builder.roles(RoleSource.everybody("admin")), Action.POST))
                .isEqualTo(ALLOWED);
        assertThat(decide(builder.roles(RoleSource.everybody("guest")), Action.POST))
                .isEqualTo(RULE);
        assertThat(decide(builder, Action.EDIT)).isEqualTo(ALLOWED);
    }

    @Test
    void aRoleOnOneConversationIsForThatConversation() {
        ConversationId moderated = ConversationId.parse("00000000-0000-8000-8000-00000000000a");
        Authorizer authorizer = RoleAuthorizer.builder()
                .role("moderator")
                .allow("message:redact")
                .roles((principal, resource, deadline) ->
                        resource.equals(Resource.conversation(moderated)) ? Set.of("moderator") : Set.of())
                .build();
        assertThat(authorizer.authorize(alice, Action.REDACT, Resource.conversation(moderated), soon))
                .isEqualTo(ALLOWED);
        ConversationId another = ConversationId.parse("00000000-0000-8000-8000-00000000000b");
        assertThat(authorizer.authorize(alice, Action.REDACT, Resource.conversation(another), soon))
                .isEqualTo(NOT_GRANTED);
        assertThat(authorizer.authorize(alice, Action.REDACT, Resource.tenant(), soon))
                .isEqualTo(NOT_GRANTED);
    }

    @Test
    void oneMayBeAllowedMoreOnOneself() {
        Authorizer authorizer = RoleAuthorizer.builder()
                .role("self")
                .allow("session:*")
                .roles(RoleSource.oneself("self"))
                .build();
        assertThat(authorizer.authorize(alice, Action.LIST_SESSIONS, Resource.user(alice.user()), soon))
                .isEqualTo(ALLOWED);
        assertThat(authorizer.authorize(alice, Action.LIST_SESSIONS, Resource.user(new UserId("bob")), soon))
                .isEqualTo(NOT_GRANTED);
        assertThat(authorizer.authorize(alice, Action.LIST_SESSIONS, Resource.tenant(), soon))
                .isEqualTo(NOT_GRANTED);
    }

    @Test
    void aChangedRoleOfTheDirectoryCountsWithTheNextCall() {
        UserDirectory users = UserDirectory.inMemory();
        users.register(
                        TenantId.DEFAULT,
                        new NewUser(alice.user(), "alice", "alice", "Alice", Set.of("admin"), null),
                        soon)
                .orThrow();
        RoleAuthorizer.Builder builder =
                RoleAuthorizer.builder().role("admin").allow("*").roles(RoleSource.directory(users));
        assertThat(decide(builder, Action.SET_ROLES)).isEqualTo(ALLOWED);
        users.setEnabled(TenantId.DEFAULT, alice.user(), false, soon).orThrow();
        assertThat(decide(builder, Action.SET_ROLES)).isEqualTo(NOT_GRANTED);
        users.setEnabled(TenantId.DEFAULT, alice.user(), true, soon).orThrow();
        users.replaceRoles(TenantId.DEFAULT, alice.user(), Set.of(), soon).orThrow();
        assertThat(decide(builder, Action.SET_ROLES)).isEqualTo(NOT_GRANTED);
        Principal sameNameElsewhere = Principal.of(new TenantId("other"), alice.user());
        users.replaceRoles(TenantId.DEFAULT, alice.user(), Set.of("admin"), soon)
                .orThrow();
        assertThat(builder.build().authorize(sameNameElsewhere, Action.SET_ROLES, Resource.tenant(), soon))
                .isEqualTo(NOT_GRANTED);
    }

    @Test
    void theHostItselfMayDoEverythingWithoutASource() {
        Authorizer authorizer = RoleAuthorizer.builder()
                .role("everybody")
                .deny("*")
                .roles((principal, resource, deadline) -> {
                    throw new IllegalStateException("asked");
                })
                .build();
        Principal host = Principal.service(TenantId.DEFAULT, new UserId("host"));
        assertThat(authorizer.authorize(host, Action.POST_NOTICE, Resource.tenant(), soon))
                .isEqualTo(ALLOWED);
    }

    @Test
    void aSourceThatFailsIsNeitherAYesNorANo() {
        ChatException outage = ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "The roles can't be read", null);
        RoleAuthorizer.Builder builder = RoleAuthorizer.builder()
                .role("admin")
                .allow("*")
                .role("muted")
                .deny("*")
                .roles(RoleSource.everybody("admin", "muted"))
                .roles((principal, resource, deadline) -> {
                    throw outage;
                });
        assertThatThrownBy(() -> decide(builder, Action.POST)).isSameAs(outage);
    }

    @Test
    void allThatIsWrongWithTheRulesIsReportedAtOnce() {
        assertThatThrownBy(RoleAuthorizer.builder()
                        .role("a")
                        .inherits("b")
                        .allow("message:pst")
                        .role("b")
                        .inherits("c", "ghost")
                        .deny("messages:*")
                        .role("c")
                        .inherits("a")
                        .allow("mess*", "", ":*", "post", "message")
                        .role("a")
                        .role("Not A Name")::build)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContainingAll(
                        "role 'a' is declared twice",
                        "'message:pst'",
                        "'messages:*'",
                        "'mess*'",
                        "the permission ''",
                        "':*'",
                        "'post'",
                        "the permission 'message'",
                        "inherits from 'ghost'",
                        "role 'a' inherits from itself",
                        "role 'b' inherits from itself",
                        "role 'c' inherits from itself",
                        "'Not A Name' must be",
                        "no source");
    }

    @Test
    void rulesBeforeTheFirstRoleAreRefused() {
        assertThatThrownBy(() -> RoleAuthorizer.builder().allow("*")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void scopesTakeAwayAndNeverGive() {
        Set<Action> asked = new HashSet<>();
        Authorizer member = RoleAuthorizer.builder()
                .role("member")
                .allow("message:*", "conversation:read")
                .roles((principal, resource, deadline) -> Set.of("member"))
                .build();
        Authorizer noting = (principal, action, resource, deadline) -> {
            asked.add(action);
            return member.authorize(principal, action, resource, deadline);
        };
        Authorizer scoped = ScopedAuthorizer.withScopes(noting, Set.of("message:post", "user:*", "not:known"));
        assertThat(scoped.authorize(alice, Action.POST, Resource.tenant(), soon))
                .isEqualTo(ALLOWED);
        assertThat(scoped.authorize(alice, Action.EDIT, Resource.tenant(), soon))
                .isEqualTo(Authorization.denied("out_of_scope"));
        assertThat(scoped.authorize(alice, Action.DISABLE_USER, Resource.tenant(), soon))
                .isEqualTo(NOT_GRANTED);
        assertThat(asked).containsExactlyInAnyOrder(Action.POST, Action.DISABLE_USER);
        assertThat(ScopedAuthorizer.withScopes(member, Set.of()).authorize(alice, Action.POST, Resource.tenant(), soon))
                .isEqualTo(Authorization.denied("out_of_scope"));
    }

    private Authorization decide(RoleAuthorizer.Builder builder, Action action) {
        return builder.build().authorize(alice, action, Resource.tenant(), soon);
    }
}
