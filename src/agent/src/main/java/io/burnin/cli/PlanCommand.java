package io.burnin.cli;

import io.burnin.metric.MetricDefinition;
import io.burnin.plan.BuiltInPlans;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.plan.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at a plan without a server. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Validates, shows and lints plans; no server is needed.",
        synopsisSubcommandLabel = "COMMAND")
final class PlanCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(mixinStandardHelpOptions = true, description = "Says whether a plan can be used; exit code 2 if not.")
    int validate(
            @Parameters(paramLabel = "PLAN", description = "a file, or the name of a built-in plan") String plan,
            @Option(names = "--json", description = "print JSON") boolean json) {
        return report(
                problemsOf(plan).stream()
                        .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                        .toList(),
                plan,
                json);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Validates a plan and says what is doubtful in it; exit code 2 if there are errors.")
    int lint(
            @Parameters(paramLabel = "PLAN", description = "a file, or the name of a built-in plan") String plan,
            @Option(names = "--profile", description = "only what a run of this one has to know; else all")
                    Optional<String> profile,
            @Option(names = "--json", description = "print JSON") boolean json) {
        return report(profile.map(name -> problemsOf(plan, name)).orElseGet(() -> problemsOf(plan)), plan, json);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Shows what a profile of a plan will do, and how it judges.")
    int show(
            @Parameters(paramLabel = "PLAN", description = "a file, or the name of a built-in plan") String plan,
            @Option(names = "--profile", description = "one of the plan's; else the first") Optional<String> profile,
            @Option(names = "--json", description = "print JSON") boolean json) {
        PlanFile file = read(plan);
        Plan example = example(file, profile);
        if (json) {
            out().println(Api.write(PlanText.facts(example)));
        } else {
            PlanText.print(example, file.profiles(), out());
        }
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists every metric that a plan emits.")
    int metrics(
            @Parameters(paramLabel = "PLAN", description = "a file, or the name of a built-in plan") String plan,
            @Option(names = "--json", description = "print JSON") boolean json) {
        PlanFile file = read(plan);
        List<MetricDefinition> all =
                MetricCatalogue.of(example(file, Optional.empty())).all();
        if (json) {
            out().println(Api.write(all));
            return ExitCode.OK;
        }
        var table = new TextTable("metric", "kind", "unit", "labels", "description");
        all.forEach(metric -> table.row(
                metric.name(),
                metric.kind().name().toLowerCase(java.util.Locale.ROOT),
                metric.unit().symbol(),
                String.join(", ", metric.labels()),
                metric.description()));
        table.print(out());
        return ExitCode.OK;
    }

    private int report(List<Problem> problems, String plan, boolean json) {
        boolean refused = problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        if (json) {
            out().println(Api.write(problems));
        } else {
            problems.forEach(problem -> print(plan, problem));
            out().println(refused ? plan + " cannot be used" : plan + " is valid");
        }
        return refused ? ExitCode.USAGE : ExitCode.OK;
    }

    private void print(String plan, Problem problem) {
        out().printf(
                        "%s:%d:%d %s: %s [%s]%n",
                        plan,
                        problem.line(),
                        problem.column(),
                        problem.severity().name().toLowerCase(java.util.Locale.ROOT),
                        problem.message(),
                        problem.rule());
        problem.remedy().lines().forEach(line -> out().println("    " + line));
    }

    private static List<Problem> problemsOf(String plan) {
        try {
            return PlanFile.read(bytes(plan)).lint();
        } catch (PlanException wrong) {
            return wrong.problems();
        }
    }

    private static List<Problem> problemsOf(String plan, String profile) {
        PlanFile file = read(plan);
        try {
            return file.lint(profile);
        } catch (PlanException wrong) {
            throw CommandFailed.usage("%s", wrong.getMessage());
        }
    }

    private static Plan example(PlanFile file, Optional<String> profile) {
        try {
            return file.example(profile.orElseGet(() -> file.profiles().getFirst()));
        } catch (PlanException wrong) {
            throw CommandFailed.usage("%s", wrong.getMessage());
        }
    }

    static PlanFile read(String plan) {
        try {
            return PlanFile.read(bytes(plan));
        } catch (PlanException wrong) {
            throw CommandFailed.usage("%s cannot be used:%n%s", plan, wrong.getMessage());
        }
    }

    /** A file, or the name of a plan that comes with Burnin. */
    static byte[] bytes(String plan) {
        try {
            Path file = Path.of(plan);
            if (Files.exists(file)) {
                return firstBytes(file);
            }
            return BuiltInPlans.source(plan)
                    .orElseThrow(() -> CommandFailed.usage(
                            "%s is neither a file nor a built-in plan (%s)",
                            plan, String.join(", ", BuiltInPlans.names())));
        } catch (IOException | InvalidPathException unreadable) {
            throw CommandFailed.usage("%s cannot be read: %s", plan, unreadable.getMessage());
        }
    }

    /** Enough of them to see that it is too large: somebody may name a disk image. */
    private static byte[] firstBytes(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return content.readNBytes(PlanFile.MOST_BYTES + 1);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
