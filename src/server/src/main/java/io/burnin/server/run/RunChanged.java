package io.burnin.server.run;

/**
 * Told when a transaction that changed a run has been committed: observe it with {@code during = AFTER_SUCCESS}, and do
 * nothing slow there. Other servers on the same database are not told.
 *
 * @param state whether its state is another one now, or somebody wants it to end
 * @param records whether records of it were stored
 */
public record RunChanged(RunId run, boolean state, boolean records) {

    static RunChanged between(Run before, Run after) {
        return new RunChanged(
                after.id(),
                !before.state().equals(after.state()) || !before.wish().equals(after.wish()),
                before.progress().stored() != after.progress().stored());
    }

    boolean matters() {
        return state || records;
    }
}
