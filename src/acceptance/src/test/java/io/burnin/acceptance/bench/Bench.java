package io.burnin.acceptance.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** {@code ./burnin bench}: measures how fast Burnin is, as ratios, and prints them as a table or as JSON. */
final class Bench {

    private static final int REPETITIONS = 5;
    private static final int ROUNDS = 200;
    private static final long LOG_BYTES = 200_000_000;
    private static final Duration LONG_RUN = Duration.ofHours(72);
    private static final int LONG_RUNS = 3;

    private Bench() {}

    private static final int AGENTS = 500;
    private static final Duration LOAD_FOR = Duration.ofMinutes(10);

    /** @param arguments {@code agents} or how the names of the wanted rows begin, and {@code --json}; none of it need be there */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        var asked = new ArrayList<>(List.of(arguments));
        boolean json = asked.remove("--json");
        boolean agents = asked.remove("agents");
        List<Row> rows = rows().stream()
                .filter(row -> asked.isEmpty() || asked.stream().anyMatch(row.name()::startsWith))
                .toList();
        if (rows.isEmpty()) {
            System.err.printf(
                    "burnin: bench takes agents, %s, and --json, not %s%n",
                    String.join(", ", rows().stream().map(Row::name).toList()), String.join(" ", asked));
            System.exit(2);
        }
        Logger.getLogger("").setLevel(Level.WARNING);
        if (agents) {
            load(json);
        } else {
            compare(rows, json);
        }
    }

    private static void load(boolean json) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("burnin-bench");
        try {
            FleetResult result = new FleetLoad(AGENTS, LOAD_FOR).measure(folder);
            if (json) {
                printJson(Map.of("machine", machine(), "agents", result));
            } else {
                System.out.printf("%s%n%n", String.join(", ", machine().values()));
                result.print(System.out);
            }
        } finally {
            delete(folder);
        }
    }

    private static List<Row> rows() {
        return List.of(
                new IngestRow(ROUNDS, REPETITIONS),
                new LogScanRow(LOG_BYTES, REPETITIONS),
                new VerdictRow(VerdictRow.Storage.H2, LONG_RUN, LONG_RUNS),
                new VerdictRow(VerdictRow.Storage.POSTGRESQL, LONG_RUN, LONG_RUNS));
    }

    private static void compare(List<Row> rows, boolean json) throws IOException, InterruptedException, SQLException {
        List<Result> results = measure(rows);
        if (json) {
            printJson(Map.of("machine", machine(), "rows", results));
        } else {
            print(results, System.out);
        }
    }

    private static void printJson(Map<String, Object> result) throws IOException {
        var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT);
        System.out.println(mapper.build().writeValueAsString(result));
    }

    static List<Result> measure(List<Row> rows) throws IOException, InterruptedException, SQLException {
        var results = new ArrayList<Result>();
        for (Row row : rows) {
            Path folder = Files.createTempDirectory("burnin-bench");
            try {
                results.add(row.measure(folder));
            } finally {
                delete(folder);
            }
        }
        return results;
    }

    static void print(List<Result> results, PrintStream out) {
        out.printf("%s%n", String.join(", ", machine().values()));
        for (Result result : results) {
            out.printf("%n%-18s %-13s %12s %12s %12s%n", result.row(), "", "min", "median", "max");
            for (Result.Figure figure : result.figures()) {
                print(figure.what(), figure.unit(), figure.measured(), out);
            }
            print("ratio", "", result.ratio(), out);
            out.printf("  = %s%n", result.ratioOf());
            out.printf("  bar: at least %.1f, %s%n", result.bar(), result.reachesBar() ? "reached" : "not reached");
        }
    }

    private static void print(String what, String unit, Spread measured, PrintStream out) {
        out.printf(
                "  %-16s %-13s %12s %12s %12s%n",
                what, unit, readable(measured.min()), readable(measured.median()), readable(measured.max()));
    }

    private static String readable(double value) {
        return value >= 1000
                ? "%,.0f".formatted(value)
                : value >= 10 ? "%.1f".formatted(value) : "%.3f".formatted(value);
    }

    private static Map<String, String> machine() {
        var machine = new LinkedHashMap<String, String>();
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("processors", Runtime.getRuntime().availableProcessors() + " processors");
        machine.put("java", "Java " + Runtime.version());
        load().ifPresent(load -> machine.put("load", "load at the end %.1f".formatted(load)));
        return machine;
    }

    /** How busy the machine is, for who reads the figures. */
    private static Optional<Double> load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? Optional.empty() : Optional.of(load);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
