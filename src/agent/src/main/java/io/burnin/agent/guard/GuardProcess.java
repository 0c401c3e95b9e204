package io.burnin.agent.guard;

import static java.lang.System.Logger.Level.ERROR;

import io.burnin.agent.schedule.Guard;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The guard of an agent, as the agent sees it: a process in a session of its own, started with the first harm of any run. It hears
 * of the harm through its stdin. One that was ended meanwhile is replaced with the next step of a harm.
 */
public final class GuardProcess implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(GuardProcess.class.getName());

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

    /** It gets a memory limit and a compiler that suit something that mostly waits. */
    private static final List<String> SMALL = List.of(
            "-Xms4m", "-Xmx24m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:CICompilerCount=1");

    private final List<String> command;
    private final Path log;
    private final Duration patience;
    private final Map<String, String> inEffect = new LinkedHashMap<>();
    private final AtomicInteger runs = new AtomicInteger();
    private Optional<Process> guard = Optional.empty();

    /**
     * @param main the class that is executed, and its arguments
     * @param log takes what it prints
     * @param patience added to the time that a step takes at most
     */
    public GuardProcess(List<String> main, Path log, Duration patience) {
        this.command = command(main);
        this.log = log;
        this.patience = patience;
    }

    /** For the harm of one run. */
    public Guard ofOneRun() {
        String prefix = runs.incrementAndGet() + " ";
        return new Guard() {
            @Override
            public boolean watch(String harm, Duration longest) {
                return tellOfHarm(prefix + harm, Watch.watch(prefix + harm, longest.plus(patience)));
            }

            @Override
            public void over(String harm) {
                tellOfEnd(prefix + harm);
            }
        };
    }

    private synchronized boolean tellOfHarm(String harm, String line) {
        inEffect.put(harm, line);
        try {
            if (guard.filter(Process::isAlive).isEmpty()) {
                startAndTellAll();
            } else {
                write(line);
            }
            return true;
        } catch (IOException failed) {
            LOG.log(ERROR, "no guard watches over the harm in effect: {0}", failed.getMessage());
            return false;
        }
    }

    private void startAndTellAll() throws IOException {
        Process started = start();
        guard = Optional.of(started);
        write(String.join("\n", inEffect.values()));
        started.onExit().thenAccept(this::replaceIfItLeft);
    }

    /** One that saw nothing to guard may have left in the very moment in which it was told of harm. */
    private synchronized void replaceIfItLeft(Process ended) {
        if (inEffect.isEmpty() || ended.exitValue() != 0 || !guard.equals(Optional.of(ended))) {
            return;
        }
        try {
            startAndTellAll();
        } catch (IOException failed) {
            LOG.log(ERROR, "no guard watches over the harm in effect: {0}", failed.getMessage());
        }
    }

    /** Lets it go and waits until it has gone; without harm in effect it does so at once. */
    @Override
    public void close() throws IOException, InterruptedException {
        Optional<Process> last = letGo();
        if (last.isPresent()) {
            last.get().getOutputStream().close();
            last.get().waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized Optional<Process> letGo() {
        Optional<Process> last = guard;
        guard = Optional.empty();
        return last;
    }

    private synchronized void tellOfEnd(String harm) {
        inEffect.remove(harm);
        if (guard.filter(Process::isAlive).isEmpty()) {
            return;
        }
        try {
            write(Watch.over(harm));
        } catch (IOException gone) {
            LOG.log(ERROR, "the guard ended before its agent: {0}", gone.getMessage());
        }
    }

    private void write(String lines) throws IOException {
        if (guard.isPresent()) {
            OutputStream pipe = guard.get().getOutputStream();
            pipe.write((lines + "\n").getBytes(StandardCharsets.UTF_8));
            pipe.flush();
        }
    }

    private Process start() throws IOException {
        Files.createDirectories(log.getParent());
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    /** This very Java; apart from the agent's session, so that what ends that one does not reach it. */
    private static List<String> command(List<String> main) {
        List<String> words = new ArrayList<>();
        Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst()
                .ifPresent(words::add);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(SMALL);
        words.addAll(main);
        return words;
    }
}
