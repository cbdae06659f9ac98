package dev.parley.examples.server.config;

import dev.parley.core.error.ChatException;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import dev.parley.store.jdbc.JdbcLogin;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The database that {@code DATABASE_URL} names. Credentials are taken out of the URL, whatever its form, for drivers and
 * pools put URLs into messages. Immutable.
 *
 * @param jdbcUrl without credentials; null for an H2 file in the data directory
 * @param user the user, or null
 * @param password the password, or null; left out of {@link #toString()}
 * @param dataDirectory of the H2 file
 * @param production whether another machine has to prove whose it is
 * @param instances how many servers use the database like this one
 * @param owner who owns the tables and brings them up to date, or null for the user
 */
public record DatabaseSetting(
        @Nullable String jdbcUrl,
        @Nullable String user,
        @Nullable String password,
        Path dataDirectory,
        boolean production,
        int instances,
        @Nullable JdbcLogin owner) {

    /** Names {@link #instances}. */
    static final String INSTANCES = "CHAT_INSTANCES";

    /** Names {@link #owner}. */
    static final String OWNER = "DATABASE_OWNER";

    private static final String NAME = "DATABASE_URL";
    private static final String FORMS =
            "must be jdbc:h2:…, jdbc:postgresql:… or postgresql://user:password@host:port/database";
    private static final String JDBC_POSTGRESQL = "jdbc:postgresql:";
    private static final String JDBC_H2 = "jdbc:h2:";

    static DatabaseSetting parse(@Nullable String url, Path dataDirectory) {
        if (url == null) {
            return new DatabaseSetting(null, null, null, dataDirectory, false, 1, null);
        }
        DatabaseSetting setting = split(url, dataDirectory);
        if (setting.password != null && setting.user == null) {
            // It would be left unused, and the login fail for no visible reason.
            throw new SettingException(NAME, "has a password but no user");
        }
        return setting;
    }

    private static DatabaseSetting split(String url, Path dataDirectory) {
        if (url.startsWith(JDBC_H2)) {
            return withoutCredentials(url, ";", ";", dataDirectory);
        }
        if (url.startsWith(JDBC_POSTGRESQL + "//")
                && url.replaceFirst("[?].*", "").contains("@")) {
            // The driver takes no credentials there, but people write them.
            return fromUri(url.substring("jdbc:".length()), dataDirectory);
        }
        if (url.startsWith(JDBC_POSTGRESQL)) {
            return withoutCredentials(url, "?", "&", dataDirectory);
        }
        if (url.startsWith("postgresql://") || url.startsWith("postgres://")) {
            return fromUri(url, dataDirectory);
        }
        throw new SettingException(NAME, FORMS);
    }

    /** {@return what the database is opened with} */
    public JdbcDatabaseConfig toConfig() {
        try {
            JdbcDatabaseConfig config =
                    jdbcUrl == null ? JdbcDatabaseConfig.h2File(dataDirectory) : JdbcDatabaseConfig.of(jdbcUrl);
            JdbcDatabaseConfig named =
                    user == null ? config : config.withCredentials(user, password == null ? "" : password);
            JdbcDatabaseConfig owned = owner == null ? named : named.withOwner(owner);
            return proven(owned.withInstances(instances));
        } catch (ChatException e) {
            throw new SettingException(jdbcUrl == null ? "CHAT_DATA_DIR" : NAME, "does not name a usable database");
        }
    }

    private JdbcDatabaseConfig proven(JdbcDatabaseConfig config) {
        try {
            return config.withProduction(production);
        } catch (ChatException e) {
            throw new SettingException(
                    NAME, "must not ask for less than sslmode=verify-full in production, but of this machine");
        }
    }

    /**
     * The same for where the server runs.
     *
     * @param stage where
     * @param count how many servers, a number from 1 to 10000; null for one
     * @return a new setting
     */
    DatabaseSetting in(Settings.Stage stage, @Nullable String count) {
        if (count != null && !count.matches("[1-9][0-9]{0,3}|10000")) {
            throw new SettingException(INSTANCES, "must be a number from 1 to 10000");
        }
        int parsed = count == null ? 1 : Integer.parseInt(count);
        return new DatabaseSetting(
                jdbcUrl, user, password, dataDirectory, stage == Settings.Stage.PRODUCTION, parsed, owner);
    }

    /**
     * The same with an owner of the tables.
     *
     * @param login user and password as in a URL, with a colon between; null for none
     * @return a new setting
     */
    DatabaseSetting ownedBy(@Nullable String login) {
        if (login == null) {
            return this;
        }
        if (jdbcUrl == null || !jdbcUrl.startsWith(JDBC_POSTGRESQL)) {
            throw new SettingException(OWNER, "is for PostgreSQL only");
        }
        int colon = login.indexOf(':');
        String name = percentDecoded(OWNER, colon < 0 ? login : login.substring(0, colon));
        if (name.isBlank()) {
            throw new SettingException(OWNER, "must be user:password, with special characters percent-encoded");
        }
        JdbcLogin parsed = new JdbcLogin(name, colon < 0 ? null : percentDecoded(OWNER, login.substring(colon + 1)));
        return new DatabaseSetting(jdbcUrl, user, password, dataDirectory, production, instances, parsed);
    }

    /** {@return the variable that chose the database} */
    public String variable() {
        return jdbcUrl == null ? "CHAT_DATA_DIR" : NAME;
    }

    private static DatabaseSetting fromUri(String url, Path dataDirectory) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // Its message holds the URL.
            throw new SettingException(NAME, FORMS + ", with special characters percent-encoded");
        }
        String database = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (uri.getHost() == null || database.length() < 2 || uri.getRawFragment() != null) {
            throw new SettingException(NAME, FORMS + ", with special characters percent-encoded");
        }
        String address = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        DatabaseSetting setting =
                withoutCredentials(JDBC_POSTGRESQL + "//" + address + database + query, "?", "&", dataDirectory);
        String userInfo = uri.getRawUserInfo();
        if (userInfo == null) {
            return setting;
        }
        int colon = userInfo.indexOf(':');
        String user = percentDecoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? setting.password : percentDecoded(userInfo.substring(colon + 1));
        return new DatabaseSetting(setting.jdbcUrl, user, password, dataDirectory, false, 1, null);
    }

    /** Splits the parameters from a JDBC URL, and the user and password from them. */
    private static DatabaseSetting withoutCredentials(String url, String first, String next, Path dataDirectory) {
        int start = url.indexOf(first, url.indexOf(':', "jdbc:".length()));
        if (start < 0) {
            return new DatabaseSetting(url, null, null, dataDirectory, false, 1, null);
        }
        String user = null;
        String password = null;
        List<String> kept = new ArrayList<>();
        for (String parameter : url.substring(start + 1).split(next, -1)) {
            int equals = parameter.indexOf('=');
            String name = parameter.substring(0, Math.max(0, equals)).toLowerCase(Locale.ROOT);
            String value = parameter.substring(equals + 1);
            String decoded = first.equals("?") ? percentDecoded(value) : value;
            switch (name) {
                case "user" -> user = decoded;
                case "password" -> password = decoded;
                default -> kept.add(parameter);
            }
        }
        String parameters = String.join(next, kept);
        String plain = url.substring(0, start) + (parameters.isEmpty() ? "" : first + parameters);
        return new DatabaseSetting(plain, user, password, dataDirectory, false, 1, null);
    }

    private static String percentDecoded(String text) {
        return percentDecoded(NAME, text);
    }

    private static String percentDecoded(String variable, String text) {
        try {
            // Made for forms, in which a plus is a blank; in an address it is a plus.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new SettingException(variable, "has a '%' that is not followed by two hexadecimal digits");
        }
    }

    /** Leaves the password out: a setting may end up in a log. */
    @Override
    public String toString() {
        return "DatabaseSetting[" + (jdbcUrl == null ? "H2 file" : "user=" + user) + "]";
    }
}
