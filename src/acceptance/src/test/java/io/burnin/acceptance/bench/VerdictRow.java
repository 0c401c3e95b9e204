package io.burnin.acceptance.bench;

import io.burnin.acceptance.Server;
import io.burnin.acceptance.bench.Result.Figure;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.RunRecord;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How long somebody waits for the verdict on a run of days: for the first, and for the next when a batch has come in. */
final class VerdictRow implements Row {

    private static final double FIRST_SECONDS = 1;
    private static final double NEXT_SECONDS = 0.05;
    private static final int NEXT_BATCHES = 5;
    private static final int SECONDS_OF_A_BATCH = 10;
    private static final int SECONDS_AT_ONCE = 60;
    private static final Duration COMPACTION = Duration.ofSeconds(1);
    private static final int ROUNDS = 4;
    private static final double MEGABYTE = 1e6;

    private final Storage storage;
    private final int seconds;
    private final int repetitions;

    enum Storage {
        H2,
        POSTGRESQL
    }

    /** @param lasted how long the run has gone on when somebody first asks */
    VerdictRow(Storage storage, Duration lasted, int repetitions) {
        this.storage = storage;
        this.seconds = Math.toIntExact(lasted.toSeconds());
        this.repetitions = repetitions;
    }

    @Override
    public String name() {
        return "verdict " + storage.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Result measure(Path folder) throws IOException, InterruptedException {
        return switch (storage) {
            case H2 -> measure(folder, Optional.empty());
            case POSTGRESQL -> {
                try (var postgres = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "on")
                        .start()) {
                    yield measure(folder, Optional.of(postgres.getJdbcUrl("postgres", "postgres")));
                }
            }
        };
    }

    private Result measure(Path folder, Optional<String> database) throws IOException, InterruptedException {
        var first = new ArrayList<Double>();
        var next = new ArrayList<Double>();
        var anew = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        var memory = new ArrayList<Double>();
        try (var server =
                Server.start(folder, database, Map.of("BURNIN_COMPACTION_EVERY", COMPACTION.toSeconds() + "s"))) {
            PostingAgent.upload(server, JudgedRun.PLAN);
            PostingAgent agent = PostingAgent.register(server, "judged");
            for (int i = 0; i < repetitions; i++) {
                var run = new Run(server, agent);
                double before = server.residentBytes() / MEGABYTE;
                double firstSeconds = run.first(seconds);
                List<Double> nextSeconds = run.next();
                memory.add(server.residentBytes() / MEGABYTE - before);
                anew.add(run.anew());
                run.end();
                first.add(firstSeconds);
                next.addAll(nextSeconds);
                double slowest = Spread.of(nextSeconds).max();
                ratios.add(Math.min(FIRST_SECONDS / firstSeconds, NEXT_SECONDS / slowest));
            }
        }
        return new Result(
                name(),
                "the less of 1 s / the first verdict and 50 ms / the slowest of the next",
                Spread.of(ratios),
                1,
                List.of(
                        new Figure("first", "s", Spread.of(first)),
                        new Figure("next", "s", Spread.of(next)),
                        new Figure("by other criteria", "s", Spread.of(anew)),
                        new Figure("more memory", "MB", Spread.of(memory))));
    }

    /** One run as it comes in. */
    private static final class Run {
        private final Server server;
        private final PostingAgent agent;
        private final Assignment run;
        private final JudgedRun judged = new JudgedRun();
        private long handedIn;

        Run(Server server, PostingAgent agent) throws IOException, InterruptedException {
            this.server = server;
            this.agent = agent;
            this.run = agent.takeRun();
        }

        double first(int seconds) throws IOException, InterruptedException {
            post(List.of(JudgedRun.started()));
            for (int left = seconds; left > 0; left -= SECONDS_AT_ONCE) {
                post(judged.next(Math.min(left, SECONDS_AT_ONCE)));
            }
            // In a run of days there is time for it.
            Thread.sleep(COMPACTION.multipliedBy(ROUNDS));
            return verdict();
        }

        List<Double> next() throws IOException, InterruptedException {
            var seconds = new ArrayList<Double>();
            for (int i = 0; i < NEXT_BATCHES; i++) {
                post(judged.next(SECONDS_OF_A_BATCH));
                seconds.add(verdict());
            }
            return seconds;
        }

        /** Nothing that is remembered helps with it. */
        double anew() throws IOException, InterruptedException {
            String order =
                    Server.JSON.writeValueAsString(Map.of("plan", JudgedRun.PLAN.replace("below 5000", "below 6000")));
            long start = System.nanoTime();
            PostingAgent.require(
                    200,
                    server.send(
                            "POST", "/verdicts/" + run.run() + "/rejudge", order, "Content-Type", "application/json"));
            return (System.nanoTime() - start) / 1e9;
        }

        void end() throws IOException, InterruptedException {
            post(List.of(new RunRecord.RunEnded(
                    judged.end(), RunRecord.RunEnded.Outcome.FINISHED, Optional.empty(), "", "")));
            agent.awaitVerdict(run);
        }

        private void post(List<RunRecord> records) throws IOException, InterruptedException {
            var lines = new ArrayList<byte[]>();
            for (RunRecord record : records) {
                lines.add(PostingAgent.line(record));
            }
            for (byte[] batch : PostingAgent.pack(run, handedIn + 1, lines)) {
                agent.post(run, batch);
            }
            handedIn += lines.size();
        }

        private double verdict() throws IOException, InterruptedException {
            long start = System.nanoTime();
            PostingAgent.require(200, server.send("GET", "/verdicts/" + run.run(), ""));
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
