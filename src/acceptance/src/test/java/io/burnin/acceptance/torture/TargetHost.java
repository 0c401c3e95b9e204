package io.burnin.acceptance.torture;

import io.burnin.acceptance.CommandLine;
import io.burnin.acceptance.Server;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with a target in it and an agent for it. The target is two processes: {@code alpha} runs before the run does, and
 * {@code beta} does not.
 */
final class TargetHost implements AutoCloseable {

    static final List<String> SERVICES = List.of("alpha", "beta");

    /** Others of this kind are on the same host. */
    private static final int RUNS_AT_ONCE = 8;

    private static final Duration WELL_WITHIN = Duration.ofSeconds(10);
    private static final Duration GONE_WITHIN = Duration.ofSeconds(20);

    private final Path home;
    private final Path folder;
    private final String name;
    private final Desk desk;
    private final AgentSetting setting;
    private final int alphaPort = Server.freePort();
    private final int betaPort = Server.freePort();
    private volatile Process agent;

    /**
     * How an agent differs from the usual one.
     *
     * @param environment of its process
     * @param launcher the command that runs it; empty: none
     * @param data where it keeps what it knows, from its own folder
     * @param configuration more lines of its {@code agent.yaml}
     */
    record AgentSetting(Map<String, String> environment, List<String> launcher, String data, String configuration) {
        static final AgentSetting USUAL = new AgentSetting(Map.of(), List.of(), "agent-data", "");

        AgentSetting in(Map<String, String> environment) {
            return new AgentSetting(environment, launcher, data, configuration);
        }

        AgentSetting runBy(List<String> launcher) {
            return new AgentSetting(environment, launcher, data, configuration);
        }

        AgentSetting keepingIn(String data) {
            return new AgentSetting(environment, launcher, data, configuration);
        }

        AgentSetting saying(String configuration) {
            return new AgentSetting(environment, launcher, data, configuration);
        }
    }

    private TargetHost(Path home, Path folder, String name, Desk desk, AgentSetting setting) {
        this.home = home;
        this.folder = folder;
        this.name = name;
        this.desk = desk;
        this.setting = setting;
    }

    /**
     * Lays everything out and starts what runs before the run does: {@code alpha} and the agent.
     *
     * @param home a checkout or a folder laid out like one, whose agent it is
     */
    static TargetHost start(Path home, Path folder, String name, Desk desk, Site site) throws IOException {
        return start(home, folder, name, desk, site.token(), site.door(), AgentSetting.USUAL);
    }

    /**
     * @param token of its agent
     * @param door where its agent finds the server
     */
    static TargetHost start(
            Path home, Path folder, String name, Desk desk, String token, FrontDoor door, AgentSetting setting)
            throws IOException {
        var host = new TargetHost(home, folder, name, desk, setting);
        for (String service : SERVICES) {
            Files.createDirectories(host.traces(service));
        }
        Files.createDirectories(host.drop());
        Files.writeString(folder.resolve("agent.token"), token);
        Files.writeString(folder.resolve("agent.yaml"), host.configuration(door.address()));
        host.startAlpha();
        host.startAgent();
        return host;
    }

    void startAlpha() throws IOException {
        new ProcessBuilder(command("alpha"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.resolve("alpha.log").toFile()))
                .start();
    }

    String name() {
        return name;
    }

    Path folder() {
        return folder;
    }

    Path drop() {
        return folder.resolve("drop");
    }

    Path traces(String service) {
        return folder.resolve("traces").resolve(service);
    }

    Path journal(String run) {
        return folder.resolve(setting.data()).resolve("runs").resolve(run).resolve("journal");
    }

    void startAgent() throws IOException {
        agent = new CommandLine(home, folder)
                .start(
                        folder.resolve("agent.log"),
                        setting.environment(),
                        setting.launcher(),
                        "agent",
                        "--config",
                        "agent.yaml",
                        "--name",
                        name);
    }

    void killAgent() {
        agent.destroyForcibly();
        agent.onExit().join();
    }

    /** Both at once: neither sees the other go. */
    void killAgentAndGuard() {
        List<ProcessHandle> both = named(folder.resolve("agent.yaml").toString());
        both.add(agent.toHandle());
        both.forEach(ProcessHandle::destroyForcibly);
        both.forEach(process -> process.onExit().join());
    }

