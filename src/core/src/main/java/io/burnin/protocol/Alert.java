package io.burnin.protocol;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may be wrong with the evidence of a run while it goes on. Each begins with one event of the run's time line and ends with
 * another; between the two it is open. Ends by itself when what was wrong is over, and with the run.
 */
public enum Alert {
    /** The agent was not heard of for longer than its lease. */
    SILENT(Teller.SERVER, "silent", "heard-again"),
    /** The agent is heard of, and nothing that it recorded comes in. */
    EVIDENCE_STALLED(Teller.SERVER, "evidence-stalled", "evidence-flows"),
    /** The times of the run are further from the server's than they may be. */
    CLOCK_OFF(Teller.SERVER, "clock-off", "clock-agrees"),
    /** A probe has not read for much longer than it should. */
    PROBE_SILENT(Teller.AGENT, "probe-silent", "probe-heard-again"),
    /** Less load is done than the plan wants. */
    LOAD_BELOW_PLAN(Teller.AGENT, "load-below-plan", "load-as-planned");

    /** The detail of an event that says which probe or load it is about; absent where the whole run is meant. */
    public static final String SUBJECT = "subject";

    /** Who can know: what an agent tells may be hours old when it comes in, and needs nobody who listens. */
    public enum Teller {
        AGENT,
        SERVER
    }

    private final Teller teller;
    private final String begins;
    private final String ends;

    Alert(Teller teller, String begins, String ends) {
        this.teller = teller;
        this.begins = begins;
        this.ends = ends;
    }

    public Teller teller() {
        return teller;
    }

    /** The kind of the event that it begins with, and its own name in the API. */
    public String begins() {
        return begins;
    }

    /** The kind of the event that it ends with. */
    public String ends() {
        return ends;
    }

    /** The one that an event of that kind, told by that side, begins. */
    public static Optional<Alert> begunBy(Teller teller, String kind) {
        return of(teller).filter(alert -> alert.begins.equals(kind)).findFirst();
    }

    /** The one that an event of that kind, told by that side, ends. */
    public static Optional<Alert> endedBy(Teller teller, String kind) {
        return of(teller).filter(alert -> alert.ends.equals(kind)).findFirst();
    }

    private static Stream<Alert> of(Teller teller) {
        return Arrays.stream(values()).filter(alert -> alert.teller == teller);
    }
}
