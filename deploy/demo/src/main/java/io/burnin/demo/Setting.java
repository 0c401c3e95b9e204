package io.burnin.demo;

import java.io.IOException;
import java.time.Clock;

/** What every process is given: its command line, its files, its faults, its diary and the time. */
record Setting(Options options, Home home, Incarnation incarnation, Faults faults, Deeds deeds, Clock clock) {

    static Setting of(String process, Options options, Clock clock) throws IOException {
        Home home = new Home(options.path(Option.HOME));
        home.prepare();
        Incarnation incarnation = Incarnation.begin(home, process);
        Deeds deeds = Deeds.of(home, process, clock);
        Faults faults = Faults.read(home, incarnation, deeds, clock);
        deeds.note(
                Deed.PROCESS_STARTED,
                process,
                "pid",
                ProcessHandle.current().pid(),
                "incarnation",
                incarnation.number(),
                "faults",
                faults.labels());
        return new Setting(options, home, incarnation, faults, deeds, clock);
    }
}
