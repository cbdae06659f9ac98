package dev.parley.auth.permission;

import dev.parley.core.auth.Action;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What was written down for one role. Not thread-safe; used while rules are read. */
final class RoleRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,32}");

    private final String name;
    private final Set<String> parents = new LinkedHashSet<>();
    private final Set<String> allowed = new LinkedHashSet<>();
    private final Set<String> denied = new LinkedHashSet<>();

    RoleRules(String name) {
        this.name = name;
    }

    void inherit(String... roles) {
        parents.addAll(List.of(roles));
    }

    void allow(String... permissions) {
        allowed.addAll(List.of(permissions));
    }

    void deny(String... permissions) {
        denied.addAll(List.of(permissions));
    }

    /** Reports what is wrong with this role alone, and with whom it inherits from. */
    void check(Map<String, RoleRules> all, List<String> problems) {
        if (!NAME.matcher(name).matches()) {
            problems.add("role '" + name + "' must be 1 to 32 of a-z, 0-9, '-' and '_'");
        }
        for (String permission : union(allowed, denied)) {
            if (Permissions.actionsOf(permission).isEmpty()) {
                problems.add("role '" + name + "' names the permission '" + permission + "', which there is not");
            }
        }
        for (String parent : parents) {
            if (!all.containsKey(parent)) {
                problems.add("role '" + name + "' inherits from '" + parent + "', which is not declared");
            }
        }
        if (ancestors(all).contains(name)) {
            problems.add("role '" + name + "' inherits from itself");
        }
    }

    /** {@return what the role comes to, with all that it inherits} */
    Grants resolve(Map<String, RoleRules> all) {
        Set<Action> allows = EnumSet.noneOf(Action.class);
        Set<Action> denies = EnumSet.noneOf(Action.class);
        for (String role : union(Set.of(name), ancestors(all))) {
            RoleRules rules = all.get(role);
            if (rules != null) {
                allows.addAll(Permissions.actionsOf(rules.allowed));
                denies.addAll(Permissions.actionsOf(rules.denied));
            }
        }
        return new Grants(allows, denies);
    }

    /** {@return all roles above, at any distance; the role itself only where it inherits from itself} */
    private Set<String> ancestors(Map<String, RoleRules> all) {
        Set<String> found = new LinkedHashSet<>();
        addAncestors(all, found);
        return found;
    }

    private void addAncestors(Map<String, RoleRules> all, Set<String> found) {
        for (String parent : parents) {
            RoleRules rules = all.get(parent);
            if (found.add(parent) && rules != null) {
                rules.addAncestors(all, found);
            }
        }
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> union = new LinkedHashSet<>(first);
        union.addAll(second);
        return union;
    }

    /** What a role allows and denies, its own and inherited. */
    record Grants(Set<Action> allows, Set<Action> denies) {}
}
