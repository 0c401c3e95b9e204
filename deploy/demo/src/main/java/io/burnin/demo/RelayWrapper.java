package io.burnin.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the relay as a child and ends with it, as {@code npm start} does: who kills only this one leaves the child. */
final class RelayWrapper {

    private RelayWrapper() {}

    static void run(Setting setting) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(command(setting))
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            child.destroy();
                            setting.deeds().note(Deed.PROCESS_STOPPED, "relay");
                        },
                        "stop-child"));
        System.exit(child.waitFor());
    }

    private static List<String> command(Setting setting) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms16m", "-Xmx16m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "relay-server"));
        command.addAll(List.of(Option.HOME.flag(), setting.home().root().toString()));
        command.addAll(
                List.of(Option.PORT.flag(), Integer.toString(setting.options().port(RelayServer.USUAL_PORT))));
        command.addAll(List.of(Option.UNTIL_STDIN_CLOSES.flag(), "yes"));
        return command;
    }
}
