package io.burnin.agent.probe;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A sensor that begins a run by looking at what is there, and after a restart of the agent goes on where it was. */
interface TakesUp extends Sensor {

    @Override
    default void begin(List<String> notes, Optional<String> checkpoint) throws IOException {
        if (checkpoint.isPresent()) {
            goOn(notes, checkpoint.get());
        } else {
            takeStock();
        }
    }

    /** What exists already was not brought about by the run. */
    void takeStock() throws IOException;

    void goOn(List<String> notes, String lastCheckpoint) throws IOException;
}
