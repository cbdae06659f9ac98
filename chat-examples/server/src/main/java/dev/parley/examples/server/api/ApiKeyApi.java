package dev.parley.examples.server.api;

import static dev.parley.examples.server.http.ProblemException.orProblem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.auth.apikey.ApiKeys;
import dev.parley.core.auth.ApiKey;
import dev.parley.core.auth.Principal;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.JsonBody;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys by which programs speak as a user. */
final class ApiKeyApi {

    private static final long LONGEST_SECONDS = Duration.ofDays(3_650).toSeconds();
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ApiKeys keys;

    ApiKeyApi(ApiKeys keys) {
        this.keys = keys;
    }

    void create(Context ctx, Caller caller) {
        caller.requireSession();
        Principal user = caller.principal();
        JsonBody body = JsonBody.read(ctx, "name", "scopes", "expiresIn");
        ApiKeys.Created created = orProblem(keys.create(
                user,
                body.string("name"),
                Set.copyOf(body.strings("scopes")),
                lifetime(body.optionalNumber("expiresIn")),
                Deadline.after(TIMEOUT)));
        // The only answer that ever holds it.
        Answers.json(ctx, 201, json(created.apiKey()).put("key", created.key()));
    }

    private static @Nullable Duration lifetime(OptionalLong seconds) {
        if (seconds.isEmpty()) {
            return null;
        }
        long value = seconds.getAsLong();
        if (value < 1 || value > LONGEST_SECONDS) {
            throw new ProblemException(
                    Problem.of(ApiCode.LIFETIME_MALFORMED, "expiresIn", "must be 1 to " + LONGEST_SECONDS));
        }
        return Duration.ofSeconds(value);
    }

    void list(Context ctx, Caller caller) {
        caller.requireSession();
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("keys");
        keys.list(caller.principal(), Deadline.after(TIMEOUT)).forEach(key -> array.add(json(key)));
        Answers.json(ctx, 200, json);
    }

    private static ObjectNode json(ApiKey key) {
        ObjectNode json = Json.object();
        json.put("id", key.id());
        json.put("name", key.name());
        json.set("scopes", Json.strings(key.scopes()));
        json.put("createdAt", key.createdAt().toString());
        json.put("expiresAt", Json.orNull(key.expiresAt()));
        json.put("lastUsedAt", Json.orNull(key.lastUsedAt()));
        return json;
    }

    void revoke(Context ctx, Caller caller) {
        caller.requireSession();
        if (!keys.revoke(caller.principal(), ctx.pathParam("id"), Deadline.after(TIMEOUT))) {
            throw new ProblemException(Problem.of(ApiCode.API_KEY_NOT_FOUND));
        }
        Answers.noContent(ctx);
    }
}
