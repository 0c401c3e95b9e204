package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs the demo once with each fault of its target and holds every verdict against what the target's own table demands. */
final class FaultTour {

    private final Demo demo;
    private final String profile;
    private final PrintWriter out;

    FaultTour(Demo demo, String profile, PrintWriter out) {
        this.demo = demo;
        this.profile = profile;
        this.out = out;
    }

    /**
     * @param parallel so many burn-ins at a time
     * @return 0 if every fault ended as it must, else 20
     */
    int run(int parallel) {
        var table = new TextTable("fault", "expected", "light", "exit", "as expected", "criteria not green");
        List<Ending> endings = endings(parallel);
        for (Ending ending : endings) {
            table.row(
                    ending.expected().fault(),
                    ending.expected().light(),
                    ending.outcome().light(),
                    Integer.toString(ending.outcome().exitCode()),
                    ending.asExpected() ? "yes" : "NO",
                    String.join(" ", ending.outcome().notGreen()));
        }
        out.println();
        table.print(out);
        return endings.stream().allMatch(Ending::asExpected) ? ExitCode.OK : 20;
    }

    private List<Ending> endings(int parallel) {
        try (var lanes = Executors.newFixedThreadPool(parallel)) {
            List<CompletableFuture<Ending>> endings = faults(profile).stream()
                    .map(fault -> CompletableFuture.supplyAsync(() -> burnIn(fault, parallel > 1), lanes))
                    .toList();
            return join(endings, lanes);
        }
    }

    private static List<Ending> join(List<CompletableFuture<Ending>> endings, ExecutorService lanes) {
        try {
            return endings.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException failed) {
            lanes.shutdownNow();
            throw failed.getCause() instanceof CommandFailed why ? why : failed;
        }
    }

    private Ending burnIn(Expected expected, boolean quietly) {
        Demo.Outcome outcome = demo.burnIn(
                expected.fault(),
                profile,
                Optional.of(expected.fault()),
                new RunWatch(demo.api(), out, quietly)::await);
        var ending = new Ending(expected, outcome);
        out.println(ending);
        out.flush();
        return ending;
    }

    private record Ending(Expected expected, Demo.Outcome outcome) {

        boolean asExpected() {
            return expected.isMetBy(outcome);
        }

        @Override
        public String toString() {
            return "%s: %s, exit %d, %s"
                    .formatted(
                            expected.fault(),
                            outcome.light(),
                            outcome.exitCode(),
                            asExpected() ? "as expected" : "NOT as expected: " + difference());
        }

        private String difference() {
            return "%s with exit %d must be; not green although it must be: %s; green although it must not be: %s"
                    .formatted(
                            expected.light(),
                            expected.exitCode(),
                            without(outcome.notGreen(), expected.criteria()),
                            without(expected.criteria(), outcome.notGreen()));
        }

        private static List<String> without(List<String> all, List<String> some) {
            return all.stream().filter(each -> !some.contains(each)).toList();
        }
    }

    /** What a run with a fault must end in. */
    record Expected(String fault, String light, int exitCode, List<String> criteria) {

        boolean isMetBy(Demo.Outcome outcome) {
            return outcome.light().equals(light)
                    && outcome.exitCode() == exitCode
                    && outcome.notGreen().equals(criteria);
        }
    }

    /** The table that the target keeps of its faults and how a burn-in in that profile must end. */
    private static List<Expected> faults(String profile) {
        try {
            Process target = new ProcessBuilder(
                            Installation.java(),
                            "-jar",
                            Installation.find().demo().toString(),
                            "faults")
                    .start();
            String text = new String(target.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Api.JSON
                    .readTree(text)
                    .valueStream()
                    .map(fault -> expected(fault.path("fault").asText(), profile, fault.path(profile)))
                    .toList();
        } catch (IOException failed) {
            throw CommandFailed.defect("the demo's target does not tell its faults: %s", failed.getMessage());
        }
    }

    private static Expected expected(String fault, String profile, JsonNode end) {
        if (end.isMissingNode()) {
            throw CommandFailed.usage("what a fault ends in is known for smoke and quick, not for %s", profile);
        }
        return new Expected(
                fault,
                end.path("light").asText(),
                end.path("exitCode").asInt(),
                end.path("criteria")
                        .valueStream()
                        .map(JsonNode::asText)
                        .sorted()
                        .toList());
    }
}
