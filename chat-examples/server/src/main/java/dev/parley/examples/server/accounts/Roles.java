package dev.parley.examples.server.accounts;

import dev.parley.auth.permission.RoleAuthorizer;
import dev.parley.core.auth.Authorizer;

/** What each role may do on this server. Everybody has the role of members. */
final class Roles {

    private static final String MEMBER = "member";

    private Roles() {}

    static Authorizer authorizer() {
        return RoleAuthorizer.builder()
                .role(MEMBER)
                .allow(
                        "conversation:*",
                        "participant:*",
                        "turn:*",
                        "data:*",
                        "session:*",
                        "api_key:*",
                        "message:post",
                        "message:edit",
                        "message:redact")
                .role(Accounts.ADMIN)
                .inherits(MEMBER)
                .allow("user:*")
                .build();
    }
}
