/** Which occurrence is due, what it does step by step, and what an interrupted run goes on with. */
package io.burnin.agent.schedule;
