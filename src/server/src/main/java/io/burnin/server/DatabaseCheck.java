package io.burnin.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import org.h2.api.ErrorCode;

/** Says in words of the one who starts the server why its database cannot be used. */
final class DatabaseCheck {

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String CONNECT_SECONDS = "5";

    /** With H2's default write delay a kill loses acknowledged commits. */
    static String defaultUrl(Settings settings) {
        Path data = Path.of(settings.get("burnin.data").orElse("data")).toAbsolutePath();
        return H2 + "file:" + data.resolve("burnin") + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE";
    }

    /** Empty if the database answers. */
    static Optional<String> complaint(String url, Settings settings) {
        if (url.startsWith(H2)) {
            return tried(url, settings).map(failed -> ofH2(url, failed));
        }
        if (url.startsWith(POSTGRESQL)) {
            return tried(url, settings).map(failed -> ofPostgres(url, failed));
        }
        return Optional.of("%s is no database that this server knows: give %s… or %s…"
                .formatted(withoutSecrets(url), POSTGRESQL, H2));
    }

    private static Optional<SQLException> tried(String url, Settings settings) {
        var login = new Properties();
        settings.get("quarkus.datasource.username").ifPresent(user -> login.setProperty("user", user));
        settings.get("quarkus.datasource.password").ifPresent(password -> login.setProperty("password", password));
        if (url.startsWith(POSTGRESQL)) {
            login.setProperty("loginTimeout", CONNECT_SECONDS);
        }
        try (Connection connection = driverOf(url).connect(url, login)) {
            return Optional.empty();
        } catch (SQLException failed) {
            return Optional.of(failed);
        }
    }

    /** Not asked of DriverManager, which looks for drivers where the JVM's own classes are. */
    private static Driver driverOf(String url) throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class, DatabaseCheck.class.getClassLoader())) {
            if (driver.acceptsURL(url)) {
                return driver;
            }
        }
        throw new SQLException("this server was built without a driver for it");
    }

    private static String ofH2(String url, SQLException failed) {
        return switch (failed.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                "the database %s is in use by another process: stop that one, give this one a folder of its own with --data, or let both use PostgreSQL with --db"
                        .formatted(withoutSecrets(url));
            default ->
                "the database %s cannot be opened: %s. Choose another folder with --data, or restore the file from a backup"
                        .formatted(withoutSecrets(url), failed.getMessage());
        };
    }

    private static String ofPostgres(String url, SQLException failed) {
        String state = failed.getSQLState() == null ? "" : failed.getSQLState();
        String remedy = switch (state) {
            case "28P01", "28000" -> "correct user and password in --db";
            case "3D000" -> "create the database, or name another in --db";
            default -> "start it, or correct host and port in --db";
        };
        return "the database %s cannot be reached: %s. To go on: %s"
                .formatted(withoutSecrets(url), failed.getMessage().replaceFirst("[.]$", ""), remedy);
    }

    /** A URL may carry the password behind its question mark. */
    private static String withoutSecrets(String url) {
        return url.split("[?;]", 2)[0];
    }

    private DatabaseCheck() {}
}
