package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

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

    /** @return 0 if every fault ended as it must, else 20 */
    int run() {
        var table = new TextTable("fault", "expected", "light", "exit", "as expected", "criteria not green");
        boolean all = true;
        for (Expected expected : faults(profile)) {
            Demo.Outcome outcome = demo.burnIn(
                    expected.fault(),
                    profile,
                    Optional.of(expected.fault()),
                    new RunWatch(demo.api(), out, false)::await);
            boolean met = expected.isMetBy(outcome);
            all &= met;
            out.printf(
                    "%s: %s, exit %d, %s%n",
                    expected.fault(),
                    outcome.light(),
                    outcome.exitCode(),
                    met ? "as expected" : "NOT as expected: " + expected);
            out.flush();
            table.row(
                    expected.fault(),
                    expected.light(),
                    outcome.light(),
                    Integer.toString(outcome.exitCode()),
                    met ? "yes" : "NO",
                    String.join(" ", outcome.notGreen()));
        }
        out.println();
        table.print(out);
        return all ? ExitCode.OK : 20;
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
