/** Whether a plan could be executed here: everything it names is looked at once, and nothing is touched. */
package io.burnin.agent.rehearsal;
