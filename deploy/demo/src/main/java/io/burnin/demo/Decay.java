package io.burnin.demo;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The faults that wear a worker out beside its work: leaks, idle burning, death. Each that is on has its own thread. */
final class Decay {

    private static final int PAGE = 4096;
    private static final int MEGABYTE = 1024 * 1024;
    private static final int MEMORY_BOUND = 768 * MEGABYTE;
    private static final int HANDLE_BOUND = 3000;
    private static final Duration BUSY_PERIOD = Duration.ofMillis(100);
    private static final Duration CORE_CHECK = Duration.ofMillis(250);

    private final Setting setting;
    private final Faults faults;

    private volatile boolean coreIsGone;

    private Decay(Setting setting) {
        this.setting = setting;
        this.faults = setting.faults();
    }

    static Decay start(Setting setting) {
        Decay decay = new Decay(setting);
        decay.begin(Fault.MEMORY_LEAK, decay::leakMemory);
        decay.begin(Fault.HANDLE_LEAK, decay::leakHandles);
        decay.begin(Fault.BUSY_IDLE, decay::burn);
        decay.begin(Fault.WORKER_DIES_WITHOUT_CORE, decay::watchCore);
        return decay;
    }

    /** Ends the process if a fault wants it to. Asked between two jobs, so that no claim is left behind. */
    void dieIfDue() {
        if (!setting.incarnation().restarted() && faults.due(Fault.WORKER_CRASH)) {
            die(Fault.WORKER_CRASH);
        }
        if (coreIsGone) {
            die(Fault.WORKER_DIES_WITHOUT_CORE);
        }
    }

    private void die(Fault fault) {
        faults.acted(fault, "worker");
        System.out.println("worker dies");
        // Not exit: a process that crashes puts nothing in order.
        Runtime.getRuntime().halt(1);
    }

    private void begin(Fault fault, Wear wear) {
        if (!faults.on(fault)) {
            return;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        wear.out();
                    } catch (IOException e) {
                        System.out.println("%s ended: %s".formatted(fault.label(), e));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                fault.label());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Touches page after page of a private mapping: resident and never given back, outside of the heap and its limits,
     * and never written to the file behind it.
     */
    private void leakMemory() throws IOException, InterruptedException {
        Path file = setting.home()
                .deeds()
                .resolve("leak-%d.tmp".formatted(ProcessHandle.current().pid()));
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE, SPARSE, DELETE_ON_CLOSE)) {
            MappedByteBuffer memory = channel.map(FileChannel.MapMode.PRIVATE, 0, MEMORY_BOUND);
            int perStep = faults.value(Fault.MEMORY_LEAK) * MEGABYTE / 10;
            faults.acted(Fault.MEMORY_LEAK, "worker");
            for (int at = 0; at < MEMORY_BOUND; at += PAGE) {
                memory.put(at, (byte) 1);
                if (at % perStep < PAGE) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
            awaitEnd(memory);
        }
    }

    private void leakHandles() throws IOException, InterruptedException {
        List<InputStream> leaked = new ArrayList<>();
        faults.acted(Fault.HANDLE_LEAK, "worker");
        while (leaked.size() < HANDLE_BOUND) {
            leaked.add(new FileInputStream(setting.home().faults().toFile()));
            TimeUnit.MILLISECONDS.sleep(1000 / faults.value(Fault.HANDLE_LEAK));
        }
        awaitEnd(leaked);
    }

    /** Keeps what leaked reachable as long as the process lives. */
    private static void awaitEnd(Object leaked) throws InterruptedException {
        synchronized (leaked) {
            while (true) {
                leaked.wait();
            }
        }
    }

    private void burn() throws InterruptedException {
        long busy = BUSY_PERIOD.toNanos() * faults.value(Fault.BUSY_IDLE) / 100;
        faults.acted(Fault.BUSY_IDLE, "worker");
        while (true) {
            long end = System.nanoTime() + busy;
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            TimeUnit.NANOSECONDS.sleep(BUSY_PERIOD.toNanos() - busy);
        }
    }

    /** A core that was never there does not count. */
    private void watchCore() {
        long limit = TimeUnit.MILLISECONDS.toNanos(faults.value(Fault.WORKER_DIES_WITHOUT_CORE));
        long lastSeen = 0;
        boolean everSeen = false;
        while (!coreIsGone) {
            if (coreAnswers()) {
                lastSeen = System.nanoTime();
                everSeen = true;
            }
            coreIsGone = everSeen && System.nanoTime() - lastSeen > limit;
            LockSupport.parkNanos(CORE_CHECK.toNanos());
        }
    }

    private boolean coreAnswers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", setting.options().number(Option.CORE_PORT)), (int)
                    CORE_CHECK.toMillis());
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Wear {
        void out() throws IOException, InterruptedException;
    }
}
