package dev.parley.examples.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import dev.parley.examples.server.http.RequestInput;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Who the users are, as far as other users may know. */
final class People {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** An imported conversation may have more participants than the directory looks up in one call. */
    private static final int MAX_AT_ONCE = 10_000;

    private static final int MAX_QUERY = 100;
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    private final UserDirectory directory;

    People(UserDirectory directory) {
        this.directory = directory;
    }

    /** Stands for a user who is not in the directory any more. */
    static final String NOBODY = "Deleted user";

    /** Gives users their names. */
    @FunctionalInterface
    interface Names {
        String of(UserId user);
    }

    /** Looks up the names for one answer at once. */
    Names names(Principal principal, Collection<UserId> users) {
        Map<UserId, UserProfile> profiles = find(principal, users);
        return user -> {
            UserProfile profile = profiles.get(user);
            return profile == null ? NOBODY : profile.name();
        };
    }

    private Map<UserId, UserProfile> find(Principal principal, Collection<UserId> users) {
        Deadline deadline = Deadline.after(TIMEOUT);
        List<UserId> distinct = List.copyOf(new LinkedHashSet<>(users));
        Map<UserId, UserProfile> found = new HashMap<>();
        for (int from = 0; from < distinct.size(); from += MAX_AT_ONCE) {
            List<UserId> part = distinct.subList(from, Math.min(from + MAX_AT_ONCE, distinct.size()));
            found.putAll(directory.findAll(principal.tenant(), part, deadline));
        }
        return found;
    }

    /** Ends the request unless all are users. */
    void requireUsers(Principal principal, Collection<UserId> users, String field) {
        if (!find(principal, users).keySet().containsAll(users)) {
            // The table calls for 400: it is the body that is wrong, not the address.
            throw new ProblemException(new Problem(
                    400,
                    ErrorCode.USER_NOT_FOUND.id(),
                    "'" + field + "' must name users that there are. " + ErrorCode.USER_NOT_FOUND.advice(),
                    field,
                    null));
        }
    }

    void search(Context ctx, ChatSession session) {
        String query = RequestInput.parameter(ctx, "query").orElse("");
        int limit = RequestInput.limit(ctx, DEFAULT_LIMIT, MAX_LIMIT);
        boolean malformed = query.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
        if (malformed || query.codePointCount(0, query.length()) > MAX_QUERY) {
            throw new ProblemException(
                    Problem.of(ErrorCode.QUERY_MALFORMED, "query", "must have at most " + MAX_QUERY + " code points"));
        }
        ObjectNode json = Json.object();
        ArrayNode users = json.putArray("users");
        directory
                .search(session.principal().tenant(), query, limit, Deadline.after(TIMEOUT))
                .forEach(profile ->
                        users.addObject().put("id", profile.id().value()).put("name", profile.name()));
        Answers.json(ctx, 200, json);
    }
}
