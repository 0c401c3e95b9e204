package io.burnin.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The core process. The port is taken first, so that a second core fails before it touches a file of the first. */
final class Core {

    private static final int USUAL_PORT = 8001;

    private Core() {}

    static void start(Setting setting) throws IOException {
        int port = setting.options().port(USUAL_PORT);
        var ready = new CompletableFuture<Http.Handler>();
        HttpServer server = Http.bind(port, request -> ready.join().answer(request));

        StateMachine machine = StateMachine.load(setting);
        HealthLoop health = new HealthLoop(machine, setting);
        JobStore store = JobStore.load(setting);
        Dispatcher dispatcher = new Dispatcher(store, setting);
        Results results = new Results(store, dispatcher, setting);
        writeReadme(setting.home());
        dispatcher.resume();

        ready.complete(new CoreApi(machine, health, store, dispatcher, results, setting));
        server.start();
        ScheduledExecutorService each = Executors.newScheduledThreadPool(2);
        each.scheduleWithFixedDelay(health, 500, 1000, TimeUnit.MILLISECONDS);
        each.scheduleWithFixedDelay(logged("sweep", results::sweep), 1000, 1000, TimeUnit.MILLISECONDS);
        each.scheduleWithFixedDelay(logged("dispatch", dispatcher::dispatch), 250, 250, TimeUnit.MILLISECONDS);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, each, machine, health, setting), "stop"));
        System.out.println("core listening on " + port);
    }

    /** A clean stop, unlike a kill, leaves the system PAUSED. */
    private static void stop(
            HttpServer server,
            ScheduledExecutorService each,
            StateMachine machine,
            HealthLoop health,
            Setting setting) {
        server.stop(0);
        each.shutdownNow();
        try {
            machine.transition(State.PAUSED, "core stops", Transition.SHUTDOWN, JsonObject.EMPTY, health.health());
            setting.deeds().note(Deed.PROCESS_STOPPED, "core");
        } catch (IOException e) {
            System.err.println("Cannot write the last state: " + e);
        }
    }

    private static Runnable logged(String what, LockFile.Write work) {
        return () -> {
            try {
                work.run();
            } catch (IOException | RuntimeException e) {
                System.err.println("%s failed, trying again: %s".formatted(what, e));
            }
        };
    }

    /** Something that a job of kind read_file can read. */
    private static void writeReadme(Home home) throws IOException {
        Path readme = home.root().resolve("README.md");
        if (Files.notExists(readme)) {
            Files.writeString(readme, "# A system to burn in\n\nEverything under this folder belongs to it.\n");
        }
    }
}
