package io.burnin.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The small system that the demo puts through a burn-in: where it lives, how it is started, and what plans may do to it. Only its
 * own processes learn which fault is on, from a file in their folder.
 */
record DemoTarget(String name, Path home, Path jar, int corePort, int relayPort) {

    /** Demos that go on at the same time share the host; each is an agent of its own. */
    static final int RUNS_AT_ONCE = 4;

    /** A new, empty home on free ports. */
    static DemoTarget create(String name, Path home, Optional<String> fault) {
        try {
            for (String folder : List.of("logs", "data", "runtime")) {
                Files.createDirectories(home.resolve(folder));
            }
            Files.writeString(
                    home.resolve("README.md"), "The root directory of the demo's target; its jobs read this file.\n");
            if (fault.isPresent()) {
                Files.writeString(home.resolve("faults"), fault.get() + "\n");
            }
            return new DemoTarget(name, home, Installation.find().demo(), freePort(), freePort());
        } catch (IOException cannotWrite) {
            throw CommandFailed.usage("the demo's target cannot be laid out in %s: %s", home, cannotWrite.getMessage());
        }
    }

    /** An {@code agent.yaml} (JSON is YAML) that offers the target and allows just what its burn-in needs. */
    String agentConfiguration(String server, String token, Path data) {
        var configuration = new LinkedHashMap<String, Object>();
        configuration.put("server", server);
        configuration.put("token", token);
        configuration.put("name", "agent-of-" + name);
        configuration.put("data", data.toString());
        configuration.put("runs", RUNS_AT_ONCE);
        configuration.put(
                "targets",
                Map.of(
                        name,
                        Map.of(
                                "labels", Map.of("kind", "demo"),
                                "parameters", parameters())));
        configuration.put("policy", policy());
        return Api.write(configuration);
    }

    private Map<String, Object> parameters() {
        var values = new LinkedHashMap<String, Object>();
        values.put("home", home.toString());
        values.put("core", url(corePort));
        values.put("relay", url(relayPort));
        values.put("coreCommand", command("core", "--port", port(corePort), "--relay-port", port(relayPort)));
        values.put(
                "workerCommand",
                command("worker", "--core-port", port(corePort), "--claim-timeout", "3s", "--poll", "1s"));
        values.put("relayCommand", command("relay", "--port", port(relayPort)));
        values.put("relayDirectory", home.toString());
        values.put("coreProcess", "*burnin-demo.jar core --home " + home + " *");
        values.put("workerProcess", "*burnin-demo.jar worker --home " + home + " *");
        values.put("relayPort", port(relayPort));
        values.put("claimTimeout", "3s");
        values.put("workerPoll", "2s");
        values.put("readyWithin", "10s");
        return values;
    }

    private Map<String, Object> policy() {
        String mine = "*burnin-demo.jar * --home " + home + " *";
        return Map.of(
                "commands", List.of(Installation.java() + " " + mine),
                "read", List.of(home.toString()),
                "write", List.of(home.toString()),
                "urls", List.of(url(corePort), url(relayPort)),
                "harm", Map.of("core", mine, "worker", mine, "relay", mine));
    }

    private List<String> command(String process, String... options) {
        var command = new ArrayList<>(List.of(Installation.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Xms48m", "-Xmx48m", "-XX:+AlwaysPreTouch", "-Xshare:auto"));
        command.addAll(List.of("-jar", jar.toString(), process, "--home", home.toString()));
        command.addAll(List.of(options));
        return List.copyOf(command);
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static String port(int port) {
        return Integer.toString(port);
    }

    /** None of those that systems hand out: while a burn-in keeps a process down, nobody else may be given its port. */
    static int freePort() {
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next try takes another.
            }
        }
        throw CommandFailed.defect("no free port between 20000 and 30000");
    }
}
