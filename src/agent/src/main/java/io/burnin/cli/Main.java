package io.burnin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Burnin. */
@Command(name = "burnin", mixinStandardHelpOptions = true, description = "Burn-in tests of deployed systems.")
public final class Main implements Runnable {

    private final CommandLine commandLine = new CommandLine(this);

    public static void main(String[] arguments) {
        System.exit(new Main().commandLine.execute(arguments));
    }

    @Override
    public void run() {
        commandLine.usage(System.out);
    }
}
