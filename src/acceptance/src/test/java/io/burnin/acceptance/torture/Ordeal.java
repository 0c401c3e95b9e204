package io.burnin.acceptance.torture;

import static io.burnin.acceptance.torture.FrontDoor.Manner.IS_SHUT;
import static io.burnin.acceptance.torture.FrontDoor.Manner.LOSES_ANSWERS;
import static io.burnin.acceptance.torture.FrontDoor.Manner.PASSES;

import io.burnin.acceptance.torture.Options.Storage;
import io.burnin.acceptance.torture.TargetHost.AgentSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What may befall a run, in the middle of the outage that it makes itself. */
enum Ordeal {
    NOTHING {
        @Override
        void befall(Scene scene) {}
    },
    AGENT_KILLED {
        @Override
        void befall(Scene scene) throws IOException {
            scene.host().killAgent();
            scene.host().startAgent();
        }
    },
    AGENT_AND_GUARD_KILLED {
        @Override
        void befall(Scene scene) throws IOException {
            scene.host().killAgentAndGuard();
            scene.host().startAgent();
        }
    },
    AGENT_GONE {
        @Override
        void befall(Scene scene) {
            scene.host().killAgent();
        }

        @Override
        AgentSetting setting(Path folder) {
            return AgentSetting.USUAL.saying("guard: {graceSeconds: 0, patienceSeconds: 600}");
        }
    },
    AGENT_STOPPED {
        @Override
        void befall(Scene scene) {
            scene.host().stopAgent();
        }
    },
    AGENT_SUSPENDED {
        @Override
        void befall(Scene scene) throws IOException, InterruptedException {
            scene.host().signalAgent("STOP");
            scene.meanwhile();
            scene.pass(FOR_A_WHILE);
            scene.host().signalAgent("CONT");
        }
    },
    HOST_REBOOTED {
        @Override
        void befall(Scene scene) throws IOException {
            scene.host().killAgentAndGuard();
            Boot.next(scene.host().folder());
            scene.host().startAgent();
        }

        @Override
        AgentSetting setting(Path folder) throws IOException {
            return AgentSetting.USUAL.runBy(Boot.launcher(folder));
        }
    },
    CLOCK_SET_FORWARD {
        @Override
        void befall(Scene scene) throws IOException {
            WallClock.set(scene.host().folder(), HOURS);
        }

        @Override
        AgentSetting setting(Path folder) throws IOException {
            return AgentSetting.USUAL.in(WallClock.environment(folder));
        }
    },
    CLOCK_SET_BACK {
        @Override
        void befall(Scene scene) throws IOException {
            WallClock.set(scene.host().folder(), HOURS.negated());
        }

        @Override
        AgentSetting setting(Path folder) throws IOException {
            return CLOCK_SET_FORWARD.setting(folder);
        }
    },
    DISK_FULL {
        @Override
        void befall(Scene scene) throws IOException, InterruptedException {
            SmallDisk disk = SmallDisk.at(scene.host().folder());
            disk.fill();
            scene.pass(FOR_A_WHILE);
            disk.free();
        }

        @Override
        AgentSetting setting(Path folder) throws IOException {
            SmallDisk.mount(folder);
            return AgentSetting.USUAL.keepingIn(SmallDisk.NAME + "/agent-data").saying("keepFree: 1 MB");
        }
    },
    JOURNAL_FULL {
        @Override
        void befall(Scene scene) throws InterruptedException {
            scene.door().set(IS_SHUT);
            scene.pass(LONGER_THAN_THE_RUN);
            scene.door().set(PASSES);
        }

        @Override
        AgentSetting setting(Path folder) {
            return AgentSetting.USUAL.saying("journal: 8 kB");
        }
    },
    CANCELLED {
        @Override
        void befall(Scene scene) throws IOException, InterruptedException {
            scene.cancel();
        }
    },
    TARGET_BROKEN {
        @Override
        void befall(Scene scene) throws IOException {
            scene.host().breakAlpha();
        }
    },
    NETWORK_AWAY {
        @Override
        void befall(Scene scene) throws IOException, InterruptedException {
            scene.door().set(IS_SHUT);
            scene.meanwhile();
            scene.door().set(PASSES);
        }
    },
    NETWORK_AWAY_TOO_LONG {
        @Override
        void befall(Scene scene) throws IOException, InterruptedException {
            scene.door().set(IS_SHUT);
            scene.awaitState("LOST");
            scene.door().set(PASSES);
            scene.awaitState("FINISHED");
        }
    },
    ANSWERS_LOST {
        @Override
        void befall(Scene scene) throws InterruptedException {
            scene.door().set(LOSES_ANSWERS);
            scene.pass(FOR_A_WHILE);
            scene.door().set(PASSES);
        }
    },
    SERVER_KILLED(Storage.H2, 1) {
        @Override
        void befall(Scene scene) throws IOException {
            scene.site().killServer(0);
            scene.site().startServer(0);
        }
    },
    DATABASE_AWAY(Storage.POSTGRESQL, 1) {
        @Override
        void befall(Scene scene) throws IOException, InterruptedException {
            scene.site().killDatabase();
            scene.pass(FOR_A_WHILE);
            scene.site().startDatabase();
        }
    },
    DATABASE_RESTORED(Storage.POSTGRESQL, 1) {
        @Override
        void befall(Scene scene) throws IOException, InterruptedException {
            scene.site().killDatabase();
            scene.site().backUpDatabase();
            scene.site().startDatabase();
            scene.awaitMoreRecords();
            scene.site().killDatabase();
            scene.site().restoreDatabase();
            scene.site().startDatabase();
        }
    },
    ONE_OF_TWO_SERVERS_GONE(Storage.POSTGRESQL, 2) {
        @Override
        void befall(Scene scene) {
            scene.site().killServer(0);
        }
    };

    private static final Duration FOR_A_WHILE = Duration.ofSeconds(3);
    private static final Duration LONGER_THAN_THE_RUN = Duration.ofSeconds(9);
    private static final Duration HOURS = Duration.ofHours(3);

    private final boolean harmsTheSite;
    private final Storage storage;
    private final int servers;

    Ordeal() {
        this(false, Storage.H2, 1);
    }

    Ordeal(Storage storage, int servers) {
        this(true, storage, servers);
    }

    Ordeal(boolean harmsTheSite, Storage storage, int servers) {
        this.harmsTheSite = harmsTheSite;
        this.storage = storage;
        this.servers = servers;
    }

    abstract void befall(Scene scene) throws IOException, InterruptedException;

    /** What the agent needs so that it can befall it. Skips the test where this host cannot do that. */
    AgentSetting setting(Path folder) throws IOException {
        return AgentSetting.USUAL;
    }

    /** Whether nobody else's runs may be on the same servers. */
    boolean harmsTheSite() {
        return harmsTheSite;
    }

    Storage storage() {
        return storage;
    }

    int servers() {
        return servers;
    }

    /** As the table has it. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
