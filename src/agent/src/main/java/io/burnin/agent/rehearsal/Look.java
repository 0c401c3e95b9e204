package io.burnin.agent.rehearsal;

/** Something that a rehearsal tries. Takes some seconds at most, and tells at least one line. */
@FunctionalInterface
interface Look {
    void into(Table table) throws InterruptedException;
}
