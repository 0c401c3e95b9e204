package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.agent.Host;
import io.burnin.bundle.BundledRun;
import io.burnin.bundle.BundledVerdict;
import io.burnin.bundle.Difference;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.verdict.Judge;
import io.burnin.verdict.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Comes to the verdict of a run again, from its evidence bundle alone. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = "Judges a run again from its evidence bundle, without a server; exits with the verdict's code.")
final class JudgeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "BUNDLE", description = "a file that `burnin run bundle` or the server gave")
    private Path bundle;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "judge by this plan instead: what would the verdict have been?")
    private Optional<String> whatIf;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() {
        try (BundleFile file = BundleFile.open(bundle)) {
            BundledRun run = file.run();
            BundledVerdict stored = file.verdict();
            Plan plan = whatIf.map(other -> executed(run, PlanCommand.read(other), other))
                    .orElseGet(() -> executed(run, storedPlan(file), run.plan() + "@" + run.planVersion()));
            Verdict verdict = Judge.judge(plan, file.evidence());
            List<Difference> differences = Difference.between(stored.verdict(), verdict);
            if (json) {
                spec.commandLine().getOut().println(toJson(run, stored, verdict, differences));
            } else {
                print(file, run, stored, verdict, differences);
            }
            return verdict.exitCode();
        }
    }

    private PlanFile storedPlan(BundleFile file) {
        try {
            return PlanFile.read(file.plan());
        } catch (PlanException wrong) {
            throw CommandFailed.usage("the plan in %s cannot be used:%n%s", bundle, wrong.getMessage());
        }
    }

    private static Plan executed(BundledRun run, PlanFile plan, String name) {
        try {
            return run.executed(plan);
        } catch (PlanException wrong) {
            throw CommandFailed.usage("%s cannot be judged by %s:%n%s", run.name(), name, wrong.getMessage());
        }
    }

    private String toJson(BundledRun run, BundledVerdict stored, Verdict verdict, List<Difference> differences) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("run", run);
        whatIf.ifPresent(plan -> answer.put("judgedBy", plan));
        answer.put("verdict", verdict);
        answer.put("stored", stored);
        answer.put("same", differences.isEmpty());
        answer.put("differences", differences);
        return tree(answer).toString();
    }

    private void print(
            BundleFile file, BundledRun run, BundledVerdict stored, Verdict verdict, List<Difference> differences) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(RunText.line(tree(run)));
        out.printf(
                "bundle of Burnin %s, made at %s, whole and unchanged%n",
                file.manifest().burnin(), file.manifest().madeAt());
        whatIf.ifPresent(plan -> out.printf(
                "what if: judged by %s, not by %s@%d, the plan of this run%n", plan, run.plan(), run.planVersion()));
        VerdictText.print(tree(verdict), out);
        String name = stored.revision()
                .map(revision -> "the verdict that the server keeps (revision %d)".formatted(revision))
                .orElse("the provisional verdict that the server came to");
        out.println();
        if (differences.isEmpty()) {
            out.println("It is " + name + ".");
        } else {
            out.printf("It is not %s. It differs in:%n", name);
            differences.forEach(difference -> out.println("  " + difference));
            String made = file.manifest().burnin();
            if (!made.equals(Host.version())) {
                out.printf("The server was Burnin %s, this is %s: they may judge differently.%n", made, Host.version());
            }
        }
    }

    private static JsonNode tree(Object value) {
        return BundleFile.JSON.valueToTree(value);
    }
}
