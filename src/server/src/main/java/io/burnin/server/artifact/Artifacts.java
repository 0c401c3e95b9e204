package io.burnin.server.artifact;

import io.burnin.protocol.RunRecord.Captured;
import io.burnin.protocol.RunRecord.CapturedPiece;
import io.burnin.server.database.Columns;
import io.burnin.server.database.Database;
import io.burnin.server.run.Numbered;
import io.burnin.server.run.RunId;
import io.burnin.server.run.Texts;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Every artifact of every run. They are gone when their run is. */
@ApplicationScoped
public class Artifacts {

    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_OCCASION = 1000;

    private static final String INSERT =
            "insert into artifact (run, number, seq, at, name, source, moment, occasion, size,"
                    + " truncated, redacted, sha256, pieces, absent) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String INSERT_PIECE =
            "insert into artifact_piece (run, seq, number, piece, content) values (?, ?, ?, ?, ?)";

    private static final String SELECT = """
            select a.number, a.at, a.name, a.source, a.moment, a.occasion, a.size, a.truncated, a.redacted, a.sha256, a.pieces,
                a.absent, (select count(distinct p.piece) from artifact_piece p where p.run = a.run and p.number = a.number) as received
            from artifact a where a.run = ?""";

    private static final String PIECES =
            "select content from artifact_piece where run = ? and number = ? order by piece";

    private final Database database;

    Artifacts(Database database) {
        this.database = database;
    }

    /**
     * Only while the run is being changed. A piece of an artifact that is not known is of no use, and left out.
     *
     * @throws Problem BAD_RECORD if an artifact has the number of another
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(RunId run, List<Numbered<Captured>> captured, List<Numbered<CapturedPiece>> pieces) {
        if (captured.isEmpty() && pieces.isEmpty()) {
            return;
        }
        Set<Integer> known = numbers(run);
        for (Numbered<Captured> each : captured) {
            if (!known.add(each.record().number())) {
                throw Problem.of(
                        ProblemType.BAD_RECORD,
                        "the run has an artifact %d already",
                        each.record().number());
            }
        }
        database.insert(INSERT, captured.stream().map(each -> row(run, each)).toList());
        database.insert(
                INSERT_PIECE,
                pieces.stream()
                        .filter(each -> known.contains(each.record().number()))
                        .map(each -> new Object[] {
                            run.value(),
                            each.seq(),
                            each.record().number(),
                            each.record().piece(),
                            each.record().bytes()
                        })
                        .toList());
    }

    private Set<Integer> numbers(RunId run) {
        return new HashSet<>(
                database.list("select number from artifact where run = ?", row -> row.getInt("number"), run.value()));
    }

    private static Object[] row(RunId run, Numbered<Captured> each) {
        Captured captured = each.record();
        return new Object[] {
            run.value(),
            captured.number(),
            each.seq(),
            captured.at(),
            captured.name(),
            Texts.shortened(captured.source(), LONGEST_TEXT),
            captured.moment(),
            Texts.shortened(captured.occasion(), LONGEST_OCCASION),
            captured.size(),
            captured.truncated(),
            captured.redacted(),
            captured.sha256(),
            captured.pieces(),
            Texts.shortened(captured.absent(), LONGEST_TEXT)
        };
    }

    /** In the order in which they were taken. */
    public List<Artifact> of(RunId run) {
        return database.list(SELECT + " order by a.number", Artifacts::toArtifact, run.value());
    }

    public Optional<Artifact> find(RunId run, int number) {
        return database.list(SELECT + " and a.number = ?", Artifacts::toArtifact, run.value(), number).stream()
                .findFirst();
    }

    /** Of one that is whole. No more than it says to have: what an agent packs might be endless when it is unpacked. */
    public byte[] content(RunId run, Artifact artifact) {
        var packed = new ByteArrayOutputStream();
        database.each(
                PIECES,
                row -> packed.writeBytes(row.getBytes("content")),
                run.value(),
                artifact.captured().number());
        try (var content = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
            return content.readNBytes(Math.toIntExact(artifact.captured().size()));
        } catch (IOException broken) {
            throw new UncheckedIOException(
                    "artifact %d of run %s cannot be unpacked"
                            .formatted(artifact.captured().number(), run),
                    broken);
        }
    }

    private static Artifact toArtifact(ResultSet row) throws SQLException {
        return new Artifact(
                new Captured(
                        Columns.instant(row, "at"),
                        row.getInt("number"),
                        row.getString("name"),
                        row.getString("source"),
                        row.getString("moment"),
                        row.getString("occasion"),
                        row.getLong("size"),
                        row.getBoolean("truncated"),
                        row.getInt("redacted"),
                        row.getString("sha256"),
                        row.getInt("pieces"),
                        row.getString("absent")),
                row.getInt("received"));
    }
}
