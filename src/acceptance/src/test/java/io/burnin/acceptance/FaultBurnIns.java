package io.burnin.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Real {@code quick} burn-ins of the stand-in on one server, each with an agent, processes, ports and a folder of its own. */
final class FaultBurnIns {

    private static final int LANES = 4;
    /** So that the load of one, when it wants the CPU, comes while the others wait. */
    static final Duration BETWEEN_STARTS = Duration.ofMillis(12_500);

    /** What these turn is close to the next band, or a share of the CPU: nobody else may want it. */
    private static final Set<String> ALONE = Set.of("slow-jobs", "busy-idle");

    private final Server server;
    private final Path folder;
    private final Map<String, BurnIn> burnIns = new ConcurrentHashMap<>();

    FaultBurnIns(Server server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** @param place where the stand-in, its agent and the reports are */
    record BurnIn(Outcome outcome, Path place) {}

    /** Burns in with each of the faults; {@code none} is the stand-in as it should be. */
    void run(Set<String> faults) throws InterruptedException {
        faults.stream().filter(ALONE::contains).forEach(fault -> run(fault, fault));
        List<String> besides =
                faults.stream().filter(fault -> !ALONE.contains(fault)).toList();
        try (var lanes = Executors.newScheduledThreadPool(LANES)) {
            List<ScheduledFuture<?>> runs = new ArrayList<>();
            for (String fault : besides) {
                long after = BETWEEN_STARTS.multipliedBy(runs.size()).toMillis();
                runs.add(lanes.schedule(() -> run(fault, fault), after, TimeUnit.MILLISECONDS));
            }
            for (ScheduledFuture<?> run : runs) {
                run.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a run did not come to an end", failed);
        }
    }

    /** Once more, with nobody beside it. */
    void runAgain(String fault) {
        run(fault, fault + "-alone");
    }

    Outcome of(String fault) {
        return burnIns.get(fault).outcome();
    }

    FirstLines firstLines(String fault) throws IOException {
        Path place = burnIns.get(fault).place();
        return FirstLines.of(place.resolve("report.md"), place.resolve("target"));
    }

    Stream<BurnIn> all() {
        return burnIns.values().stream();
    }

    private void run(String fault, String name) {
        try (var demo = fault.equals("none")
                ? DemoRun.start(folder.resolve(name), server, name)
                : DemoRun.startWith(fault, folder.resolve(name), server, name)) {
            burnIns.put(fault, new BurnIn(demo.outcome(), demo.place()));
        } catch (IOException failed) {
            throw new UncheckedIOException("the run with %s did not come to an end".formatted(fault), failed);
        }
    }
}
