package dev.parley.store.jdbc.physical;

import dev.parley.core.auth.Secret;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the tools are called. Immutable; shows no password and none of the environment.
 *
 * @param stanza the stanza of pgBackRest, 1 to 64 of a-z, A-Z, 0-9, dash and underscore; without it that tool is not used
 * @param folder where pg_basebackup puts a folder for each backup, on the host that calls it; absolute. Without it that tool
 *     is not used
 * @param connection where pg_basebackup finds the server: {@code host}, {@code port} and {@code username}, without passwords
 * @param password of that user, which the tool gets in its environment as {@code PGPASSWORD}; without it the tool looks into
 *     its password file
 * @param environment of this process; of it the tools get {@code PATH}, in which they are also looked for, {@code HOME},
 *     {@code TMPDIR}, and what begins with {@code PG}, so that no secret of the host goes to them
 * @param timeout after how long a tool is ended, 1 second to 7 days; 6 hours by default
 */
public record PhysicalBackupConfig(
        Optional<String> stanza,
        Optional<Path> folder,
        Map<String, String> connection,
        Optional<Secret> password,
        Map<String, String> environment,
        Duration timeout) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration DEFAULT = Duration.ofHours(6);

    /**
     * Checks the bounds, and reports all that are broken at once.
     *
     * @param stanza as in the record
     * @param folder as in the record
     * @param connection as in the record
     * @param password as in the record
     * @param environment as in the record
     * @param timeout as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public PhysicalBackupConfig {
        List<String> problems = new ArrayList<>();
        if (!stanza.map(name -> name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")).orElse(true)) {
            problems.add("stanza must be 1 to 64 of a-z, A-Z, 0-9, '-' and '_'");
        }
        if (!folder.map(Path::isAbsolute).orElse(true)) {
            problems.add("folder must be absolute");
        }
        if (!connection.keySet().stream().allMatch(List.of("host", "port", "username")::contains)
                || !connection.values().stream().allMatch(value -> value.matches("[A-Za-z0-9_./:-]{1,255}"))) {
            problems.add("connection has host, port and username, of a-z, A-Z, 0-9, '_', '.', '/', ':' and '-'");
        }
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            problems.add("timeout is " + timeout + " and must be " + SHORTEST + " to " + LONGEST);
        }
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
        connection = Map.copyOf(connection);
        environment = Map.copyOf(environment);
    }

    /**
     * Nothing to do yet, and the default time.
     *
     * @param environment as in the record, {@link System#getenv()} as a rule
     * @return the config
     */
    public static PhysicalBackupConfig of(Map<String, String> environment) {
        return new PhysicalBackupConfig(
                Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), environment, DEFAULT);
    }

    /**
     * By pgBackRest, where it is installed.
     *
     * @param name as in the record
     * @return the config
     */
    public PhysicalBackupConfig withStanza(String name) {
        return new PhysicalBackupConfig(Optional.of(name), folder, connection, password, environment, timeout);
    }

    /**
     * By pg_basebackup, where it is installed and pgBackRest is not.
     *
     * @param into as in the record
     * @param server as in the record
     * @return the config
     */
    public PhysicalBackupConfig withFolder(Path into, Map<String, String> server) {
        return new PhysicalBackupConfig(stanza, Optional.of(into), server, password, environment, timeout);
    }

    /**
     * With a password.
     *
     * @param secret as in the record
     * @return the config
     */
    public PhysicalBackupConfig withPassword(Secret secret) {
        return new PhysicalBackupConfig(stanza, folder, connection, Optional.of(secret), environment, timeout);
    }

    /**
     * With another time.
     *
     * @param changed as in the record
     * @return the config
     */
    public PhysicalBackupConfig withTimeout(Duration changed) {
        return new PhysicalBackupConfig(stanza, folder, connection, password, environment, changed);
    }

    @Override
    public String toString() {
        return "PhysicalBackupConfig[stanza=" + stanza + ", folder=" + folder + ", timeout=" + timeout + "]";
    }
}
