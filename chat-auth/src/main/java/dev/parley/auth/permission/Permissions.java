package dev.parley.auth.permission;

import dev.parley.core.auth.Action;
import java.util.EnumSet;
import java.util.Set;

/** Reads permissions as they are written in rules and scopes, against the table of all actions. */
final class Permissions {

    private static final String ALL = "*";

    private Permissions() {}

    /**
     * {@return the actions that a permission covers, none if it is unknown}
     *
     * @param permission {@code *}, a domain such as {@code message:*}, or the permission of one action
     */
    static Set<Action> actionsOf(String permission) {
        Set<Action> covered = EnumSet.noneOf(Action.class);
        boolean domain = permission.endsWith(":*");
        String start = permission.substring(0, Math.max(0, permission.length() - 1));
        for (Action action : Action.values()) {
            if (permission.equals(ALL)
                    || action.permission().equals(permission)
                    || (domain && action.permission().startsWith(start))) {
                covered.add(action);
            }
        }
        return covered;
    }

    /** {@return the actions that any of several permissions covers; unknown ones cover none} */
    static Set<Action> actionsOf(Set<String> permissions) {
        Set<Action> covered = EnumSet.noneOf(Action.class);
        permissions.forEach(permission -> covered.addAll(actionsOf(permission)));
        return covered;
    }
}
