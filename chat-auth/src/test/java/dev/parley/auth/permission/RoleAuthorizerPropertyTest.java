package dev.parley.auth.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Authorization;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.Resource;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random roles without cycles, decided by the authorizer and by a walk over the rules as they were written. */
class RoleAuthorizerPropertyTest {

    private static final long SEED = 20_261_122;
    private static final int SYSTEMS = 300;
    private static final int ROLES = 7;
    private static final List<Action> ACTIONS = List.of(Action.values());

    /** A role as written; it inherits from earlier ones only. */
    private record Written(List<Integer> parents, List<String> allowed, List<String> denied) {}

    @Test
    void theAuthorizerDecidesAsTheRulesAreWritten() {
        Random random = new Random(SEED);
        Principal alice = Principal.of("alice");
        Deadline soon = Deadline.after(Duration.ofMinutes(5));
        Set<String> seen = new TreeSet<>();
        for (int system = 0; system < SYSTEMS; system++) {
            List<Written> roles = random(random);
            Set<Integer> has = new TreeSet<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                has.add(random.nextInt(ROLES));
            }
            RoleAuthorizer authorizer = build(roles, has);
            for (Action action : ACTIONS) {
                Authorization expected = walk(roles, has, action.permission());
                assertThat(authorizer.authorize(alice, action, Resource.tenant(), soon))
                        .as("seed %d, system %d, roles %s of %s, action %s", SEED, system, has, roles, action)
                        .isEqualTo(expected);
                seen.add(expected.toString());
            }
        }
        assertThat(seen).as("all three decisions occur").hasSize(3);
    }

    private static List<Written> random(Random random) {
        List<Written> roles = new ArrayList<>();
        for (int role = 0; role < ROLES; role++) {
            List<Integer> parents = new ArrayList<>();
            for (int parent = 0; parent < role; parent++) {
                if (random.nextInt(4) == 0) {
                    parents.add(parent);
                }
            }
            roles.add(new Written(parents, permissions(random, 3), permissions(random, 2)));
        }
        return roles;
    }

    private static List<String> permissions(Random random, int most) {
        List<String> permissions = new ArrayList<>();
        for (int i = random.nextInt(most); i > 0; i--) {
            String exact = ACTIONS.get(random.nextInt(ACTIONS.size())).permission();
            String domain = exact.substring(0, exact.indexOf(':')) + ":*";
            int kind = random.nextInt(10);
            permissions.add(kind == 0 ? "*" : kind < 4 ? domain : exact);
        }
        return permissions;
    }

    /** Declares the roles backwards, so that each is declared before those it inherits from. */
    private static RoleAuthorizer build(List<Written> roles, Set<Integer> has) {
        RoleAuthorizer.Builder builder = RoleAuthorizer.builder();
        for (int role = ROLES - 1; role >= 0; role--) {
            Written written = roles.get(role);
            builder.role("r" + role)
                    .inherits(written.parents().stream()
                            .map(parent -> "r" + parent)
                            .toArray(String[]::new))
                    .allow(written.allowed().toArray(String[]::new))
                    .deny(written.denied().toArray(String[]::new));
        }
        builder.roles(RoleSource.everybody());
        has.forEach(role -> builder.roles(RoleSource.everybody("r" + role)));
        return builder.build();
    }

    private static Authorization walk(List<Written> roles, Set<Integer> has, String permission) {
        if (has.stream().anyMatch(role -> denies(roles, role, permission))) {
            return Authorization.denied("rule");
        }
        return has.stream().anyMatch(role -> allows(roles, role, permission))
                ? Authorization.allowed()
                : Authorization.denied("not_granted");
    }

    private static boolean denies(List<Written> roles, int role, String permission) {
        Written written = roles.get(role);
        return written.denied().stream().anyMatch(rule -> matches(rule, permission))
                || written.parents().stream().anyMatch(parent -> denies(roles, parent, permission));
    }

    private static boolean allows(List<Written> roles, int role, String permission) {
        Written written = roles.get(role);
        return written.allowed().stream().anyMatch(rule -> matches(rule, permission))
                || written.parents().stream().anyMatch(parent -> allows(roles, parent, permission));
    }

    private static boolean matches(String rule, String permission) {
        return permission.matches(rule.replace("*", ".*"));
    }
}
