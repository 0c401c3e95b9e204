package io.burnin.acceptance.bench;

import io.burnin.acceptance.Server;
import io.burnin.acceptance.bench.Result.Figure;
import io.burnin.protocol.Assignment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Samples over HTTP into PostgreSQL by a built server, against {@code COPY} of the same samples as rows into the same database. */
final class IngestRow implements Row {

    private static final double BAR = 1.5;

    private final int rounds;
    private final int repetitions;

    /** @param rounds how many records of each series a run has */
    IngestRow(int rounds, int repetitions) {
        this.rounds = rounds;
        this.repetitions = repetitions;
    }

    @Override
    public String name() {
        return "ingest";
    }

    /** The first of all repetitions warms up and is not counted. */
    @Override
    public Result measure(Path folder) throws IOException, InterruptedException, SQLException {
        var samples = BurnInSamples.of(rounds);
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        // Zonky turns it off; neither side may answer before the disk has it.
        try (var postgres = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                var server = Server.start(folder, Optional.of(postgres.getJdbcUrl("postgres", "postgres")));
                Connection connection = postgres.getPostgresDatabase().getConnection()) {
            PostingAgent agent = PostingAgent.register(server);
            PlainRows rows = PlainRows.in(connection, samples);
            List<byte[]> lines = PostingAgent.lines(samples);
            for (int i = 0; i <= repetitions; i++) {
                double posted = samples.count() / post(agent, lines, connection);
                double copied = samples.count() / copy(rows, connection);
                if (i > 0) {
                    ours.add(posted);
                    theirs.add(copied);
                    ratios.add(posted / copied);
                }
            }
            double stored = (double) samples.count() * (repetitions + 1);
            return new Result(
                    name(),
                    "samples/s over HTTP into PostgreSQL / samples/s of COPY as rows",
                    Spread.of(ratios),
                    BAR,
                    List.of(
                            new Figure("over HTTP", "samples/s", Spread.of(ours)),
                            new Figure("COPY", "samples/s", Spread.of(theirs)),
                            new Figure("on disk, blocks", "bytes/sample", size("sample_block", stored, connection)),
                            new Figure("on disk, rows", "bytes/sample", size("plain_sample", stored, connection))));
        }
    }

    /** @return seconds from the first request to the last answer, with nothing else going on */
    private static double post(PostingAgent agent, List<byte[]> lines, Connection connection)
            throws IOException, InterruptedException, SQLException {
        Assignment run = agent.takeRun();
        List<byte[]> batches = PostingAgent.pack(run, lines);
        settle(connection);

        long start = System.nanoTime();
        for (byte[] batch : batches) {
            agent.post(run, batch);
        }
        double seconds = (System.nanoTime() - start) / 1e9;

        agent.awaitVerdict(run);
        return seconds;
    }

    private static double copy(PlainRows rows, Connection connection) throws IOException, SQLException {
        settle(connection);

        long start = System.nanoTime();
        rows.copy();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Writes out what the one before left behind. */
    private static void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    /** With its indexes and what is stored beside it. */
    private static Spread size(String table, double samples, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet size = statement.executeQuery("select pg_total_relation_size('%s')".formatted(table))) {
            size.next();
            return Spread.of(List.of(size.getLong(1) / samples));
        }
    }
}
