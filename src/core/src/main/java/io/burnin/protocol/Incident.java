package io.burnin.protocol;

/** What befalls a run, its agent or its host in the middle of it: kinds of {@link RunRecord.Event}. */
public enum Incident {
    /** The agent was started again. */
    AGENT_RESTARTED("agent-restarted"),
    /** Agent or host stood still; the gap beside it says from when until when. */
    SUSPENDED("suspended"),
    /** Somebody set the host's wall clock. The run keeps its own time. */
    CLOCK_JUMPED("clock-jumped"),
    /** The host was started anew, and no step had asked for it. */
    REBOOTED("rebooted"),
    /** The run lasts longer than its plan, because somebody wants it. */
    EXTENDED(Heartbeat.Extension.EXTENDED);

    private final String kind;

    Incident(String kind) {
        this.kind = kind;
    }

    /** As it travels. */
    public String kind() {
        return kind;
    }

    public boolean isToldBy(RunRecord.Event event) {
        return event.kind().equals(kind);
    }
}
