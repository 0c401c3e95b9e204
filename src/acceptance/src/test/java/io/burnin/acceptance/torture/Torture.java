package io.burnin.acceptance.torture;

import io.burnin.acceptance.Checkout;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** {@code ./burnin torture}: kills agent, server and database in the middle of real runs, again and again, and counts what broke. */
final class Torture {

    private static final int BROKEN = 1;
    private static final int USAGE = 2;

    private final Options options;
    private final Path home;
    private final Path folder;
    private final PrintStream out;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean caught;

    /** @param folder where everything lies; what a failed round leaves stays there */
    Torture(Options options, Path home, Path folder, PrintStream out) {
        this.options = options;
        this.home = home;
        this.folder = folder;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // PostgreSQL's library complains when it finds its process killed.
        Logger.getLogger("").setLevel(Level.OFF);
        try {
            System.exit(torture(Options.parse(List.of(arguments))));
        } catch (Options.Wrong wrong) {
            System.err.println("burnin: " + wrong.getMessage());
            System.exit(USAGE);
        }
    }

    private static int torture(Options options) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("burnin-torture").toRealPath();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAll(folder)));
        Path home =
                options.mutant().isPresent() ? options.mutant().get().build(folder.resolve("mutant")) : Checkout.ROOT;
        System.out.printf(
                "seed %d, %d rounds, %s, %d server(s), %d at once%s%n",
                options.seed(),
                options.rounds(),
                Options.word(options.storage()),
                options.servers(),
                options.parallel(),
                options.mutant()
                        .map(mutant -> ", with the defect " + Options.word(mutant))
                        .orElse(""));
        Tally tally = new Torture(options, home, folder, System.out).carryOut();
        System.out.println();
        tally.print(options.victims(), System.out);
        boolean broken = !tally.toll().isNone();
        if (options.mutant().isPresent()) {
            System.out.printf("%nthe defect was %s%n", broken ? "caught" : "NOT caught");
            delete(folder);
            return broken ? 0 : BROKEN;
        }
        if (broken) {
            System.out.printf(
                    "%nagain: ./burnin torture --seed %d ..., what failed lies in %s%n", options.seed(), folder);
            return BROKEN;
        }
        delete(folder);
        return 0;
    }

    /** All rounds, so many at once; with a mutant only until it is caught. */
    Tally carryOut() throws IOException, InterruptedException {
        var results = new ArrayList<Round.Result>();
        try (ExecutorService lanes = Executors.newFixedThreadPool(options.parallel())) {
            var working = new ArrayList<Future<List<Round.Result>>>();
            for (int lane = 0; lane < options.parallel(); lane++) {
                Path place = folder.resolve("lane-" + lane);
                working.add(lanes.submit(() -> lane(place)));
            }
            for (Future<List<Round.Result>> lane : working) {
                results.addAll(lane.get());
            }
        } catch (ExecutionException failed) {
            throw new IOException("a round could not be carried out", failed.getCause());
        }
        results.sort(Comparator.comparingInt(Round.Result::round));
        return new Tally(List.copyOf(results));
    }

    /** Rounds one after the other on a site of their own. */
    private List<Round.Result> lane(Path place) throws IOException, InterruptedException {
        var results = new ArrayList<Round.Result>();
        try (Site site = Site.open(home, place.resolve("site"), options)) {
            site.upload(plan());
            for (int round = next.getAndIncrement();
                    round < options.rounds() && !caught;
                    round = next.getAndIncrement()) {
                List<Kill> kills = Kill.draw(options.seed(), round, options.victims());
                Path folder = place.resolve("round-" + round);
                Round.Result result = new Round(home, folder, site, round, kills).carryOut();
                results.add(result);
                tell(result, kills);
            }
        }
        return results;
    }

    private synchronized void tell(Round.Result result, List<Kill> kills) throws IOException {
        out.printf("round %d: %s: %s%n", result.round(), words(result, kills), result.isClean() ? "clean" : "BROKEN");
        if (result.isClean()) {
            delete(result.folder());
        } else {
            out.printf("  %s%n", result.folder());
            result.findings().stream().limit(20).forEach(finding -> out.printf("  %s%n", finding));
            caught = options.mutant().isPresent();
        }
    }

    private static String words(Round.Result result, List<Kill> kills) {
        var words = new ArrayList<String>();
        for (Kill kill : kills) {
            boolean made = result.shots().stream().anyMatch(shot -> shot.kill().equals(kill));
            boolean hit = result.hits().stream().anyMatch(shot -> shot.kill().equals(kill));
            words.add("%s at %s%s%s"
                    .formatted(
                            kill.victim().words(),
                            kill.phase().words(),
                            kill.phase() == Phase.ANY
                                    ? ""
                                    : " +%.1f ms".formatted(kill.delay().toNanos() / 1e6),
                            made ? hit ? " (hit)" : "" : " (too late)"));
        }
        return String.join(", ", words);
    }

    private static String plan() throws IOException {
        try (var resource = Torture.class.getResourceAsStream("/torture.yaml")) {
            return new String(resource.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** When it is interrupted: what it started itself, and what only names its folder because its parent is dead. */
    private static void endAll(Path folder) {
        String name = folder.toString();
        Stream.concat(
                        ProcessHandle.current().descendants(),
                        ProcessHandle.allProcesses()
                                .filter(process ->
                                        process.info().commandLine().orElse("").contains(name)))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
