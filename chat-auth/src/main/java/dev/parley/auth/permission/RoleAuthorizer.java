package dev.parley.auth.permission;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Authorization;
import dev.parley.core.auth.Authorizer;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.Resource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides by roles. Immutable and thread-safe, as far as its sources are.
 *
 * <ul>
 *   <li>A role allows and denies permissions: that of one action ({@code message:post}), all of a domain
 *       ({@code message:*}), or all ({@code *}).
 *   <li>A role has what the roles have that it inherits from, at any distance.
 *   <li>A principal has the roles that any of the sources gives, on the resource in question. A role that was not declared
 *       gives nothing.
 *   <li>What any of these roles denies is denied with {@code rule}, whatever else allows it. What none allows is denied
 *       with {@code not_granted}.
 *   <li>The host itself ({@link Principal#service()}) may do everything, as with {@link Authorizer#standard()}.
 *   <li>A source that fails makes the call fail: neither a yes nor a no.
 * </ul>
 *
 * <pre>{@code
 * Authorizer authorizer = RoleAuthorizer.builder()
 *         .role("member").allow("conversation:*", "message:*", "participant:*", "turn:stop").deny("message:post_notice")
 *         .role("self").allow("session:*", "data:*")
 *         .role("support").inherits("member").allow("session:list")
 *         .role("suspended").deny("*")
 *         .roles(RoleSource.directory(users))
 *         .roles(RoleSource.everybody("member"))
 *         .roles(RoleSource.oneself("self"))
 *         .build();
 * }</pre>
 */
public final class RoleAuthorizer implements Authorizer {

    private final Map<String, RoleRules.Grants> grants;
    private final List<RoleSource> sources;

    private RoleAuthorizer(Map<String, RoleRules.Grants> grants, List<RoleSource> sources) {
        this.grants = Map.copyOf(grants);
        this.sources = List.copyOf(sources);
    }

    /** {@return a builder with no role and no source} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Authorization authorize(Principal principal, Action action, Resource resource, Deadline deadline) {
        if (principal.service()) {
            return Authorization.allowed();
        }
        boolean allowed = false;
        boolean denied = false;
        for (RoleSource source : sources) {
            for (String role : source.rolesOf(principal, resource, deadline)) {
                RoleRules.Grants given = grants.get(role);
                if (given != null) {
                    allowed |= given.allows().contains(action);
                    denied |= given.denies().contains(action);
                }
            }
        }
        if (denied) {
            return Authorization.denied(Authorization.Denied.RULE);
        }
        return allowed ? Authorization.allowed() : Authorization.denied(Authorization.Denied.NOT_GRANTED);
    }

    /** Takes rules down. Not thread-safe. */
    public static final class Builder {

        private final Map<String, RoleRules> roles = new LinkedHashMap<>();
        private final List<RoleSource> sources = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private @Nullable RoleRules current;

        private Builder() {}

        /**
         * Declares a role; the rules that follow are for it.
         *
         * @param name 1 to 32 of a-z, 0-9, dash and underscore
         * @return this builder
         */
        public Builder role(String name) {
            RoleRules declared = new RoleRules(name);
            if (roles.putIfAbsent(name, declared) != null) {
                problems.add("role '" + name + "' is declared twice");
            }
            current = declared;
            return this;
        }

        /**
         * Gives the role all that other roles have, what they deny included.
         *
         * @param others roles that are declared before or after
         * @return this builder
         * @throws IllegalStateException before the first role
         */
        public Builder inherits(String... others) {
            current().inherit(others);
            return this;
        }

        /**
         * Allows the role something.
         *
         * @param permissions as described for the class
         * @return this builder
         * @throws IllegalStateException before the first role
         */
        public Builder allow(String... permissions) {
            current().allow(permissions);
            return this;
        }

        /**
         * Denies whoever has the role something, whatever their other roles allow.
         *
         * @param permissions as described for the class
         * @return this builder
         * @throws IllegalStateException before the first role
         */
        public Builder deny(String... permissions) {
            current().deny(permissions);
            return this;
        }

        /**
         * Adds a source of roles. All are asked.
         *
         * @param source who has which
         * @return this builder
         */
        public Builder roles(RoleSource source) {
            sources.add(Objects.requireNonNull(source, "source"));
            return this;
        }

        /**
         * {@return the authorizer}
         *
         * @throws ChatException {@link ErrorCode#CONFIGURATION} with all that is wrong: permissions that there are not,
         *     roles that inherit from themselves or from one that is not declared, no source
         */
        public RoleAuthorizer build() {
            List<String> found = new ArrayList<>(problems);
            roles.values().forEach(rules -> rules.check(roles, found));
            if (sources.isEmpty()) {
                found.add("there is no source of roles");
            }
            if (!found.isEmpty()) {
                throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", found), null);
            }
            Map<String, RoleRules.Grants> grants = new HashMap<>();
            roles.forEach((name, rules) -> grants.put(name, rules.resolve(roles)));
            return new RoleAuthorizer(grants, sources);
        }

        private RoleRules current() {
            if (current == null) {
                throw new IllegalStateException("Declare a role before its rules");
            }
            return current;
        }
    }
}
