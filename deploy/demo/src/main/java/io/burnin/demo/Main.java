package io.burnin.demo;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Arrays;

/**
 * Starts the process that the first argument names. The system is three of them (core, worker, relay), each a process of
 * the operating system that can be killed and started again by itself.
 */
public final class Main {

    private static final String USAGE = """
            usage: burnin-demo.jar core|worker|relay [options]

              core          HTTP API, states, jobs
              worker        handles job files
              relay         a wrapper that starts relay-server, as `npm start` does
              relay-server  the relay itself
              faults        prints, as JSON, the light and the criteria that a burn-in with each fault must end in

            options (each process takes all and uses its own):
            """;

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 0 || Arrays.asList(args).contains("--help")) {
            System.out.print(USAGE + Option.help());
            return;
        }
        try {
            start(args[0], Options.parse(Arrays.copyOfRange(args, 1, args.length)));
        } catch (IllegalArgumentException refused) {
            System.err.println("burnin-demo: " + refused.getMessage());
            System.exit(2);
        }
    }

    private static void start(String process, Options options) throws IOException, InterruptedException {
        Clock clock = Clock.systemUTC();
        switch (process) {
            case "core" -> Core.start(lasting(Setting.of(process, options, clock)));
            case "worker" -> Worker.start(Setting.of(process, options, clock));
            case "relay" -> RelayWrapper.run(Setting.of(process, options, clock));
            case "faults" -> printFaults();
            case "relay-server" -> RelayServer.start(lasting(Setting.of(process, options, clock)));
            default ->
                throw new IllegalArgumentException(
                        "unknown process '%s'; one of core, worker, relay, relay-server, faults".formatted(process));
        }
    }

    /** The same, unless a fault ends this process here. */
    private static Setting lasting(Setting setting) {
        if (setting.faults().on(Fault.NO_RECOVERY) && setting.incarnation().isEven()) {
            setting.faults().acted(Fault.NO_RECOVERY, setting.incarnation().process());
            System.err.println("cannot start");
            Runtime.getRuntime().halt(1);
        }
        return setting;
    }

    /** The processes do not read that table: it is for those who check what a burn-in finds. */
    private static void printFaults() throws IOException {
        try (InputStream table = Main.class.getResourceAsStream("faults.json")) {
            table.transferTo(System.out);
        }
    }
}
