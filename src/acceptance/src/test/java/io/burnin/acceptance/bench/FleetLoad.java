package io.burnin.acceptance.bench;

import io.burnin.acceptance.Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many agents at once, in one process, against one built server on PostgreSQL: each registers, takes a run of its own, beats, and
 * hands in 20 series of one reading a second, as far apart as the server asks it to.
 */
final class FleetLoad {

    private static final Duration SETTLED_AFTER = Duration.ofMinutes(2);

    private final int agents;
    private final Duration duration;

    FleetLoad(int agents, Duration duration) {
        this.agents = agents;
        this.duration = duration;
    }

    FleetResult measure(Path folder) throws IOException, InterruptedException {
        // Zonky turns it off; nothing may be acknowledged before the disk has it.
        try (var postgres = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                var server = Server.start(folder, Optional.of(postgres.getJdbcUrl("postgres", "postgres")))) {
            PostingAgent.upload(server);
            return load(server);
        }
    }

    private FleetResult load(Server server) throws IOException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var hosts = new ArrayList<SimulatedHost>();
        for (int number = 1; number <= agents; number++) {
            hosts.add(SimulatedHost.create(server, number, http));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SimulatedHost.Seen>> working = hosts.stream()
                    .map(host -> threads.submit(() -> host.work(duration)))
                    .toList();
            Thread.sleep(settled());
            long before = server.residentBytes();
            var seen = new ArrayList<SimulatedHost.Seen>();
            for (Future<SimulatedHost.Seen> host : working) {
                seen.add(host.get());
            }
            return FleetResult.of(seen, missing(server, seen), before, server.residentBytes());
        } catch (ExecutionException broken) {
            throw new IOException("a simulated host gave up", broken.getCause());
        }
    }

    /** After that the server has warmed up: its memory should not grow any more. */
    private Duration settled() {
        return duration.compareTo(SETTLED_AFTER.multipliedBy(2)) < 0 ? duration.dividedBy(2) : SETTLED_AFTER;
    }

    /** Records that were handed in and acknowledged, and that the server does not have. */
    private static long missing(Server server, List<SimulatedHost.Seen> seen) throws IOException, InterruptedException {
        long missing = 0;
        for (SimulatedHost.Seen host : seen) {
            long stored =
                    server.get("/runs/" + host.run()).at("/records/stored").asLong();
            missing += Math.abs(host.records() - stored);
        }
        return missing;
    }
}
