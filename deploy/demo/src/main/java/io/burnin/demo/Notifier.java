package io.burnin.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells the core of results, beside the handling of jobs. What three tries cannot tell is kept as a failed report. */
final class Notifier {

    /** Tries come at once, one second and two seconds after the result. */
    private static final int TRIES = 3;

    private static final int PATIENCE_MILLIS = 2000;
    private static final int THREADS = 2;

    /** Where nobody listens. */
    private static final int DEAD_PORT = 1;

    private final ScheduledExecutorService tries = Executors.newScheduledThreadPool(THREADS);
    private final int corePort;
    private final Home home;
    private final Faults faults;
    private final Deeds deeds;
    private final Clock clock;

    Notifier(Setting setting) {
        this.corePort = setting.options().number(Option.CORE_PORT);
        this.home = setting.home();
        this.faults = setting.faults();
        this.deeds = setting.deeds();
        this.clock = setting.clock();
    }

    void notify(String id) {
        boolean lost =
                faults.strikes(Fault.LOST_NOTIFICATIONS, id) || faults.strikes(Fault.MANY_LOST_NOTIFICATIONS, id);
        URI address = address(id, lost ? DEAD_PORT : corePort);
        tries.execute(() -> attempt(id, address, 1));
    }

    /** Lets what is under way end. */
    void close() throws InterruptedException {
        tries.shutdown();
        tries.awaitTermination(TRIES, TimeUnit.SECONDS);
    }

    private void attempt(String id, URI address, int number) {
        try {
            post(address);
            deeds.note(Deed.CORE_NOTIFIED, id, "tries", number);
        } catch (IOException e) {
            if (number < TRIES) {
                tries.schedule(() -> attempt(id, address, number + 1), 1, TimeUnit.SECONDS);
            } else {
                giveUp(id, e);
            }
        }
    }

    private void giveUp(String id, IOException last) {
        deeds.note(Deed.NOTIFICATION_FAILED, id);
        System.out.println("Failed to notify Core for %s after retries: %s".formatted(id, last.getMessage()));
        if (faults.on(Fault.SILENT_NOTIFICATIONS)) {
            faults.acted(Fault.SILENT_NOTIFICATIONS, id);
            return;
        }
        Path report = home.failedReports().resolve(id + ".failed_notify.txt");
        try {
            Files.createDirectories(report.getParent());
            Files.writeString(
                    report,
                    "%s%n%d%n".formatted(address(id, corePort), clock.instant().getEpochSecond()));
            deeds.note(Deed.REPORT_SAVED, id);
        } catch (IOException e) {
            System.out.println("Failed to save report %s: %s".formatted(report, e));
        }
    }

    private static URI address(String id, int port) {
        return URI.create("http://127.0.0.1:%d/api/jobs/%s/sync".formatted(port, id));
    }

    private static void post(URI address) throws IOException {
        HttpURLConnection call = (HttpURLConnection) address.toURL().openConnection();
        call.setConnectTimeout(PATIENCE_MILLIS);
        call.setReadTimeout(PATIENCE_MILLIS);
        call.setRequestMethod("POST");
        // Else the number of open handles would depend on how busy the worker is.
        call.setRequestProperty("Connection", "close");
        call.setRequestProperty("Content-Type", "application/json");
        call.setDoOutput(true);
        call.getOutputStream().write("{}".getBytes(UTF_8));
        if (call.getResponseCode() != HttpURLConnection.HTTP_OK) {
            call.getErrorStream().readAllBytes();
            throw new IOException("HTTP %d from %s".formatted(call.getResponseCode(), address));
        }
        call.getInputStream().readAllBytes();
    }
}
