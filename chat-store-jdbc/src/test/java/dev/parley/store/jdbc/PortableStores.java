package dev.parley.store.jdbc;

import dev.parley.core.auth.UserDirectory;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.store.ChatStore;
import dev.parley.testkit.PortableStoreFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A database of its own, with the stores on it. */
record PortableStores(
        JdbcDatabaseConfig config, JdbcDatabase database, ChatStore chat, UserDirectory users, PortableStore portable)
        implements PortableStoreFactory.Stores {

    static PortableStores on(JdbcDatabaseConfig config) {
        InstantSource clock = InstantSource.system();
        JdbcDatabase database = JdbcDatabase.open(config);
        return new PortableStores(
                config,
                database,
                JdbcChatStore.on(database, clock),
                JdbcUserDirectory.on(database),
                JdbcPortableStore.on(config, clock));
    }

    /** {@return the tables of the database, and the folders of scratch places} */
    @Override
    public Set<String> remains() {
        Set<String> found = new TreeSet<>();
        try (Connection connection =
                        DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT table_schema, table_name FROM information_schema.tables");
                Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            while (row.next()) {
                found.add(row.getString(1) + "." + row.getString(2));
            }
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("parley-scratch-"))
                    .forEach(found::add);
        } catch (SQLException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    @Override
    public void close() {
        database.close();
    }
}
