package io.burnin.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of Burnin. */
@Command(
        name = "burnin",
        mixinStandardHelpOptions = true,
        version = "burnin 1.0-SNAPSHOT",
        description = "Puts a deployed system through a burn-in and says whether it may go on.",
        footer = {
            "",
            "Besides, from a checkout: `burnin test [NAME]` runs the tests, `burnin format` formats the sources,",
            "`burnin bench` measures how fast Burnin is, `burnin torture` kills its parts amid runs and counts what broke.",
            "",
            "Exit codes: 0 green, 10 a yellow was measured, 20 red, 30 yellow for want of evidence, 40 aborted or lost,",
            "            1 a defect of burnin, 2 usage, 3 server unreachable, 4 not allowed"
        },
        subcommands = {
            DemoCommand.class,
            ServerCommand.class,
            AgentCommand.class,
            PlanCommand.class,
            RunCommand.class,
            RehearseCommand.class,
            ReportCommand.class,
            JudgeCommand.class
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::explain);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** What the user can act on is a line; a defect shows where it happened, so that it can be reported. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof CommandFailed failed) {
            err.println("burnin: " + failed.getMessage());
            return failed.exitCode();
        }
        err.println("burnin: this is a defect of burnin, please report it:");
        failure.printStackTrace(err);
        return ExitCode.DEFECT;
    }
}
