package io.burnin.acceptance.bench;

import io.burnin.acceptance.Checkout;
import io.burnin.acceptance.bench.Result.Figure;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The agent's log probe over a large file that it has not seen, against {@code grep -c} on the same file. */
final class LogScanRow implements Row {

    private static final double BAR = 1.0;
    private static final String WANTED = "Disk quota exceeded";
    private static final int ONE_IN = 20_000;
    private static final int READINGS = 3;

    private static final List<String> AGENT_JVM =
            List.of("-Xms8m", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final long bytes;
    private final int repetitions;

    LogScanRow(long bytes, int repetitions) {
        this.bytes = bytes;
        this.repetitions = repetitions;
    }

    @Override
    public String name() {
        return "log scan";
    }

    /** Both find the file in memory, and what it takes to start a process counts for neither. */
    @Override
    public Result measure(Path folder) throws IOException, InterruptedException {
        Path log = write(folder.resolve("app.log"));
        Path empty = Files.createFile(folder.resolve("empty.log"));
        var fresh = new ArrayList<Double>();
        var warm = new ArrayList<Double>();
        var grep = new ArrayList<Double>();
        var freshRatios = new ArrayList<Double>();
        var warmRatios = new ArrayList<Double>();
        grep(log);
        for (int i = 0; i < repetitions; i++) {
            double start = grep(empty).seconds();
            Scan theirs = grep(log);
            List<Scan> ours = probe(log);
            for (Scan scan : ours) {
                if (scan.matches() != theirs.matches()) {
                    throw new IllegalStateException(
                            "the probe saw %d lines where grep saw %d".formatted(scan.matches(), theirs.matches()));
                }
            }
            // Of a tiny file it can be less than the start of a process varies.
            double net = Math.max(theirs.seconds() - start, 1e-6);
            grep.add(net);
            fresh.add(ours.getFirst().seconds());
            warm.add(ours.getLast().seconds());
            freshRatios.add(net / ours.getFirst().seconds());
            warmRatios.add(net / ours.getLast().seconds());
        }
        return new Result(
                name(),
                "seconds of grep -c / seconds of the probe's first reading in a fresh JVM",
                Spread.of(freshRatios),
                BAR,
                List.of(
                        new Figure("probe, fresh JVM", "s", Spread.of(fresh)),
                        new Figure("probe, warm", "s", Spread.of(warm)),
                        new Figure("grep -c", "s", Spread.of(grep)),
                        new Figure("ratio, warm", "", Spread.of(warmRatios))));
    }

    private record Scan(long matches, double seconds) {}

    private static Scan grep(Path log) throws IOException, InterruptedException {
        var grep = new ProcessBuilder("grep", "-c", WANTED, log.toString());
        // Bytes: the quickest that grep can do.
        grep.environment().put("LC_ALL", "C");
        long start = System.nanoTime();
        String counted = output(grep);
        return new Scan(Long.parseLong(counted.strip()), (System.nanoTime() - start) / 1e9);
    }

    /** The readings of one JVM in order: the first one's code is not compiled yet. */
    private static List<Scan> probe(Path log) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(AGENT_JVM);
        Path agent = Checkout.ROOT.resolve("src/agent/target");
        command.addAll(
                List.of("-cp", agent.resolve("burnin.jar") + File.pathSeparator + agent.resolve("test-classes")));
        command.addAll(List.of("io.burnin.agent.probe.LogScan", log.toString(), WANTED, Integer.toString(READINGS)));
        return output(new ProcessBuilder(command))
                .lines()
                .map(line -> line.split(" "))
                .map(words -> new Scan(Long.parseLong(words[0]), Long.parseLong(words[1]) / 1e9))
                .toList();
    }

    private static String output(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // grep says 1 where nothing matches, which is an answer.
        if (process.waitFor() > 1 || output.isBlank()) {
            throw new IOException("%s ended with %d".formatted(command.command(), process.exitValue()));
        }
        return output;
    }

    private Path write(Path log) throws IOException {
        var random = new SplittableRandom(7);
        String[] levels = {"INFO ", "DEBUG", "WARN "};
        try (BufferedWriter out = Files.newBufferedWriter(log, StandardCharsets.US_ASCII)) {
            long written = 0;
            for (long line = 0; written < bytes; line++) {
                String what = line % ONE_IN == 0 ? WANTED : "Disk checked, all is well";
                String text =
                        "2026-01-01 %02d:%02d:%02d,%03d %s [worker-%d] store.writer: %s (request=%08x, took %d ms)%n"
                                .formatted(
                                        line / 3_600_000 % 24,
                                        line / 60_000 % 60,
                                        line / 1000 % 60,
                                        line % 1000,
                                        levels[random.nextInt(levels.length)],
                                        random.nextInt(16),
                                        what,
                                        random.nextInt(),
                                        random.nextInt(500));
                out.write(text);
                written += text.length();
            }
        }
        return log;
    }
}
