package io.burnin.acceptance.torture;

import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.acceptance.torture.Hunt.Shot;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** One short run on a target and an agent of its own, what is killed meanwhile, and what became of it. */
final class Round {

    /**
     * @param shots what was killed
     * @param hits which of them came as near as wanted to what they were aimed at
     * @param findings a sentence for each thing that is broken
     */
    record Result(int round, List<Shot> shots, List<Shot> hits, Toll toll, List<String> findings, Path folder) {

        boolean isClean() {
            return toll.isNone();
        }
    }

    private static final Set<String> ENDED = Set.of("FINISHED", "STOPPED", "ABORTED", "LOST");
    private static final Duration REGISTERED_WITHIN = Duration.ofMinutes(2);

    /** The plan lasts twelve seconds; the rest is for a busy machine, and for the pauses between tries to reach a server. */
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(5);

    private static final Duration READ_WITHIN = Duration.ofMinutes(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Path home;
    private final Path folder;
    private final Site site;
    private final int number;
    private final List<Kill> kills;

    /** @param home a checkout or a folder laid out like one, whose agent is tortured */
    Round(Path home, Path folder, Site site, int number, List<Kill> kills) {
        this.home = home;
        this.folder = folder;
        this.site = site;
        this.number = number;
        this.kills = kills;
    }

    Result carryOut() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try (Desk desk = Desk.open();
                TargetHost host = TargetHost.start(home, folder, "torture-" + number, desk, site)) {
            require(
                    REGISTERED_WITHIN,
                    "the target is offered",
                    () -> site.get("/targets").toString().contains('"' + host.name() + '"'));
            String run = startRun(host);
            try (JournalWatch watch = JournalWatch.of(host.journal(run))) {
                Traffic traffic = site.door().of(run);
                var hunt = new Hunt(site, host, watch, traffic);
                List<Shot> shots = hunt.carryOut(kills);
                hunt.awaitReturns();
                boolean ended = eventually(ENDED_WITHIN, () -> hasEnded(run));
                return assess(run, ended, shots, watch, traffic, host, desk);
            }
        }
    }

    private String startRun(TargetHost host) throws IOException, InterruptedException {
        String order = """
                {"plan": "torture", "profile": "short", "target": "%s", "onBusy": "queue"}""".formatted(host.name());
        HttpResponse<String> answer = site.send("POST", "/runs", order, "Content-Type", "application/json");
        if (answer.statusCode() != 201) {
            throw new IOException("the run was not taken: %d %s".formatted(answer.statusCode(), answer.body()));
        }
        return Wire.JSON.readTree(answer.body()).path("id").asText();
    }

    private boolean hasEnded(String run) throws IOException, InterruptedException {
        JsonNode view = site.get("/runs/" + run);
        return ENDED.contains(view.path("state").asText())
                && !site.get("/verdicts/" + run).path("light").asText().isEmpty();
    }

    private Result assess(
            String run,
            boolean ended,
            List<Shot> shots,
            JournalWatch watch,
            Traffic traffic,
            TargetHost host,
            Desk desk)
            throws IOException, InterruptedException {
        var findings = new ArrayList<String>();
        if (!ended) {
            findings.add("stuck: no end and verdict within %d s".formatted(ENDED_WITHIN.toSeconds()));
        }
        List<String> dirt = new ArrayList<>(host.dirt());
        host.stopAgent();
        dirt.addAll(host.leftOvers());
        dirt.forEach(each -> findings.add("dirty: " + each));
        Stored stored = stored(run);
        long forgotten = traffic.forgotten() + Math.max(0, traffic.acknowledged() - stored.upTo());
        if (forgotten > 0) {
            findings.add("lost: %d records that had been acknowledged".formatted(forgotten));
        }
        long refused = refused(host, run);
        if (refused > 0) {
            findings.add("lost: %d records that the server refused".formatted(refused));
        }
        long mustBeStored = ended ? Long.MAX_VALUE : traffic.acknowledged();
        var compared = new Comparison(watch.entries(), Traces.of(host, desk), stored, mustBeStored).result();
        findings.addAll(compared.findings());
        Toll toll = compared.toll().plus(new Toll(forgotten + refused, 0, 0, ended ? 0 : 1, dirt.size()));
        return new Result(number, shots, hits(shots, watch, traffic), toll, List.copyOf(findings), folder);
    }

    /** Asked for a while: a server that has just come back may still be busy. */
    private Stored stored(String run) throws InterruptedException {
        var stored = new Stored[] {Stored.NOTHING};
        eventually(READ_WITHIN, () -> {
            stored[0] = Stored.read(site, run);
            return true;
        });
        return stored[0];
    }

    /** What the agent set aside because the server would not have it. */
    private static long refused(TargetHost host, String run) throws IOException {
        Path refused = host.journal(run).resolveSibling("refused.ndjson");
        return Files.exists(refused) ? Files.readAllLines(refused).size() : 0;
    }

    private static List<Shot> hits(List<Shot> shots, JournalWatch watch, Traffic traffic) {
        return shots.stream()
                .filter(shot -> switch (shot.kill().phase()) {
                    case INTENT -> watch.intents().stream().anyMatch(intent -> isSoonAfter(intent, shot.at()));
                    case COMMIT -> traffic.commits().stream().anyMatch(commit -> isNear(commit, shot.at()));
                    case ANY -> false;
                })
                .toList();
    }

    private static boolean isSoonAfter(Instant aim, Instant kill) {
        return !kill.isBefore(aim) && isNear(aim, kill);
    }

    private static boolean isNear(Instant aim, Instant kill) {
        return Duration.between(aim, kill).abs().compareTo(Phase.NEAR) <= 0;
    }

    private static void require(Duration within, String what, Callable<Boolean> question)
            throws IOException, InterruptedException {
        if (!eventually(within, question)) {
            throw new IOException("not within %d s: %s".formatted(within.toSeconds(), what));
        }
    }

    /** Servers may be away at any time: no answer is asked for again. */
    private static boolean eventually(Duration within, Callable<Boolean> question) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (question.call()) {
                    return true;
                }
            } catch (InterruptedException stopped) {
                throw stopped;
            } catch (Exception away) {
                // Asked again.
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return false;
    }
}
