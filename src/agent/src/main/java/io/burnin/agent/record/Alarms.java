package io.burnin.agent.record;

import io.burnin.protocol.Alert;
import io.burnin.protocol.RunRecord;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The alerts of a run that its agent tells, and which of them are open: each begins once and ends once. */
final class Alarms {

    private final RunClock clock;
    private final Recorder recorder;
    private final Set<Open> open = new HashSet<>();

    private record Open(Alert alert, String subject) {}

    Alarms(RunClock clock, Recorder recorder) {
        this.clock = clock;
        this.recorder = recorder;
    }

    void begin(Alert alert, String subject, String text) {
        if (open.add(new Open(alert, subject))) {
            tell(alert.begins(), subject, text);
        }
    }

    void end(Alert alert, String subject, String text) {
        if (open.remove(new Open(alert, subject))) {
            tell(alert.ends(), subject, text);
        }
    }

    private void tell(String kind, String subject, String text) {
        recorder.write(new RunRecord.Event(clock.now(), kind, text, Map.of(Alert.SUBJECT, subject)));
    }
}