    /** @param name e.g. {@code STOP} */
    void signalAgent(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(agent.pid()))
                .start()
                .waitFor();
    }

    /** From now on it ends as soon as it is started. */
    void breakAlpha() throws IOException {
        Files.move(traces("alpha"), folder.resolve("traces-of-what-ran"));
    }

    /** Asks the agent to end, as a service manager would, and waits for it. */
    void stopAgent() {
        agent.destroy();
        agent.onExit().join();
    }

    /** What is not as it was before the run, in words; looks until it is, or for some seconds. */
    List<String> dirt() throws InterruptedException {
        long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
        while (true) {
            List<String> dirt = look();
            if (dirt.isEmpty() || System.nanoTime() > deadline) {
                return dirt;
            }
            Thread.sleep(200);
        }
    }

    /** What is not as it was before the run now, in words. */
    List<String> look() throws InterruptedException {
        var dirt = new ArrayList<String>();
        int alphas = processes("alpha").size();
        if (alphas != 1) {
            dirt.add("alpha ran once before the run, and is there %d times".formatted(alphas));
        } else if (!isWell(alphaPort)) {
            dirt.add("alpha runs and does not answer");
        }
        if (!processes("beta").isEmpty()) {
            dirt.add("beta did not run before the run, and runs");
        }
        return dirt;
    }

    /** What is there besides {@code alpha}, once the agent is gone: nothing, if all is well. */
    List<String> leftOvers() throws InterruptedException {
        long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
        while (true) {
            List<ProcessHandle> mine = named(folder.toString());
            mine.removeAll(processes("alpha"));
            if (mine.isEmpty() || System.nanoTime() > deadline) {
                return mine.stream().map(TargetHost::words).toList();
            }
            Thread.sleep(200);
        }
    }

    private boolean isWell(int port) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health".formatted(port)))
                .timeout(WELL_WITHIN);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException silent) {
            return false;
        }
    }

    private List<ProcessHandle> processes(String service) {
        return named(traces(service).toString());
    }

    private static List<ProcessHandle> named(String text) {
        return new ArrayList<>(ProcessHandle.allProcesses()
                .filter(process -> words(process).contains(text))
                .toList());
    }

    private static String words(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    private List<String> command(String service) {
        int port = service.equals("alpha") ? alphaPort : betaPort;
        return List.of(
                java(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes().toString(),
                TracingTarget.class.getName(),
                Integer.toString(port),
                traces(service).toString());
    }

    private String configuration(URI server) {
        return """
                server: %s
                tokenFile: agent.token
                data: %s
                runs: %d
                %s
                targets:
                  %s:
                    parameters:
                      home: %s
                      desk: %s
                      alpha: http://127.0.0.1:%d
                      alphaCommand: %s
                      alphaProcess: "*%s*"
                      beta: http://127.0.0.1:%d
                      betaCommand: %s
                      betaProcess: "*%s*"
                policy:
                  commands: ["%s *"]
                  read: [%s]
                  write: [%s]
                  urls: ["http://127.0.0.1:%d", "http://127.0.0.1:%d", "%s"]
                  harm: {alpha: "*%s*", beta: "*%s*"}
                """.formatted(
                        server,
                        setting.data(),
                        RUNS_AT_ONCE,
                        setting.configuration(),
                        name,
                        folder,
                        desk.address(),
                        alphaPort,
                        list(command("alpha")),
                        traces("alpha"),
                        betaPort,
                        list(command("beta")),
                        traces("beta"),
                        java(),
                        folder,
                        drop(),
                        alphaPort,
                        betaPort,
                        desk.address(),
                        traces("alpha"),
                        traces("beta"));
    }

    private static String list(List<String> words) {
        return words.stream().map(word -> '"' + word + '"').toList().toString();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Where this program's own classes lie. */
    private static Path classes() {
        try {
            return Path.of(TracingTarget.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException defect) {
            throw new IllegalStateException(defect);
        }
    }

    /** Ends whatever of it is left. */
    @Override
    public void close() {
        Stream.concat(named(folder.toString()).stream(), Stream.of(agent.toHandle()))
                .forEach(ProcessHandle::destroyForcibly);
        agent.onExit().join();
    }
}
