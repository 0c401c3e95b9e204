package io.burnin.agent.rehearsal;

import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.protocol.Rehearsed;
import io.burnin.protocol.Rehearsed.Result;
import java.util.HashSet;
import java.util.Set;

/** Takes down what a rehearsal finds, line by line. The same is said once, however many steps ask for it. */
final class Table {

    private final Recorder recorder;
    private final RunClock clock;
    private final Set<String> told = new HashSet<>();

    Table(Recorder recorder, RunClock clock) {
        this.recorder = recorder;
        this.clock = clock;
    }

    void ok(String place, String what, String found) {
        add(new Rehearsed(Result.OK, place, what, found, ""));
    }

    void warning(String place, String what, String found, String remedy) {
        add(new Rehearsed(Result.WARNING, place, what, found, remedy));
    }

    void failed(String place, String what, String found, String remedy) {
        add(new Rehearsed(Result.FAILED, place, what, found, remedy));
    }

    /** What refuses says behind a semicolon how it would be allowed. */
    void refused(String place, String what, StepFailed refusal) {
        String[] words = refusal.getMessage().split("; ", 2);
        String remedy = words.length == 2 ? words[1] : "correct the plan, or the target's parameters in agent.yaml";
        failed(place, what, words[0], remedy);
    }

    private void add(Rehearsed line) {
        if (told.add(line.what() + ": " + line.found())) {
            recorder.write(line.event(clock.now()));
        }
    }
}
