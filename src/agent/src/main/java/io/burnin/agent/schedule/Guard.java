package io.burnin.agent.schedule;

import java.time.Duration;

/** Hears of every harm before it is done, so that it is undone even if this agent cannot do that any more. */
public interface Guard {

    /** Nobody watches. */
    Guard NONE = new Guard() {
        @Override
        public boolean watch(String harm, Duration longest) {
            return true;
        }

        @Override
        public void over(String harm) {}
    };

    /**
     * Harm is in effect or will be in a moment. Said again with each step that follows.
     *
     * @param harm names it within its run
     * @param longest how long nothing may be heard of it if all goes well
     * @return whether somebody watches
     */
    boolean watch(String harm, Duration longest);

    /** It is undone. */
    void over(String harm);
}
