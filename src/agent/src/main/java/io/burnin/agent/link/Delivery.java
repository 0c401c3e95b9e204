package io.burnin.agent.link;

import java.time.Duration;
import java.util.Optional;

/** What the server answered to a batch, by what is to be done about it. No answer at all is an {@link java.io.IOException}. */
public sealed interface Delivery {

    /** It has all records up to that number. @param pace how long it asks us to gather before the next batch */
    record Stored(long acknowledged, Optional<Duration> pace) implements Delivery {}

    /** It lacks records before the batch; that number must come next. */
    record Expected(long seq) implements Delivery {}

    /** It will never take this batch. */
    record Refused(String why) implements Delivery {}

    record TooLarge() implements Delivery {}

    /** It does not know the run: an older backup may have been restored. */
    record Unknown(String why) implements Delivery {}

    /** The run is somebody else's now, or over. */
    record Gone(String why) implements Delivery {}

    /** Our token does not do; a person must see to it. */
    record NotAllowed(String why) implements Delivery {}

    /** Not now. @param after how long the server wants us to wait, if it says so */
    record Later(String why, Optional<Duration> after) implements Delivery {}
}
