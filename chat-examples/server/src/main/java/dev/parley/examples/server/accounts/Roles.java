package dev.parley.examples.server.accounts;

import dev.parley.auth.permission.RoleAuthorizer;
import dev.parley.auth.permission.RoleSource;
import dev.parley.auth.token.AccessPolicy;
import dev.parley.core.auth.Authorizer;

/** What each role may do on this server. Everybody is a member; a role that is not declared here gives nothing. */
final class Roles {

    private static final String MEMBER = "member";

    private Roles() {}

    /**
     * Decides by the roles that the token's check has at hand. The roles of this server hold everywhere, so there are but
     * two kinds of principals, and no directory has to be asked.
     */
    static AccessPolicy policy() {
        Authorizer members = authorizer(MEMBER);
        Authorizer admins = authorizer(Accounts.ADMIN);
        return (who, resource, action, deadline) -> {
            Authorizer rules = who.roles().contains(Accounts.ADMIN) ? admins : members;
            return rules.authorize(who.principal(), action, resource, deadline);
        };
    }

    private static Authorizer authorizer(String role) {
        return RoleAuthorizer.builder()
                .role(MEMBER)
                .allow("conversation:*", "participant:*", "turn:*", "data:*", "session:*", "api_key:*")
                .allow("message:post", "message:edit", "message:redact", "user:search")
                .role(Accounts.ADMIN)
                .inherits(MEMBER)
                .allow("user:*", "retention:*")
                .roles(RoleSource.everybody(role))
                .build();
    }
}
